import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { ProblemPanel } from '../../api/ProblemPanel';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Button, buttonClass } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { type Campaign, campaignQuery, changes, readinessQuery, useCampaignChange } from './queries';
import { TaskList } from './TaskList';
import { stateNames, stateTones } from './words';

/** The setup of one call as a list of tasks, in any order; publishing comes last. */
export function SetupPage() {
  const { campaignId } = useParams({ strict: false });
  const query = useQuery(campaignQuery(campaignId ?? ''));
  return (
    <Page width="form">
      <Loaded query={query}>{(campaign) => <Setup campaign={campaign} />}</Loaded>
    </Page>
  );
}

function Setup({ campaign }: { campaign: Campaign }) {
  const { i18n } = useLingui();
  const locale = useLocale();
  const isDraft = campaign.state === 'draft';
  return (
    <>
      <PageHeading
        title={pick(campaign.name, locale).text}
        above={
          <Link {...paths.manage()}>
            ← <Trans>Manage calls</Trans>
          </Link>
        }
        lead={
          <span className="flex flex-wrap items-center gap-3">
            <StatusBadge tone={stateTones[campaign.state]}>{i18n._(stateNames[campaign.state])}</StatusBadge>
            <span>{campaign.code}</span>
          </span>
        }
        actions={
          !isDraft && (
            <Link {...paths.call(campaign.id)} className={buttonClass('quiet')}>
              <Trans>See it as units do</Trans>
            </Link>
          )
        }
      />
      {isDraft ? <DraftSetup campaign={campaign} /> : <RunningSetup campaign={campaign} />}
    </>
  );
}

function DraftSetup({ campaign }: { campaign: Campaign }) {
  const query = useQuery(readinessQuery(campaign.id));
  return (
    <Loaded query={query}>
      {({ missing }) => (
        <div className="grid gap-6">
          <TaskList campaign={campaign} missing={missing} />
          <PublishPanel campaign={campaign} isReady={missing.length === 0} />
        </div>
      )}
    </Loaded>
  );
}

function PublishPanel({ campaign, isReady }: { campaign: Campaign; isReady: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const publish = useCampaignChange();
  return (
    <Panel title={<Trans>Publish</Trans>}>
      <div className="grid gap-4">
        {isReady ? (
          <p>
            <Trans>Everything is here. Once published, the form, the rubrics and the categories stay as they are.</Trans>
          </p>
        ) : (
          <Notice tone="warn" title={<Trans>Not ready to publish</Trans>}>
            <Trans>Finish the tasks above that say what is missing.</Trans>
          </Notice>
        )}
        {publish.isError && <ProblemPanel problem={publish.error} />}
        {isReady && (
          <div>
            <Button kind="primary" onClick={() => setAsking(true)}>
              <Trans>Publish the call</Trans>
            </Button>
          </div>
        )}
      </div>
      <Dialog
        isOpen={isAsking}
        title={<Trans>Publish this call?</Trans>}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              kind="primary"
              busy={publish.isPending}
              onClick={() => publish.mutate(() => changes.publish(campaign.id, campaign.version), { onSettled: () => setAsking(false) })}
            >
              <Trans>Publish the call</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Not yet</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>Everybody will see it. Afterwards only deadlines can move, and only later.</Trans>
        </p>
      </Dialog>
    </Panel>
  );
}

function RunningSetup({ campaign }: { campaign: Campaign }) {
  const [isAsking, setAsking] = useState(false);
  const close = useCampaignChange();
  return (
    <div className="grid gap-6">
      <TaskList campaign={campaign} missing={[]} />
      {campaign.open_actions.includes('close') && (
        <Panel title={<Trans>End the call</Trans>}>
          <p className="mb-4">
            <Trans>When everything is decided and released, end the call. It stays readable.</Trans>
          </p>
          {close.isError && <ProblemPanel problem={close.error} />}
          <Button kind="danger" onClick={() => setAsking(true)}>
            <Trans>End the call</Trans>
          </Button>
        </Panel>
      )}
      <Dialog
        isOpen={isAsking}
        title={<Trans>End this call?</Trans>}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              kind="danger"
              busy={close.isPending}
              onClick={() => close.mutate(() => changes.close(campaign.id, campaign.version), { onSettled: () => setAsking(false) })}
            >
              <Trans>End the call</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Keep it running</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>Nothing more can happen in it afterwards.</Trans>
        </p>
      </Dialog>
    </div>
  );
}
