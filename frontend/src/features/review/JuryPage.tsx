import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { buttonClass } from '../../ui/Button';
import { Deadline } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { Progress } from '../../ui/Progress';
import { ConflictPanel } from './ConflictPanel';
import { nextOpen } from './points';
import { type JuryQueue, type JuryQueueItem, queueQuery } from './queries';

/** A juror's desk: how far, until when, what next. */
export function JuryPage() {
  const { t } = useLingui();
  const queue = useQuery({ ...queueQuery, staleTime: 0 });
  return (
    <Page width="form">
      <PageHeading title={t`Jury`} lead={t`Take your time. Everything you type is saved as you go, and you can stop at any point.`} />
      <div className="grid grid-cols-1 gap-6">
        <Loaded query={queue}>{(data) => <Queue queue={data} />}</Loaded>
        <ConflictPanel />
      </div>
    </Page>
  );
}

function Queue({ queue }: { queue: JuryQueue }) {
  const { t } = useLingui();
  const next = nextOpen(queue.items, null);
  if (queue.items.length === 0) {
    return (
      <EmptyState title={t`Nothing is assigned to you yet`}>
        <Trans>You will get a message as soon as entries wait for you. Until then you can declare conflicts of interest below.</Trans>
      </EmptyState>
    );
  }
  return queue.campaigns.map((campaign) => {
    const items = queue.items.filter((item) => item.campaign_id === campaign.campaign_id);
    const sealed = items.filter((item) => item.state === 'sealed').length;
    const all = items.length;
    const isNextHere = next?.campaign_id === campaign.campaign_id;
    return (
      <Panel key={campaign.campaign_id} title={<Local text={campaign.name} />}>
        <div className="grid grid-cols-1 gap-4">
          <Progress label={t`Sealed sheets`} value={sealed} max={all} text={`${sealed} / ${all}`} />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p>
              {campaign.closes_at && (
                <>
                  <Trans>Until</Trans> <Deadline value={campaign.closes_at} />
                </>
              )}
            </p>
            {next && isNextHere && (
              <Link {...paths.juryAssignment(next.assignment_id)} className={buttonClass('primary')}>
                <Trans>Score next</Trans>
                <Icon name="arrowRight" />
              </Link>
            )}
          </div>
          {!campaign.is_open && (
            <Notice tone="warn">
              <Trans>The review phase is not open at the moment, so nothing new is saved.</Trans>
            </Notice>
          )}
          {sealed === all && (
            <Notice tone="ok" title={<Trans>All your sheets are sealed</Trans>}>
              <Trans>Thank you for your care. There is nothing left to do here.</Trans>
            </Notice>
          )}
          {campaign.blind_review && (
            <p className="text-muted text-[0.94rem]">
              <Trans>This review is blind: names of authors and units are hidden, and nobody sees your name beside your points.</Trans>
            </p>
          )}
          <ol className="divide-line border-line divide-y border-t">
            {items.map((item) => (
              <QueueLine key={item.assignment_id} item={item} />
            ))}
          </ol>
        </div>
      </Panel>
    );
  });
}

function QueueLine({ item }: { item: JuryQueueItem }) {
  const { scored, criteria } = item;
  return (
    <li className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
      <div className="min-w-0">
        <Link {...paths.juryAssignment(item.assignment_id)} className="card-link font-semibold">
          {item.title}
        </Link>
        <p className="text-muted text-[0.94rem]">
          <Local text={item.category_name} />
        </p>
      </div>
      {item.state === 'sealed' ? (
        <StatusBadge tone="ok">
          <Trans>Sealed</Trans>
        </StatusBadge>
      ) : scored > 0 ? (
        <StatusBadge tone="warn">
          <Trans>
            {scored} of {criteria} criteria
          </Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="neutral">
          <Trans>Not yet started</Trans>
        </StatusBadge>
      )}
    </li>
  );
}
