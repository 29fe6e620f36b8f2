import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useLocale } from '../../lib/i18n';
import { formatFigure } from '../../lib/numbers';
import { StatusBadge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { Table } from '../../ui/Table';
import { CategorySelect } from './CategorySelect';
import { phoneSheets } from './phoneTable';
import { type RankedEntry, type Review, rankingQuery } from './queries';
import { StripPlot } from './StripPlot';

/** On paper the dots make room, so that every figure fits on the sheet. */
const PRINTED =
  'print:[&_:is(th,td):nth-child(4)]:hidden print:[&_.table-scroll]:overflow-visible print:text-[0.85rem] print:[&_thead_th]:whitespace-normal!';

/** Entries by the mean of their sealed sheets, with every sheet as a dot. */
export function RankingSection({ review }: { review: Review }) {
  const { t } = useLingui();
  const [category, setCategory] = useState(review.categories[0]?.category_id ?? '');
  const ranking = useQuery(rankingQuery(review.campaign_id, category === '' ? null : category));
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <CategorySelect review={review} value={category} onChange={setCategory} />
        <Button icon="document" onClick={() => window.print()}>
          <Trans>Print the ranking</Trans>
        </Button>
      </div>
      <Loaded query={ranking}>
        {({ entries, withheld }) => (
          <>
            {withheld > 0 && (
              <Notice>
                <Trans>Entries not shown: {withheld}. You have a conflict of interest with them, or still have to score them.</Trans>
              </Notice>
            )}
            {entries.length === 0 ? <EmptyState title={t`No entry is in review yet`} /> : <RankingTable entries={entries} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

function RankingTable({ entries }: { entries: readonly RankedEntry[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const figure = (hundredths: number | null) => (hundredths === null ? '–' : formatFigure(hundredths, locale));
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className={classes(phoneSheets, PRINTED)}>
        <Table
          caption={t`Ranking`}
          hideCaption
          rows={entries}
          keyOf={(entry) => entry.initiative_id}
          columns={[
            { key: 'rank', heading: t`Rank`, cell: (entry) => <Rank entry={entry} />, isNumber: true },
            {
              key: 'title',
              heading: t`Entry`,
              cell: (entry) => (
                <span className="block font-semibold sm:min-w-52">
                  {entry.title}
                  <span className="text-muted block text-[0.9rem] font-normal">{entry.code}</span>
                </span>
              ),
            },
            {
              key: 'percent',
              heading: t`Mean, %`,
              cell: (entry) => (
                <>
                  <PhoneLabel>{t`Mean, %`}</PhoneLabel>
                  <strong>{figure(entry.percent_hundredths)}</strong>
                </>
              ),
              isNumber: true,
            },
            { key: 'plot', heading: t`Sheets from 0 to 100 %`, cell: (entry) => <StripPlot entry={entry} /> },
            {
              key: 'spread',
              heading: t`Spread`,
              cell: (entry) => (
                <>
                  <PhoneLabel>{t`Spread`}</PhoneLabel>
                  {figure(entry.spread_hundredths)}
                </>
              ),
              isNumber: true,
            },
            {
              key: 'sheets',
              heading: t`Sealed`,
              cell: (entry) => (
                <>
                  <PhoneLabel>{t`Sealed`}</PhoneLabel>
                  {entry.sheets}/{entry.assigned}
                </>
              ),
              isNumber: true,
            },
            { key: 'passes', heading: t`Result`, cell: (entry) => <Outcome entry={entry} /> },
          ]}
        />
      </div>
      <p className="text-muted max-w-[68ch] text-[0.94rem]">
        <Trans>
          Percent of the points that could be had, mean over sealed sheets. The spread is the standard deviation; with fewer than two sheets
          there is none. Equal means share a rank.
        </Trans>{' '}
        <Trans>While an entry is being scored its figures stay hidden, so that nobody can work out who gave what.</Trans>
      </p>
    </div>
  );
}

function Rank({ entry }: { entry: RankedEntry }) {
  return (
    <>
      <PhoneLabel>
        <Trans>Rank</Trans>
      </PhoneLabel>
      {entry.rank ?? '–'}
    </>
  );
}

/** The heading of the column, said by the cell itself where the headings are out of sight. */
function PhoneLabel({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="text-muted me-2 font-normal sm:hidden">
      {children}
    </span>
  );
}

function Outcome({ entry }: { entry: RankedEntry }) {
  if (entry.in_progress)
    return (
      <StatusBadge tone="neutral">
        <Trans>Being scored</Trans>
      </StatusBadge>
    );
  if (entry.sheets === 0)
    return (
      <span className="text-muted">
        <Trans>No sheet yet</Trans>
      </span>
    );
  if (entry.below_floor.length > 0)
    return (
      <StatusBadge tone="warn">
        <Trans>Below a floor</Trans>
      </StatusBadge>
    );
  return entry.passes ? (
    <StatusBadge tone="ok">
      <Trans>Passes</Trans>
    </StatusBadge>
  ) : (
    <StatusBadge tone="neutral">
      <Trans>Below the pass mark</Trans>
    </StatusBadge>
  );
}
