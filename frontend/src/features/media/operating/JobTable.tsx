import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { Button } from '../../../ui/Button';
import { DateTime } from '../../../ui/DateTime';
import { type Column, Table } from '../../../ui/Table';
import { subjectNames, wordsOfError, wordsOfJob } from './jobWords';
import type { FailedJob } from './operatingQueries';

interface JobTableProps {
  jobs: readonly FailedJob[];
  chosen: ReadonlySet<number>;
  onChoose: (id: number, isChosen: boolean) => void;
  onRetry: (id: number) => void;
  onDrop: (id: number) => void;
}

/** One line a job: what work it is, about what, and with which kind of error it ended. */
export function JobTable({ jobs, chosen, onChoose, onRetry, onDrop }: JobTableProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const nameOf = ({ name }: FailedJob) => {
    const words = wordsOfJob(name);
    return words ? i18n._(words) : name;
  };
  const numbered = (job: FailedJob) => `${nameOf(job)}, ${job.id}`;
  const columns: Column<FailedJob>[] = [
    {
      key: 'work',
      heading: t`Work`,
      cell: (job) => (
        <label className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            className="size-5 shrink-0"
            aria-label={t`Choose: ${numbered(job)}`}
            checked={chosen.has(job.id)}
            onChange={(event) => onChoose(job.id, event.target.checked)}
          />
          <span>
            {nameOf(job)}
            <Subject job={job} />
          </span>
        </label>
      ),
    },
    { key: 'tries', heading: t`Tries`, cell: ({ attempts }) => formatNumber(attempts, locale), isNumber: true },
    { key: 'why', heading: t`Why`, cell: (job) => <Reason job={job} /> },
    { key: 'since', heading: t`Since`, cell: ({ failed_at: at }) => (at === null ? '–' : <DateTime value={at} style="datetime" />) },
    {
      key: 'acts',
      heading: <span className="sr-text">{t`Acts`}</span>,
      cell: (job) => (
        <span className="flex flex-wrap gap-2 sm:justify-end">
          <Button className="whitespace-nowrap" aria-label={t`Try again: ${numbered(job)}`} onClick={() => onRetry(job.id)}>
            <Trans>Try again</Trans>
          </Button>
          <Button kind="danger" aria-label={t`Drop: ${numbered(job)}`} onClick={() => onDrop(job.id)}>
            <Trans>Drop</Trans>
          </Button>
        </span>
      ),
    },
  ];
  return (
    <div className="max-sm:[&_tbody_.number]:text-start!">
      <Table caption={t`Jobs that were given up`} hideCaption asSheets columns={columns} rows={jobs} keyOf={(job) => String(job.id)} />
    </div>
  );
}

/** What the job is about and its own number, by which the log of the worker names it. */
function Subject({ job }: { job: FailedJob }) {
  const { i18n } = useLingui();
  const sort = subjectNames[job.about ?? ''];
  return (
    <span className="text-muted block text-xs font-normal">
      <Trans>No. {job.id}</Trans>
      {job.about_id !== null && (
        <>
          {' · '}
          {sort ? i18n._(sort) : job.about} <code className="break-all">{job.about_id}</code>
        </>
      )}
    </span>
  );
}

function Reason({ job: { error } }: { job: FailedJob }) {
  const { i18n } = useLingui();
  if (error === null) return <Trans>Not noted. The log of the worker may say.</Trans>;
  const words = wordsOfError(error);
  return words ? i18n._(words) : <code className="break-all">{error}</code>;
}
