import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../api/Loaded';
import { formatDistance } from '../../../lib/dates';
import { useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { EmptyState } from '../../../ui/EmptyState';
import { Local } from '../../../ui/Local';
import { Panel } from '../../../ui/Panel';
import { type Column, Table } from '../../../ui/Table';
import { type WaitingWork, workQuery } from './operatingQueries';
import { laneNames } from './operatingWords';

/** What the worker does and what waits for it: counts by lane and unit. */
export function WorkPanel() {
  const { t } = useLingui();
  return (
    <Panel title={<Trans>Work under way and waiting</Trans>}>
      <Loaded query={useQuery(workQuery)}>
        {(lines) =>
          lines.length === 0 ? (
            <EmptyState title={t`Nothing waits`}>
              <Trans>All that was asked of the worker is done.</Trans>
            </EmptyState>
          ) : (
            <WorkTable lines={lines} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function WorkTable({ lines }: { lines: readonly WaitingWork[] }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const number = (value: number) => formatNumber(value, locale);
  const columns: Column<WaitingWork>[] = [
    { key: 'lane', heading: t`Work`, cell: ({ lane }) => (laneNames[lane] ? i18n._(laneNames[lane]) : lane) },
    { key: 'unit', heading: t`Unit`, cell: ({ unit_name: name }) => (name ? <Local text={name} /> : '–') },
    { key: 'doing', heading: t`Under way`, cell: (line) => number(line.doing), isNumber: true },
    { key: 'waiting', heading: t`Waiting`, cell: (line) => number(line.waiting), isNumber: true },
    { key: 'later', heading: t`Later tries`, cell: (line) => number(line.later), isNumber: true },
    {
      key: 'since',
      heading: t`Longest wait`,
      cell: ({ waiting_since: since }) => (since ? formatDistance(since, new Date(), locale) : '–'),
    },
  ];
  return (
    <div className="max-sm:[&_tbody_.number]:text-start!">
      <Table
        caption={t`Work by lane and unit`}
        hideCaption
        asSheets
        columns={columns}
        rows={lines}
        keyOf={(line) => `${line.lane} ${line.unit_id ?? ''}`}
      />
    </div>
  );
}
