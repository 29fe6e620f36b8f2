import { useLingui } from '@lingui/react/macro';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';

/** Stands in until this page is built. */
export function PeoplePage() {
  const { t } = useLingui();
  return (
    <Page>
      <PageHeading title={t`People and roles`} />
      <EmptyState title={t`This page is being prepared`} />
    </Page>
  );
}
