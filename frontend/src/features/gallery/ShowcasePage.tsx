import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { usePageTitle } from '../../lib/pageTitle';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/EmptyState';
import { SaveDataOffer, SaveDataSwitch } from '../../ui/SaveData';
import { ShowMore } from '../../ui/ShowMore';
import { focusOpened, noteOpened } from './comeBack';
import { TakenDown } from './EditorPanel';
import { Filters } from './Filters';
import { Hero } from './Hero';
import { MomentHits } from './MomentHits';
import { type PublicationCard, showcaseQuery } from './queries';
import { ShowcaseCard } from './ShowcaseCard';
import { countChosen, type PublicationSort, type ShowcaseSearch } from './search';
import { Total } from './Total';

const route = getRouteApi('/');
const PLACES = Array.from({ length: 9 }, (_, index) => `place ${index}`);

/** The face of the platform: everything that was honoured, for everybody to find. */
export function ShowcasePage() {
  const { t } = useLingui();
  usePageTitle(t`Showcase`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(showcaseQuery(search));
  const first = query.data?.pages[0];
  const cards = query.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (next: ShowcaseSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const total = first && <Total count={first.total} isCapped={first.is_capped} />;
  return (
    <>
      <Hero text={search.q ?? ''} onSearch={(q) => change(withText(search, q))} />
      <div className="mx-auto grid w-full max-w-7xl gap-6 px-4 py-7 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <aside aria-label={t`Filters`} className="no-print">
          <Filters search={search} onChange={change} total={total} />
        </aside>
        <section aria-labelledby="results" className="min-w-0">
          <h2 id="results" className="sr-text">
            <Trans>Results</Trans>
          </h2>
          <div className="mb-4 flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <p role="status" className="text-muted">
              {total ?? (query.isPending && <Trans>Loading</Trans>)}
            </p>
            <div className="no-print flex flex-wrap items-center gap-x-6 gap-y-2">
              <SaveDataSwitch />
              <SortChoice search={search} onChange={change} />
            </div>
          </div>
          <div className="mb-4 empty:hidden">
            <SaveDataOffer />
          </div>
          {search.q !== undefined && <MomentHits words={search.q} />}
          {query.isError && first === undefined && <ProblemPanel problem={query.error} onRetry={() => void query.refetch()} />}
          {first !== undefined && cards.length === 0 && <Nothing search={search} onClear={() => change({})} />}
          {query.isPending && <Places />}
          {cards.length > 0 && <Grid cards={cards} isOld={query.isPlaceholderData} />}
          {first !== undefined && cards.length > 0 && (
            <ShowMore
              shown={cards.length}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          )}
          <TakenDown />
        </section>
      </div>
    </>
  );
}

function withText(search: ShowcaseSearch, q: string): ShowcaseSearch {
  const { q: _, sort: __, ...filters } = search;
  return q === '' ? filters : { ...filters, q };
}

/** `isOld`: what was there before, until the answer to the new question comes. */
function Grid({ cards, isOld }: { cards: PublicationCard[]; isOld: boolean }) {
  const router = useRouter();
  useEffect(() => focusOpened(router.state.location.href), [router]);
  return (
    <ul className={classes('card-grid transition-opacity delay-150', isOld && 'opacity-50')} aria-busy={isOld}>
      {cards.map((card, index) => (
        <li key={card.id}>
          <ShowcaseCard card={card} eager={index < 4} onOpen={() => noteOpened(router.history, router.state.location.href, card.slug)} />
        </li>
      ))}
    </ul>
  );
}

function Places() {
  return (
    <ul className="card-grid" aria-hidden="true">
      {PLACES.map((key) => (
        <li key={key} className="skeleton h-80" />
      ))}
    </ul>
  );
}

function Nothing({ search, onClear }: { search: ShowcaseSearch; onClear: () => void }) {
  const { t } = useLingui();
  if (search.q === undefined && countChosen(search) === 0) {
    return (
      <EmptyState title={t`Nothing has been published yet`}>
        <Trans>Initiatives appear here as soon as a council has honoured them.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t`Nothing matches`}
      action={
        <Button kind="primary" onClick={onClear}>
          <Trans>Clear search and filters</Trans>
        </Button>
      }
    >
      <Trans>Try fewer words or fewer filters. Accents do not matter.</Trans>
    </EmptyState>
  );
}

function SortChoice({ search, onChange }: { search: ShowcaseSearch; onChange: (search: ShowcaseSearch) => void }) {
  const { t } = useLingui();
  const usual: PublicationSort = search.q === undefined ? 'newest' : 'relevance';
  const names: Record<PublicationSort, string> = { relevance: t`Best match`, newest: t`Newest first`, title: t`By title` };
  const offered: PublicationSort[] = search.q === undefined ? ['newest', 'title'] : ['relevance', 'newest', 'title'];
  const choose = (value: string) => {
    const { sort: _, ...rest } = search;
    const sort = offered.find((each) => each === value);
    onChange(sort === undefined || sort === usual ? rest : { ...rest, sort });
  };
  return (
    <label className="no-print flex items-center gap-2">
      <span className="text-muted shrink-0">
        <Trans>Order</Trans>
      </span>
      <select className="control" value={search.sort ?? usual} onChange={(event) => choose(event.target.value)}>
        {offered.map((sort) => (
          <option key={sort} value={sort}>
            {names[sort]}
          </option>
        ))}
      </select>
    </label>
  );
}
