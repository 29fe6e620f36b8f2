import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button, buttonClass } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { ShowMore } from '../../ui/ShowMore';
import { Skeleton } from '../../ui/Skeleton';
import { EntryList } from './EntryList';
import { type AuditVerdict, auditQuery, verifyAudit } from './queries';

/** What was done, by whom, to what; and the proof that nothing was changed afterwards. */
export function AuditPage() {
  const { t } = useLingui();
  const { about } = useSearch({ strict: false });
  const log = useInfiniteQuery(auditQuery(about));
  const verification = useMutation(verifyAudit);
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page>
      <PageHeading
        title={t`Audit log`}
        lead={t`Every change of state is written here in the same moment, and each entry seals the one before it.`}
        actions={
          <Button kind="primary" busy={verification.isPending} onClick={() => verification.mutate()}>
            <Trans>Verify the whole log</Trans>
          </Button>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {verification.isError && <ProblemPanel problem={verification.error} />}
        {verification.data && <Verdict verdict={verification.data} />}
        {about !== undefined && (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p>
              <Trans>Only what happened to one thing:</Trans> <code className="break-all">{about}</code>
            </p>
            <Link to="/audit" className={buttonClass()}>
              <Trans>Show the whole log</Trans>
            </Link>
          </div>
        )}
        {log.isError && <ProblemPanel problem={log.error} onRetry={() => void log.refetch()} />}
        {log.isPending && <Skeleton lines={8} />}
        {log.isSuccess && entries.length === 0 && <EmptyState title={t`Nothing has happened yet`} />}
        {entries.length > 0 && <EntryList entries={entries} isFiltered={about !== undefined} />}
        <ShowMore
          shown={entries.length}
          hasMore={log.hasNextPage}
          isLoading={log.isFetchingNextPage}
          onMore={() => void log.fetchNextPage()}
        />
      </div>
    </Page>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  if (verdict.is_sound)
    return (
      <Notice tone="ok" live>
        <Plural value={verdict.checked} one="The log is sound: # entry checked." other="The log is sound: # entries checked." />
      </Notice>
    );
  return (
    <Notice tone="bad" live>
      <Trans>
        The log was changed. The first wrong entry is number {verdict.bad_seq}; {verdict.checked} entries before it are sound.
      </Trans>
    </Notice>
  );
}
