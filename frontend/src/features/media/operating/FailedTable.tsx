import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { pick } from '../../../lib/localText';
import { formatBytes } from '../../../lib/sizes';
import { Button } from '../../../ui/Button';
import { DateTime } from '../../../ui/DateTime';
import { type Column, Table } from '../../../ui/Table';
import type { FailedMedia } from './operatingQueries';
import { failureWords, kindNames, stepNames } from './operatingWords';

interface FailedTableProps {
  files: readonly FailedMedia[];
  chosen: ReadonlySet<string>;
  onChoose: (id: string, isChosen: boolean) => void;
  onRetry: (id: string) => void;
}

/** One line a file: whose it is, where it stopped, and why. What a unit calls its files the operator need not know. */
export function FailedTable({ files, chosen, onChoose, onRetry }: FailedTableProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const nameOf = (file: FailedMedia) => {
    const kind = file.kind ? i18n._(kindNames[file.kind]) : t`File`;
    const size = formatBytes(file.size_bytes, locale);
    const unit = pick(file.unit_name, locale).text;
    return t`${kind}, ${size}, ${unit}`;
  };
  const stepOf = ({ step, state }: FailedMedia) => {
    if (step !== null) return stepNames[step] ? i18n._(stepNames[step]) : step;
    return state === 'ready' ? t`Later qualities` : t`Checking`;
  };
  const columns: Column<FailedMedia>[] = [
    {
      key: 'file',
      heading: t`File`,
      cell: (file) => (
        <span className="flex min-h-11 items-center gap-3">
          {file.failed_at !== null && (
            <input
              type="checkbox"
              className="size-5 shrink-0"
              aria-label={t`Choose: ${nameOf(file)}`}
              checked={chosen.has(file.id)}
              onChange={(event) => onChoose(file.id, event.target.checked)}
            />
          )}
          <span>
            {nameOf(file)}
            <code className="text-muted block text-xs font-normal">{file.id.slice(-8)}</code>
          </span>
        </span>
      ),
    },
    { key: 'step', heading: t`Stopped at`, cell: (file) => (file.failed_at === null ? '–' : stepOf(file)) },
    { key: 'why', heading: t`Why`, cell: (file) => <Reason file={file} /> },
    { key: 'since', heading: t`Since`, cell: (file) => <Since file={file} /> },
    {
      key: 'act',
      heading: <span className="sr-text">{t`Act`}</span>,
      cell: (file) =>
        file.failed_at !== null && (
          <Button className="whitespace-nowrap" aria-label={t`Try again: ${nameOf(file)}`} onClick={() => onRetry(file.id)}>
            <Trans>Try again</Trans>
          </Button>
        ),
    },
  ];
  return <Table caption={t`Files that were given up`} hideCaption asSheets columns={columns} rows={files} keyOf={(file) => file.id} />;
}

function Since({ file }: { file: FailedMedia }) {
  const since = file.failed_at ?? file.lost_at;
  return since === null ? '–' : <DateTime value={since} style="datetime" />;
}

function Reason({ file }: { file: FailedMedia }) {
  const { i18n } = useLingui();
  if (file.lost_at !== null)
    return <Trans>Its original is gone from the file store. It must come back from a backup, or be sent again by the unit.</Trans>;
  const words = failureWords[file.failure ?? ''];
  return words ? i18n._(words) : <code>{file.failure}</code>;
}
