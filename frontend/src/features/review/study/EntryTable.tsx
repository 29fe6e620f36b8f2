import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatFigure } from '../../../lib/numbers';
import { StatusBadge } from '../../../ui/Badge';
import { Notice } from '../../../ui/Notice';
import { type Column, Table } from '../../../ui/Table';
import type { Study } from '../queries';
import { FIGURES } from './figures';
import { endsOf, IntervalPlot } from './IntervalPlot';

type Entry = Study['entries'][number];

const NONE = '–';

/** Every entry by every scale, best mean first, with what cannot be told from the sheets. */
export function EntryTable({ study }: { study: Study }) {
  const { t } = useLingui();
  const locale = useLocale();
  const figure = (hundredths: number | null) => (hundredths === null ? NONE : formatFigure(hundredths, locale));
  const ends = endsOf(study.entries.flatMap(({ corrected }) => corrected ?? []));
  const titled: Column<Entry> = {
    key: 'title',
    heading: t`Entry`,
    cell: (entry) => (
      <span className="grid gap-1 font-semibold sm:min-w-52">
        {entry.title}
        <span className="text-muted text-[0.9rem] font-normal">{entry.code}</span>
        <Marks entry={entry} />
      </span>
    ),
  };
  const given: Column<Entry>[] = [
    { key: 'rank', heading: t`Rank`, cell: (entry) => entry.rank ?? NONE, isNumber: true },
    { key: 'percent', heading: t`Mean, %`, cell: (entry) => figure(entry.percent_hundredths), isNumber: true },
    { key: 'trimmed', heading: t`Trimmed, %`, cell: (entry) => figure(entry.trimmed_hundredths), isNumber: true },
    {
      key: 'z',
      heading: t`z-score`,
      cell: ({ z_score }) => (z_score === null ? NONE : formatFigure(z_score * 100, locale)),
      isNumber: true,
    },
  ];
  const corrected: Column<Entry>[] = [
    { key: 'value', heading: t`Corrected, %`, cell: (entry) => figure(entry.corrected?.value_hundredths ?? null), isNumber: true },
    {
      key: 'plot',
      heading: t`Where it lies, 9 times in 10`,
      cell: (entry) => {
        if (!entry.corrected) return NONE;
        const [low, high] = [figure(entry.corrected.low_hundredths), figure(entry.corrected.high_hundredths)];
        return <IntervalPlot span={entry.corrected} {...ends} words={t`${low} to ${high}`} label={t`From ${low} to ${high} %`} />;
      },
    },
    {
      key: 'ranks',
      heading: t`Ranks it may have`,
      cell: ({ best_rank, worst_rank }) => (best_rank === worst_rank ? (best_rank ?? NONE) : `${best_rank}–${worst_rank}`),
      isNumber: true,
    },
  ];
  return (
    <div className="grid grid-cols-1 gap-4">
      {study.unfit && <Unfit reason={study.unfit} />}
      <TieZone study={study} />
      <div className={FIGURES}>
        <Table
          caption={t`Entries by every scale`}
          hideCaption
          asSheets
          rows={study.entries}
          keyOf={(entry) => entry.initiative_id}
          columns={[titled, ...given, ...(study.unfit ? [] : corrected)]}
        />
      </div>
      <p className="text-muted max-w-[68ch] text-[0.94rem]">
        <Trans>
          Trimmed: without one highest and one lowest sheet. z-score: distance from the juror’s own mean. Corrected: as a juror of average
          severity would score. The rank in force stays that of the mean.
        </Trans>
      </p>
    </div>
  );
}

function Unfit({ reason }: { reason: NonNullable<Study['unfit']> }) {
  return (
    <Notice title={<Trans>Scores stay as they were given</Trans>}>
      {reason === 'too_few' ? (
        <Trans>There are too few sheets to tell a severe juror from a weak entry.</Trans>
      ) : (
        <Trans>Some jurors share no entry with the others, so nobody can tell which of them are severe.</Trans>
      )}
    </Notice>
  );
}

function TieZone({ study }: { study: Study }) {
  const { t } = useLingui();
  if (study.unfit || study.places >= study.entries.length) return null;
  const tied = study.entries.filter((entry) => entry.in_tie_zone).length;
  const places = study.places;
  return tied === 0 ? (
    <Notice tone="ok">
      <Trans>The sheets put the first {places} apart from the others.</Trans>
    </Notice>
  ) : (
    <Notice tone="warn" title={t`To be talked over: ${tied}`}>
      <Trans>The sheets cannot tell whether these entries belong among the first {places}. The council decides, with words.</Trans>
    </Notice>
  );
}

function Marks({ entry }: { entry: Entry }) {
  if (!entry.in_tie_zone && !entry.on_edge) return null;
  return (
    <span className="flex flex-wrap gap-2 font-normal">
      {entry.in_tie_zone && (
        <StatusBadge tone="warn">
          <Trans>Tie zone</Trans>
        </StatusBadge>
      )}
      {entry.on_edge && (
        <StatusBadge tone="info">
          <Trans>On the edge</Trans>
        </StatusBadge>
      )}
    </span>
  );
}
