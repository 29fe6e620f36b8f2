import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { StatusBadge, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { DefinitionList } from '../../ui/DefinitionList';
import { Dialog } from '../../ui/Dialog';
import { Panel } from '../../ui/Panel';
import { TextAreaField } from '../../ui/TextAreaField';
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
        <Trans>
          Without an answer it lapses on <DateTime value={change.lapses_at} />.
        </Trans>
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
            {change.is_own ? <Trans>Take the request back</Trans> : <Trans>Decline</Trans>}
          </Button>
        )}
      </div>
      {isDeclining && <DeclineDialog campaign={campaign} change={change} onClose={() => setDeclining(false)} />}
    </Panel>
  );
}

const LONGEST_ANSWER = 1_000;

function DeclineDialog({ campaign, change, onClose }: { campaign: Campaign; change: DeadlineChange; onClose: () => void }) {
  const { t } = useLingui();
  const [answer, setAnswer] = useState('');
  const decline = useCampaignChange();
  return (
    <Dialog
      isOpen
      title={change.is_own ? <Trans>Take the request back?</Trans> : <Trans>Decline the later date?</Trans>}
      onClose={onClose}
      actions={
        <>
          <Button
            kind="primary"
            busy={decline.isPending}
            onClick={() => decline.mutate(() => changes.declineDeadline(campaign.id, change.id, answer.trim()), { onSuccess: onClose })}
          >
            {change.is_own ? <Trans>Take the request back</Trans> : <Trans>Decline</Trans>}
          </Button>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
        </>
      }
    >
      {decline.isError && <ProblemPanel problem={decline.error} />}
      <p>
        <Trans>The announced date stays. The request and the answer stay in the log.</Trans>
      </p>
      {!change.is_own && (
        <TextAreaField
          name="answer"
          label={t`Why not`}
          optional
          rows={3}
          maxLength={LONGEST_ANSWER}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
    </Dialog>
  );
}

const TONES: Record<DeadlineChange['state'], Tone> = { requested: 'warn', confirmed: 'ok', declined: 'neutral', lapsed: 'neutral' };

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
              <StatusBadge tone={TONES[change.state]}>
                <StateWord state={change.state} />
              </StatusBadge>
            </p>
            <p>
              <DateTime value={change.closes_before} style="datetime" /> → <DateTime value={change.closes_at} style="datetime" />
            </p>
            <p className="text-muted text-[0.94rem]">
              <Trans>
                {change.requested_by} asked: “{change.reason}”
              </Trans>
            </p>
            {change.settled_by !== null && (
              <p className="text-muted text-[0.94rem]">
                {change.answer === '' ? (
                  <Trans>Answered by {change.settled_by}</Trans>
                ) : (
                  <Trans>
                    {change.settled_by} answered: “{change.answer}”
                  </Trans>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function StateWord({ state }: { state: DeadlineChange['state'] }) {
  if (state === 'confirmed') return <Trans>Confirmed</Trans>;
  if (state === 'lapsed') return <Trans>Lapsed without an answer</Trans>;
  if (state === 'requested') return <Trans>Waiting</Trans>;
  return <Trans>Declined or taken back</Trans>;
}
