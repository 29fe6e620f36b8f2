import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { mayDo, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Card } from '../../ui/Panel';
import { MovementsPanel } from './MovementsPanel';
import { NewCallDialog } from './NewCallDialog';
import { PhaseBar } from './PhaseBar';
import { type CampaignSummary, campaignsQuery } from './queries';
import { stateNames, stateTones } from './words';

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
            <div className="mt-8">
              <MovementsPanel calls={items} />
            </div>
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
