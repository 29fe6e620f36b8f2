import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { buttonClass } from '../../ui/Button';
import { DateTime, Deadline } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Card } from '../../ui/Panel';
import { groupCalls, phaseOf } from './calls';
import { type CampaignSummary, campaignsQuery } from './queries';

/** The calls that take entries now, those to come, and those of the past. */
export function CallsPage() {
  const { t } = useLingui();
  const query = useQuery(campaignsQuery(false));
  return (
    <Page>
      <PageHeading title={t`Calls for initiatives`} lead={<Trans>Choose a call to see what it asks and how entries are judged.</Trans>} />
      <Loaded query={query}>{(list) => <Groups items={list.items} now={list.now} />}</Loaded>
    </Page>
  );
}

function Groups({ items, now }: { items: CampaignSummary[]; now: string }) {
  const groups = groupCalls(items, now);
  return (
    <div className="grid gap-10">
      {groups.open.length > 0 ? (
        <Section title={<Trans>Open now</Trans>} calls={groups.open} now={now} />
      ) : (
        <NothingOpen next={groups.coming[0]} />
      )}
      {groups.coming.length > 0 && <Section title={<Trans>Coming</Trans>} calls={groups.coming} now={now} />}
      {groups.past.length > 0 && <Section title={<Trans>No longer taking entries</Trans>} calls={groups.past} now={now} />}
    </div>
  );
}

function NothingOpen({ next }: { next: CampaignSummary | undefined }) {
  const { t } = useLingui();
  const submission = next && phaseOf(next.phases, 'submission');
  return (
    <EmptyState
      title={t`No call is open right now`}
      action={
        <Link {...paths.showcase()} className={buttonClass('quiet')}>
          <Trans>See what others have done</Trans>
        </Link>
      }
    >
      {submission ? (
        <Trans>
          The next one opens on <DateTime value={submission.opens_at} />.
        </Trans>
      ) : (
        <Trans>When a new one opens, it will be here.</Trans>
      )}
    </EmptyState>
  );
}

function Section({ title, calls, now }: { title: ReactNode; calls: CampaignSummary[]; now: string }) {
  return (
    <section className="grid gap-4">
      <h2>{title}</h2>
      <div className="card-grid">
        {calls.map((call) => (
          <CallCard key={call.id} call={call} now={now} />
        ))}
      </div>
    </section>
  );
}

function CallCard({ call, now }: { call: CampaignSummary; now: string }) {
  const submission = phaseOf(call.phases, 'submission');
  return (
    <Card className="grid content-start gap-2 p-5">
      <CallStatus call={call} now={now} />
      <h3 className="text-xl">
        <Link {...paths.call(call.id)} className="card-link">
          <Local text={call.name} />
        </Link>
      </h3>
      {call.summary && (
        <p className="text-muted line-clamp-3">
          <Local text={call.summary} />
        </p>
      )}
      {submission?.is_open && (
        <p>
          <Trans>
            Entries until <Deadline value={submission.closes_at} now={new Date(now)} />
          </Trans>
        </p>
      )}
    </Card>
  );
}

/** Whether a call takes entries, in one badge. */
export function CallStatus({ call, now }: { call: Pick<CampaignSummary, 'phases' | 'state'>; now: string }) {
  const submission = phaseOf(call.phases, 'submission');
  if (call.state === 'published' && submission?.is_open) {
    return (
      <span>
        <StatusBadge tone="ok">
          <Trans>Taking entries</Trans>
        </StatusBadge>
      </span>
    );
  }
  const isAhead = call.state === 'published' && submission !== undefined && submission.opens_at > now;
  return (
    <span>
      <StatusBadge tone={isAhead ? 'info' : 'neutral'}>
        {isAhead ? (
          <Trans>
            Opens on <DateTime value={submission.opens_at} />
          </Trans>
        ) : (
          <Trans>Entries closed</Trans>
        )}
      </StatusBadge>
    </span>
  );
}
