import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { DefinitionList } from '../../ui/DefinitionList';
import { Panel } from '../../ui/Panel';
import { DeclineDialog, DeclineWord, LapsesNote, RequestBadge, RequestStory } from '../../ui/SecondPerson';
import { type Campaign, changes, type DeadlineChange, useCampaignChange } from './queries';
import { phaseNames } from './words';

/** A request for a later deadline: who asks, why, from when to when; the other manager says yes or no. */
export function WaitingChange({ campaign, change }: { campaign: Campaign; change: DeadlineChange }) {
  const { t, i18n } = useLingui();
  const [isDeclining, setDeclining] = useState(false);
  const confirm = useCampaignChange();
  const stage = i18n._(phaseNames[change.phase]);
  return (
    <Panel title={<Trans>A later date is asked for: {stage}</Trans>} className="border-gold! border-l-4!">
      <DefinitionList
        items={[
          { key: 'before', term: t`Announced`, value: <DateTime value={change.closes_before} style="datetime" /> },
          {
            key: 'after',
            term: t`Asked for`,
            value: (
              <strong>
                <DateTime value={change.closes_at} style="datetime" />
              </strong>
            ),
          },
          { key: 'reason', term: t`Reason`, value: change.reason },
          {
            key: 'who',
            term: t`Asked by`,
            value: (
              <>
                {change.requested_by}, <DateTime value={change.requested_at} style="datetime" />
              </>
            ),
          },
        ]}
      />
      <p className="text-muted mt-2 mb-4">
        {change.is_own ? (
          <Trans>You asked for this, so another manager has to confirm it.</Trans>
        ) : (
          <Trans>Once you confirm, the new date is public at once and everybody who plans by it is told.</Trans>
        )}{' '}
        <LapsesNote at={change.lapses_at} />
      </p>
      {confirm.isError && <ProblemPanel problem={confirm.error} />}
      <div className="flex flex-wrap gap-3">
        {change.open_actions.includes('confirm') && (
          <Button
            kind="primary"
            icon="check"
            busy={confirm.isPending}
            onClick={() => confirm.mutate(() => changes.confirmDeadline(campaign.id, change.id))}
          >
            <Trans>Confirm the later date</Trans>
          </Button>
        )}
        {change.open_actions.includes('decline') && (
          <Button onClick={() => setDeclining(true)}>
            <DeclineWord isOwn={change.is_own} />
          </Button>
        )}
      </div>
      {isDeclining && <DeclineChange campaign={campaign} change={change} onClose={() => setDeclining(false)} />}
    </Panel>
  );
}

function DeclineChange({ campaign, change, onClose }: { campaign: Campaign; change: DeadlineChange; onClose: () => void }) {
  const decline = useCampaignChange();
  return (
    <DeclineDialog
      isOwn={change.is_own}
      question={<Trans>Decline the later date?</Trans>}
      isBusy={decline.isPending}
      problem={decline.isError && <ProblemPanel problem={decline.error} />}
      onDecline={(answer) => decline.mutate(() => changes.declineDeadline(campaign.id, change.id, answer), { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        <Trans>The announced date stays. The request and the answer stay in the log.</Trans>
      </p>
    </DeclineDialog>
  );
}

/** Requests that were answered, newest first. */
export function DeadlineHistory({ changes: settled }: { changes: readonly DeadlineChange[] }) {
  const { i18n } = useLingui();
  return (
    <Panel title={<Trans>Earlier requests</Trans>}>
      <ul className="divide-line -mb-2 divide-y">
        {settled.map((change) => (
          <li key={change.id} className="grid justify-items-start gap-1 py-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <strong>{i18n._(phaseNames[change.phase])}</strong>
              <RequestBadge state={change.state} />
            </p>
            <p>
              <DateTime value={change.closes_before} style="datetime" /> → <DateTime value={change.closes_at} style="datetime" />
            </p>
            <RequestStory request={change} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
