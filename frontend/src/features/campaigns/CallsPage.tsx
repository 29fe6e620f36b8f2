import { useLingui } from '@lingui/react/macro';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';

/** Stands in until this page is built. */
export function CallsPage() {
  const { t } = useLingui();
  return (
    <Page>
      <PageHeading title={t`Calls for initiatives`} />
      <EmptyState title={t`This page is being prepared`} />
    </Page>
  );
}
