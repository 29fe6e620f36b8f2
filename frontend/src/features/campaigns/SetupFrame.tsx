import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { type Campaign, campaignQuery } from './queries';

interface SetupFrameProps {
  title: string;
  lead?: ReactNode;
  width?: 'text' | 'form' | 'wide';
  children: (campaign: Campaign, isFrozen: boolean) => ReactNode;
}

/** One page of the setup of a call: the way back, the title, and the call itself once it is here. */
export function SetupFrame({ title, lead, width = 'form', children }: SetupFrameProps) {
  const { campaignId } = useParams({ strict: false });
  const query = useQuery(campaignQuery(campaignId ?? ''));
  return (
    <Page width={width}>
      <PageHeading
        title={title}
        lead={lead}
        above={
          <Link {...paths.campaignSetup(campaignId ?? '')}>
            ← {query.data ? <Local text={query.data.name} /> : <Trans>Set up the call</Trans>}
          </Link>
        }
      />
      <Loaded query={query}>{(campaign) => children(campaign, !campaign.open_actions.includes('edit'))}</Loaded>
    </Page>
  );
}
