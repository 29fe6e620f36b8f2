import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { mayDo, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Button, buttonClass } from '../../ui/Button';
import { DateTime, Deadline } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Card } from '../../ui/Panel';
import { ShowMore } from '../../ui/ShowMore';
import { type InitiativeListed, type InitiativeState, ownInitiativesQuery } from './queries';
import { StartDialog } from './StartDialog';
import { stateNames, stateTones } from './words';

/** What needs a hand comes first. */
const GROUPS: readonly (readonly InitiativeState[])[] = [
  ['returned', 'draft'],
  ['submitted', 'accepted'],
  ['recognised', 'not_recognised', 'refused', 'withdrawn'],
];

/** The entries of one's units and those that name one as author. */
export function MyInitiativesPage() {
  const { t } = useLingui();
  const account = useAccount();
  const query = useInfiniteQuery(ownInitiativesQuery);
  const { call } = useSearch({ from: '/my-initiatives' });
  const [isStarting, setStarting] = useState(call !== undefined);
  const mayStart = mayDo(account, 'draft.edit') && (account?.unit_ids.length ?? 0) > 0;
  const start = (
    <Button kind="primary" icon="plus" onClick={() => setStarting(true)}>
      <Trans>Start an initiative</Trans>
    </Button>
  );
  return (
    <Page>
      <PageHeading
        title={t`My initiatives`}
        lead={<Trans>What your unit is writing, what it has handed in, and how far that is.</Trans>}
        actions={mayStart && start}
      />
      <Loaded query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <EmptyState
                title={t`Nothing here yet`}
                action={
                  <Link {...paths.calls()} className={buttonClass('quiet')}>
                    <Trans>See the open calls</Trans>
                  </Link>
                }
              >
                <Trans>Start from an open call. Everything is saved as you type, and nobody outside your unit sees a draft.</Trans>
              </EmptyState>
            );
          }
          return (
            <>
              <Groups items={items} />
              <ShowMore
                shown={items.length}
                hasMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          );
        }}
      </Loaded>
      <StartDialog wanted={call} isOpen={isStarting} onClose={() => setStarting(false)} />
    </Page>
  );
}

function Groups({ items }: { items: readonly InitiativeListed[] }) {
  const titles = [<Trans key="a">To be written or mended</Trans>, <Trans key="b">On its way</Trans>, <Trans key="c">Concluded</Trans>];
  return (
    <div className="grid gap-8">
      {GROUPS.map((states, index) => {
        const members = items.filter((item) => states.includes(item.state));
        if (members.length === 0) return null;
        return (
          <section key={states.join()} className="grid gap-4">
            <h2>{titles[index]}</h2>
            <div className="card-grid">
              {members.map((item) => (
                <EntryCard key={item.id} entry={item} />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function EntryCard({ entry }: { entry: InitiativeListed }) {
  const { t, i18n } = useLingui();
  const isOpen = entry.open_actions.includes('edit');
  const target = isOpen ? paths.initiativeEdit(entry.id) : paths.initiative(entry.id);
  const until = entry.resubmit_until ?? (entry.state === 'draft' ? entry.closes_at : null);
  return (
    <Card className="grid content-start gap-2 p-5">
      <div>
        <StatusBadge tone={stateTones[entry.state]}>{i18n._(stateNames[entry.state])}</StatusBadge>
      </div>
      <h3>
        <Link {...target} className="card-link">
          {entry.title || t`Without a title yet`}
        </Link>
      </h3>
      <p className="text-muted">
        {entry.code && <>{entry.code} · </>}
        <Local text={entry.category_name} />
      </p>
      <p className="text-muted text-sm">
        <Local text={entry.campaign_name} /> · <Local text={entry.unit_name} />
      </p>
      {until ? (
        <p className="text-sm">
          <Trans>
            To be handed in by <Deadline value={until} />
          </Trans>
        </p>
      ) : (
        <p className="text-muted text-sm">
          <Trans>
            Last changed on <DateTime value={entry.updated_at} />
          </Trans>
        </p>
      )}
      {entry.my_share_hundredths !== null && !entry.my_share_confirmed && (
        <p className="text-warn text-sm font-semibold">
          <Trans>Your share waits for your confirmation</Trans>
        </p>
      )}
    </Card>
  );
}
