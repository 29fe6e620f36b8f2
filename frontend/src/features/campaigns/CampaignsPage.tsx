import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { mayDo, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Card } from '../../ui/Panel';
import { stageState } from './calls';
import { NewCallDialog } from './NewCallDialog';
import { type CampaignSummary, campaignsQuery } from './queries';
import { phaseNames, stateNames, stateTones } from './words';

/** The calls that the person runs, each with where it stands in its year. */
export function CampaignsPage() {
  const { t } = useLingui();
  const account = useAccount();
  const query = useQuery(campaignsQuery(true));
  const [isAdding, setAdding] = useState(false);
  const mayCreate = mayDo(account, 'campaign.create');
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
      <Trans>New call</Trans>
    </Button>
  );
  return (
    <Page>
      <PageHeading title={t`Manage calls`} actions={mayCreate && (query.data?.items.length ?? 0) > 0 && add} />
      <Loaded query={query}>
        {({ items, now }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={t`You run no call yet`} action={mayCreate && add}>
                <Trans>A new call starts from a template; an hour is enough to set it up.</Trans>
              </EmptyState>
            ) : (
              <div className="grid gap-4">
                {items.map((item) => (
                  <CampaignCard key={item.id} campaign={item} now={now} />
                ))}
              </div>
            )}
            <NewCallDialog isOpen={isAdding} earlier={items} onClose={() => setAdding(false)} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function CampaignCard({ campaign, now }: { campaign: CampaignSummary; now: string }) {
  const { i18n } = useLingui();
  return (
    <Card className="grid gap-3 p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-xl">
          <Link {...paths.campaignSetup(campaign.id)} className="card-link">
            <Local text={campaign.name} />
          </Link>
        </h2>
        <span className="flex items-center gap-3">
          <span className="text-muted">{campaign.code}</span>
          <StatusBadge tone={stateTones[campaign.state]}>{i18n._(stateNames[campaign.state])}</StatusBadge>
        </span>
      </div>
      <PhaseBar campaign={campaign} now={now} />
    </Card>
  );
}

/** The stages of a call side by side: done, under way, ahead. */
function PhaseBar({ campaign, now }: { campaign: CampaignSummary; now: string }) {
  const { t, i18n } = useLingui();
  if (campaign.phases.length === 0) {
    return (
      <p className="text-muted">
        <Trans>No dates yet</Trans>
      </p>
    );
  }
  return (
    <ol className="grid gap-1 sm:auto-cols-fr sm:grid-flow-col" aria-label={t`Stages`}>
      {campaign.phases.map((phase) => {
        const state = stageState(phase, now);
        return (
          <li
            key={phase.kind}
            aria-current={state === 'current' ? 'step' : undefined}
            className={classes(
              'border-t-4 pt-1 text-[0.94rem]',
              state === 'done' && 'border-ok text-muted',
              state === 'current' && 'border-primary font-semibold',
              state === 'ahead' && 'border-line text-muted',
            )}
          >
            {i18n._(phaseNames[phase.kind])}
            <span className="sr-text">
              {' – '}
              {state === 'done' && t`done`}
              {state === 'current' && t`now`}
              {state === 'ahead' && t`still ahead`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
