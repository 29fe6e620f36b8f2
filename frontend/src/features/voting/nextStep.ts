import type { Item, Session } from './queries';

/** The one legal step that comes next, as the server's open actions say; `blocked` when the quorum is missed. */
export interface NextStep {
  kind: 'convene' | 'start' | 'open' | 'close' | 'tally' | 'end';
  item?: Item;
  blocked?: boolean;
}

/** Returns the item the room is busy with: the open one, else the closed one, else the first that waits. */
export function currentItem(session: Session): Item | undefined {
  const find = (state: Item['state']) => session.items.find((item) => item.state === state);
  return find('open') ?? find('closed') ?? find('pending');
}

/** Returns the step that this reader can take next, or nothing while somebody else must act. */
export function nextStep(session: Session): NextStep | undefined {
  if (session.open_actions.includes('convene')) return { kind: 'convene' };
  if (session.open_actions.includes('start')) return { kind: 'start' };
  const item = currentItem(session);
  if (item === undefined) return session.open_actions.includes('end') ? { kind: 'end' } : undefined;
  if (item.open_actions.includes('tally')) return { kind: 'tally', item };
  if (item.open_actions.includes('close')) return { kind: 'close', item };
  if (item.open_actions.includes('open')) return { kind: 'open', item, blocked: item.quorum?.met !== true };
  return undefined;
}

/** Returns the item that was counted last, whose result the room still looks at. */
export function lastCounted(session: Session): Item | undefined {
  const counted = session.items.filter((item) => item.tally !== null && item.closed_at !== null);
  return counted.sort((one, other) => String(other.closed_at).localeCompare(String(one.closed_at)))[0];
}
