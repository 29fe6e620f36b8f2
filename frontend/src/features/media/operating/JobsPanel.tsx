import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemPanel } from '../../../api/ProblemPanel';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { EmptyState } from '../../../ui/EmptyState';
import { Notice } from '../../../ui/Notice';
import { Panel } from '../../../ui/Panel';
import { ShowMore } from '../../../ui/ShowMore';
import { Skeleton } from '../../../ui/Skeleton';
import { JobTable } from './JobTable';
import { dropJobs, type FailedJob, failedJobsQuery, retryJobs } from './operatingQueries';

/** Work of every kind that nobody does any more: it is tried again, or let be. */
export function JobsPanel() {
  const { t } = useLingui();
  const list = useInfiniteQuery(failedJobsQuery);
  const jobs = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={<Trans>Jobs that were given up</Trans>}>
      {list.isPending && <Skeleton />}
      {list.isError && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && <Jobs jobs={jobs} />}
      {list.isSuccess && jobs.length === 0 && (
        <EmptyState title={t`No job was given up`}>
          <Trans>Work that fails again and again, such as an e-mail that cannot be sent, is listed here with the kind of error.</Trans>
        </EmptyState>
      )}
      {list.hasNextPage && (
        <ShowMore shown={jobs.length} hasMore isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </Panel>
  );
}

function Jobs({ jobs }: { jobs: readonly FailedJob[] }) {
  const cache = useQueryClient();
  const retrying = useMutation(retryJobs(cache));
  const dropping = useMutation(dropJobs(cache));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [asked, setAsked] = useState<number[] | null>(null);
  const all = jobs.map((job) => job.id);
  const selected = all.filter((id) => chosen.has(id));
  const retry = (ids: number[]) => {
    dropping.reset();
    retrying.mutate(ids, { onSuccess: () => setChosen(new Set()) });
  };
  const drop = (ids: number[]) => {
    retrying.reset();
    dropping.mutate(ids, {
      onSuccess: () => {
        setChosen(new Set());
        setAsked(null);
      },
    });
  };
  const choose = (id: number, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <div className="grid gap-4">
      {retrying.isError && <ProblemPanel problem={retrying.error} />}
      {retrying.isSuccess && (
        <Notice tone="ok" live>
          <Plural value={retrying.data.count} one="# job is in line again." other="# jobs are in line again." />
        </Notice>
      )}
      {dropping.isSuccess && (
        <Notice tone="ok" live>
          <Plural value={dropping.data.count} one="# job was dropped." other="# jobs were dropped." />
        </Notice>
      )}
      {jobs.length > 0 && (
        <>
          <p className="text-muted max-w-[68ch]">
            <Trans>
              This work failed several times and is not tried any more. See to the cause, then have it tried again; drop what nobody needs.
            </Trans>
          </p>
          <div className="flex flex-wrap gap-3">
            <Button busy={retrying.isPending} onClick={() => retry(selected.length > 0 ? selected : all)}>
              {selected.length > 0 ? (
                <Plural value={selected.length} one="Try # chosen job again" other="Try # chosen jobs again" />
              ) : (
                <Trans>Try all that are shown again</Trans>
              )}
            </Button>
            {selected.length > 0 && (
              <Button kind="danger" icon="trash" onClick={() => setAsked(selected)}>
                <Plural value={selected.length} one="Drop # chosen job" other="Drop # chosen jobs" />
              </Button>
            )}
          </div>
          <JobTable jobs={jobs} chosen={chosen} onChoose={choose} onRetry={(id) => retry([id])} onDrop={(id) => setAsked([id])} />
        </>
      )}
      <DropDialog
        count={asked?.length ?? 0}
        isBusy={dropping.isPending}
        problem={dropping.error}
        onDrop={() => asked && drop(asked)}
        onClose={() => setAsked(null)}
      />
    </div>
  );
}

interface DropDialogProps {
  /** How many jobs it is about; none keeps the dialog shut. */
  count: number;
  isBusy: boolean;
  problem: unknown;
  onDrop: () => void;
  onClose: () => void;
}

function DropDialog({ count, isBusy, problem, onDrop, onClose }: DropDialogProps) {
  return (
    <Dialog
      isOpen={count > 0}
      title={<Plural value={count} one="Drop this job" other="Drop # jobs" />}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" busy={isBusy} onClick={onDrop}>
            <Trans>Drop</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Keep it in the list</Trans>
          </Button>
        </>
      }
    >
      {problem !== null && <ProblemPanel problem={problem} />}
      <p>
        <Trans>Nobody does this work then, and it cannot be taken up again from here. What it was about stays as it is.</Trans>
      </p>
    </Dialog>
  );
}
