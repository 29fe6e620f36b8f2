import { useLingui } from '@lingui/react/macro';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ProblemPanel } from '../api/ProblemPanel';
import { Page } from '../ui/Page';
import { PageHeading } from '../ui/PageHeading';

/** For a page that broke while it was drawn or loaded; the frame around it stays. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page width="text">
      <PageHeading title={t`This page could not be shown`} />
      <ProblemPanel problem={error} onRetry={retry} />
    </Page>
  );
}
