import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../api/Loaded';
import { useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { formatBytes } from '../../../lib/sizes';
import { DateTime } from '../../../ui/DateTime';
import { EmptyState } from '../../../ui/EmptyState';
import { Local } from '../../../ui/Local';
import { Panel } from '../../../ui/Panel';
import { type Column, Table } from '../../../ui/Table';
import { limitOf } from './limits';
import { type Quota, quotasQuery, type StorageUse, type SweepReport, storageUseQuery, sweepsQuery } from './operatingQueries';
import { kindNames } from './operatingWords';

const TREND = 10;

/** How much room files take: by kind, by unit, and as the last sweeps found the store. */
export function UsePanel() {
  return (
    <Panel title={<Trans>Room that files take</Trans>}>
      <Loaded query={useQuery(storageUseQuery)}>{(use) => <Use use={use} />}</Loaded>
    </Panel>
  );
}

function Use({ use }: { use: StorageUse }) {
  const { t } = useLingui();
  const quotas = useQuery(quotasQuery);
  if (use.kinds.length === 0) return <EmptyState title={t`No file has come in yet`} />;
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
      <KindTable use={use} />
      <UnitTable use={use} quotas={quotas.data ?? []} />
      <Trend />
    </div>
  );
}

interface KindLine {
  key: string;
  name: string;
  files: number;
  bytes: number;
}

function KindTable({ use }: { use: StorageUse }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const rows: KindLine[] = [
    ...use.kinds.map(({ kind, files, used_bytes: bytes }) => ({
      key: kind ?? 'unknown',
      name: kind ? i18n._(kindNames[kind]) : t`Not checked yet`,
      files,
      bytes,
    })),
    { key: 'derivatives', name: t`What was made of them`, files: use.derivatives, bytes: use.derivative_bytes },
  ];
  const columns: Column<KindLine>[] = [
    { key: 'name', heading: t`Kind`, cell: (line) => line.name },
    {
      key: 'files',
      heading: t({ message: 'Files', context: 'how many' }),
      cell: (line) => formatNumber(line.files, locale),
      isNumber: true,
    },
    { key: 'bytes', heading: t`Room`, cell: (line) => formatBytes(line.bytes, locale), isNumber: true },
  ];
  return <Table caption={t`By kind`} columns={columns} rows={rows} keyOf={(line) => line.key} />;
}

function UnitTable({ use, quotas }: { use: StorageUse; quotas: readonly Quota[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  type Line = StorageUse['units'][number];
  const columns: Column<Line>[] = [
    { key: 'unit', heading: t`Unit`, cell: (line) => <Local text={line.unit_name} /> },
    {
      key: 'files',
      heading: t({ message: 'Files', context: 'how many' }),
      cell: (line) => formatNumber(line.files, locale),
      isNumber: true,
    },
    {
      key: 'bytes',
      heading: t`Room`,
      cell: (line) => {
        const used = formatBytes(line.used_bytes, locale);
        const limit = formatBytes(limitOf(line.unit_id, quotas, use.max_unit_bytes), locale);
        return t`${used} of ${limit}`;
      },
      isNumber: true,
    },
  ];
  return <Table caption={t`Units that take most`} columns={columns} rows={use.units} keyOf={(line) => line.unit_id} />;
}

function Trend() {
  const { t } = useLingui();
  const locale = useLocale();
  const sweeps = useQuery(sweepsQuery);
  const rows = (sweeps.data ?? []).filter((report) => report.ended_at !== null && report.objects > 0).slice(0, TREND);
  if (rows.length === 0) return null;
  const columns: Column<SweepReport>[] = [
    { key: 'at', heading: t`Checked`, cell: (report) => <DateTime value={report.asked_at} style="datetime" /> },
    { key: 'objects', heading: t`Objects`, cell: (report) => formatNumber(report.objects, locale), isNumber: true },
    { key: 'bytes', heading: t`Room`, cell: (report) => formatBytes(report.used_bytes, locale), isNumber: true },
  ];
  return <Table caption={t`As the last checks found the store`} columns={columns} rows={rows} keyOf={(report) => report.id} />;
}
