import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { paths } from '../lib/paths';
import { buttonClass } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { PageHeading } from '../ui/PageHeading';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <Page width="text">
      <PageHeading title={t`Page not found`} />
      <EmptyState
        title={t`There is nothing at this address`}
        action={
          <Link {...paths.showcase()} className={buttonClass('primary')}>
            <Trans>Go to the showcase</Trans>
          </Link>
        }
      >
        <Trans>The link may be old, or a letter may be missing from it.</Trans>
      </EmptyState>
    </Page>
  );
}
