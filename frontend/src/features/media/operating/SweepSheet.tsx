import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { formatBytes } from '../../../lib/sizes';
import { StatusBadge } from '../../../ui/Badge';
import { DateTime } from '../../../ui/DateTime';
import { Notice } from '../../../ui/Notice';
import { type Column, Table } from '../../../ui/Table';
import type { SweepReport } from './operatingQueries';
import { categoryNames, faultSentences, mendingWords } from './operatingWords';

type Count = SweepReport['counts'][number];

/** One report: when, by whom, and what was found. */
export function SweepSheet({ report, isOpen }: { report: SweepReport; isOpen: boolean }) {
  return (
    <details open={isOpen} className="border-line rounded-xl border">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
        <span className="font-semibold">
          <DateTime value={report.asked_at} style="datetime" />
        </span>
        <Outcome report={report} />
        <span className="text-muted text-sm">
          {report.by_hand ? <Trans>asked for by hand</Trans> : <Trans>by itself</Trans>}
          {' · '}
          {report.is_dry ? <Trans>only checked</Trans> : <Trans>checked and mended</Trans>}
        </span>
      </summary>
      <div className="grid gap-3 px-4 pb-4">
        <Body report={report} />
      </div>
    </details>
  );
}

function Outcome({ report }: { report: SweepReport }) {
  const found = report.counts.reduce((sum, count) => sum + count.found, 0);
  if (report.ended_at === null)
    return (
      <StatusBadge tone="warn">{report.started_at === null ? <Trans>Waiting for the worker</Trans> : <Trans>Under way</Trans>}</StatusBadge>
    );
  if (report.faults.length > 0)
    return (
      <StatusBadge tone="bad">
        <Trans>Not finished</Trans>
      </StatusBadge>
    );
  return (
    <StatusBadge tone={found === 0 ? 'ok' : 'info'}>
      {found === 0 ? <Trans>All in order</Trans> : <Plural value={found} one="# thing found" other="# things found" />}
    </StatusBadge>
  );
}

function Body({ report }: { report: SweepReport }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const objects = formatNumber(report.objects, locale);
  const files = formatNumber(report.files, locale);
  const room = formatBytes(report.used_bytes, locale);
  const columns: Column<Count>[] = [
    { key: 'what', heading: t`Found`, cell: (count) => <Category count={count} /> },
    { key: 'found', heading: t`How many`, cell: (count) => formatNumber(count.found, locale), isNumber: true },
    { key: 'mended', heading: t`Mended`, cell: (count) => formatNumber(count.mended, locale), isNumber: true },
  ];
  return (
    <>
      {report.faults.map((fault) => (
        <Notice key={fault} tone="bad">
          {i18n._(faultSentences[fault])}
        </Notice>
      ))}
      <p className="text-muted text-sm">
        <Trans>
          Looked at {objects} objects ({room}) and {files} files.
        </Trans>
      </p>
      {report.counts.length > 0 && (
        <Table caption={t`What was found`} hideCaption columns={columns} rows={report.counts} keyOf={(count) => count.category} />
      )}
    </>
  );
}

function Category({ count }: { count: Count }) {
  const { i18n } = useLingui();
  return (
    <>
      {i18n._(categoryNames[count.category])}
      <span className="text-muted block text-sm font-normal">{i18n._(mendingWords[count.category])}</span>
      <details className="mt-1 text-sm font-normal">
        <summary className="min-h-6 cursor-pointer">
          <Trans>Which</Trans>
        </summary>
        <ul className="mt-1 grid gap-1">
          {count.examples.map((example) => (
            <li key={example}>
              <code className="text-xs break-all">{example}</code>
            </li>
          ))}
        </ul>
        {count.found > count.examples.length && (
          <p className="text-muted">
            <Trans>These are the first {count.examples.length}.</Trans>
          </p>
        )}
      </details>
    </>
  );
}
