import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { mayDo, useAccount } from '../../api/session';
import { hrefOf, paths } from '../../lib/paths';
import { buttonClass } from '../../ui/Button';
import type { Campaign } from './queries';

/** The way in for those who may write entries; visitors are asked to sign in first, and come back here. */
export function StartHere({ campaign }: { campaign: Campaign }) {
  const account = useAccount();
  if (account === undefined) return null;
  if (account === null) {
    return (
      <Link {...paths.signIn()} search={{ next: hrefOf(paths.call(campaign.id)) }} className={buttonClass('primary')}>
        <Trans>Sign in to enter</Trans>
      </Link>
    );
  }
  if (!mayDo(account, 'draft.edit')) return null;
  return (
    <Link {...paths.myInitiatives()} search={{ call: campaign.id }} className={buttonClass('primary')}>
      <Trans>Start an initiative</Trans>
    </Link>
  );
}
