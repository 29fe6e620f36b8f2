import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { stageState } from './calls';
import { DeadlineHistory, WaitingChange } from './DeadlineChanges';
import { ExtendDialog } from './ExtendDialog';
import type { Campaign, DeadlineChange, Phase } from './queries';
import { phaseNames } from './words';

/** The dates of a published call: a deadline moves only later, and only when a second manager confirms. */
export function AnnouncedDates({ campaign }: { campaign: Campaign }) {
  const [moving, setMoving] = useState<Phase | null>(null);
  const waiting = campaign.deadline_changes.filter((change) => change.state === 'requested');
  const settled = campaign.deadline_changes.filter((change) => change.state !== 'requested');
  return (
    <div className="grid gap-6">
      <Notice title={<Trans>These dates are announced</Trans>}>
        <Trans>A deadline can only move later, and a second manager must confirm it. Until then the announced date holds.</Trans>
      </Notice>
      {waiting.map((change) => (
        <WaitingChange key={change.id} campaign={campaign} change={change} />
      ))}
      <Panel>
        <ul className="divide-line -my-2 grid divide-y">
          {campaign.phases.map((phase) => (
            <PhaseLine
              key={phase.kind}
              campaign={campaign}
              phase={phase}
              waiting={waiting.find((change) => change.phase === phase.kind)}
              onMove={() => setMoving(phase)}
            />
          ))}
        </ul>
      </Panel>
      {settled.length > 0 && <DeadlineHistory changes={settled} />}
      {moving && <ExtendDialog campaign={campaign} phase={moving} onClose={() => setMoving(null)} />}
    </div>
  );
}

interface PhaseLineProps {
  campaign: Campaign;
  phase: Phase;
  waiting: DeadlineChange | undefined;
  onMove: () => void;
}

function PhaseLine({ campaign, phase, waiting, onMove }: PhaseLineProps) {
  const { i18n } = useLingui();
  const state = stageState(phase, campaign.now);
  const mayMove = campaign.open_actions.includes('extend') && state !== 'done' && waiting === undefined;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-3 font-sans text-base font-semibold">
          {i18n._(phaseNames[phase.kind])}
          {state === 'current' && (
            <Badge tone="ok">
              <Trans>now open</Trans>
            </Badge>
          )}
          {state === 'done' && (
            <Badge>
              <Trans>over</Trans>
            </Badge>
          )}
        </h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3">
          <dt className="text-muted">
            <Trans>Opens</Trans>
          </dt>
          <dd>
            <DateTime value={phase.opens_at} style="datetime" />
          </dd>
          <dt className="text-muted">
            <Trans>Closes</Trans>
          </dt>
          <dd>
            <DateTime value={phase.closes_at} style="datetime" />
          </dd>
        </dl>
      </div>
      {mayMove && (
        <Button icon="calendar" onClick={onMove}>
          <Trans>Ask for a later date</Trans>
          <span className="sr-text">: {i18n._(phaseNames[phase.kind])}</span>
        </Button>
      )}
      {waiting && (
        <Badge tone="warn" icon="clock">
          <Trans>waits for a second manager</Trans>
        </Badge>
      )}
    </li>
  );
}
