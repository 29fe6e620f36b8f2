import type { Schemas } from '../../api/client';
import type { PhaseKind } from './words';

type Phase = Schemas['PhaseRead'];
type Summary = Schemas['CampaignSummary'];

/** Returns the phase of this kind, if it is planned. */
export function phaseOf(phases: readonly Phase[], kind: PhaseKind): Phase | undefined {
  return phases.find((phase) => phase.kind === kind);
}

/** Where a stage is: `is_open` is the server's word, the rest follows from the server's clock. */
export function stageState(phase: Phase, now: string): 'done' | 'current' | 'ahead' {
  if (phase.is_open) return 'current';
  return new Date(phase.closes_at).getTime() <= new Date(now).getTime() ? 'done' : 'ahead';
}

export interface CallGroups {
  open: Summary[];
  coming: Summary[];
  past: Summary[];
}

/** Parts the published calls by whether they take entries now, later, or no more; drafts are left out. */
export function groupCalls(items: readonly Summary[], now: string): CallGroups {
  const groups: CallGroups = { open: [], coming: [], past: [] };
  for (const item of items) {
    if (item.state === 'draft') continue;
    const submission = phaseOf(item.phases, 'submission');
    const state = item.state === 'closed' || submission === undefined ? 'done' : stageState(submission, now);
    groups[state === 'current' ? 'open' : state === 'ahead' ? 'coming' : 'past'].push(item);
  }
  groups.open.sort(by((phase) => phase.closes_at));
  groups.coming.sort(by((phase) => phase.opens_at));
  return groups;
}

function by(moment: (phase: Phase) => string) {
  const key = (item: Summary) => {
    const submission = phaseOf(item.phases, 'submission');
    return submission ? new Date(moment(submission)).getTime() : 0;
  };
  return (one: Summary, other: Summary) => key(one) - key(other);
}
