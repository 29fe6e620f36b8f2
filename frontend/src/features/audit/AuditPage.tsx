import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { ShowMore } from '../../ui/ShowMore';
import { Skeleton } from '../../ui/Skeleton';
import { type Column, Table } from '../../ui/Table';
import { type AuditEntry, type AuditVerdict, auditQuery, verifyAudit } from './queries';

/** What was done, by whom, to what; and the proof that nothing was changed afterwards. */
export function AuditPage() {
  const { t } = useLingui();
  const log = useInfiniteQuery(auditQuery(undefined));
  const verification = useMutation(verifyAudit);
  const columns = useColumns();
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page>
      <PageHeading
        title={t`Audit log`}
        lead={t`Every change of state is written here in the same moment, and each entry seals the one before it.`}
      />
      <div className="mt-4 grid gap-4">
        <div>
          <Button kind="primary" busy={verification.isPending} onClick={() => verification.mutate()}>
            <Trans>Verify the whole log</Trans>
          </Button>
        </div>
        {verification.isError && <ProblemPanel problem={verification.error} />}
        {verification.data && <Verdict verdict={verification.data} />}
        {log.isError && <ProblemPanel problem={log.error} onRetry={() => void log.refetch()} />}
        {log.isPending && <Skeleton lines={8} />}
        {log.isSuccess && entries.length === 0 && <EmptyState title={t`Nothing has happened yet`} />}
        {entries.length > 0 && (
          <Table caption={t`Entries, newest first`} columns={columns} rows={entries} keyOf={(entry) => String(entry.seq)} />
        )}
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

function useColumns(): Column<AuditEntry>[] {
  const { t } = useLingui();
  return [
    { key: 'seq', heading: t`No.`, cell: (entry) => entry.seq, isNumber: true },
    { key: 'at', heading: t`When`, cell: (entry) => <DateTime value={entry.at} style="datetime" /> },
    { key: 'action', heading: t`What`, cell: (entry) => <code>{entry.action}</code> },
    { key: 'object', heading: t`About`, cell: (entry) => <code>{`${entry.object_type} ${entry.object_id.slice(-8)}`}</code> },
    { key: 'actor', heading: t`By`, cell: (entry) => <code>{entry.actor_id?.slice(-8) ?? '–'}</code> },
    { key: 'hash', heading: t`Seal`, cell: (entry) => <code>{entry.hash.slice(0, 12)}</code> },
  ];
}
