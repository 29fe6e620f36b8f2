import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { Badge } from '../../ui/Badge';
import { buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { ShowMore } from '../../ui/ShowMore';
import { screeningQuery } from './queries';

/** What waits for a decision, the longest wait first. */
export function ScreeningPage() {
  const { t } = useLingui();
  const query = useInfiniteQuery(screeningQuery);
  const first = query.data?.pages[0]?.items[0];
  return (
    <Page width="form">
      <PageHeading
        title={t`Screening`}
        lead={<Trans>Is each entry complete, and does it fit the call? What comes from your own unit is not shown to you.</Trans>}
        actions={
          first && (
            <Link {...paths.screeningItem(first.id)} className={buttonClass('primary')}>
              <Trans>Open the next one</Trans>
            </Link>
          )
        }
      />
      <Loaded query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          const counts = data.pages[0]?.counts;
          return (
            <>
              {counts && <Counters counts={counts} />}
              {items.length === 0 ? (
                <EmptyState title={t`Nothing waits for you`}>
                  <Trans>New entries appear here as soon as a unit hands them in.</Trans>
                </EmptyState>
              ) : (
                <ul className="panel divide-line divide-y">
                  {items.map((item) => (
                    <Row key={item.id} item={item} />
                  ))}
                </ul>
              )}
              {items.length > 0 && (
                <ShowMore
                  shown={items.length}
                  hasMore={query.hasNextPage}
                  isLoading={query.isFetchingNextPage}
                  onMore={() => void query.fetchNextPage()}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Counters({ counts }: { counts: Schemas['ScreeningCounts'] }) {
  const cells = [
    { key: 'waiting', name: <Trans>Waiting</Trans>, count: counts.waiting },
    { key: 'returned', name: <Trans>Returned</Trans>, count: counts.returned },
    { key: 'passed', name: <Trans>Eligible</Trans>, count: counts.passed },
    { key: 'refused', name: <Trans>Not eligible</Trans>, count: counts.refused },
  ];
  return (
    <dl className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-4">
      {cells.map((cell) => (
        <div key={cell.key} className="panel flex flex-col-reverse p-4">
          <dt className="text-muted text-sm">{cell.name}</dt>
          <dd className="font-display text-2xl font-semibold tabular-nums">{cell.count}</dd>
        </div>
      ))}
    </dl>
  );
}

function Row({ item }: { item: Schemas['ScreeningListed'] }) {
  return (
    <li className="hover:bg-sunken relative grid gap-1 px-5 py-4">
      <span className="flex flex-wrap items-center gap-2">
        <Link {...paths.screeningItem(item.id)} className="font-semibold after:absolute after:inset-0">
          {item.title}
        </Link>
        {item.revision_number > 1 && (
          <Badge tone="info">
            <Trans>Revision {item.revision_number}</Trans>
          </Badge>
        )}
      </span>
      <span className="text-muted text-sm">
        {item.code} · <Local text={item.category_name} /> · <Local text={item.unit_name} /> ·{' '}
        <DateTime value={item.submitted_at} style="datetime" />
      </span>
    </li>
  );
}
