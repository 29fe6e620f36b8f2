import { expect, test } from 'vitest';
import { currentItem, lastCounted, nextStep } from './nextStep';
import type { Item } from './queries';
import { makeItem, makeSession } from './samples';

const pending = makeItem({ id: 'pending', state: 'pending' });
const open: Item = makeItem({ id: 'open', state: 'open', open_actions: ['close', 'void'] });

test('the room is busy with the open item, then the closed one, then the first that waits', () => {
  const closed = makeItem({ id: 'closed', state: 'closed' });

  expect(currentItem(makeSession({ items: [pending, closed, open] }))?.id).toBe('open');
  expect(currentItem(makeSession({ items: [pending, closed] }))?.id).toBe('closed');
  expect(currentItem(makeSession({ items: [makeItem({ state: 'tallied' }), pending] }))?.id).toBe('pending');
});

test('one legal step comes next, as the open actions say', () => {
  const mayOpen = makeItem({ open_actions: ['open', 'void'] });
  const closed = makeItem({ state: 'closed', open_actions: ['tally', 'void'] });

  expect(nextStep(makeSession({ state: 'draft', open_actions: ['prepare', 'convene'] }))?.kind).toBe('convene');
  expect(nextStep(makeSession({ state: 'convened', open_actions: ['start'] }))?.kind).toBe('start');
  expect(nextStep(makeSession({ items: [mayOpen] }))).toMatchObject({ kind: 'open', blocked: false });
  expect(nextStep(makeSession({ items: [open] }))?.kind).toBe('close');
  expect(nextStep(makeSession({ items: [closed] }))?.kind).toBe('tally');
  expect(nextStep(makeSession({ items: [], open_actions: ['end'] }))?.kind).toBe('end');
});

test('without a quorum the step is there, but blocked; without the right there is none', () => {
  const quorum = { needed: 5, reached: 4, met: false, leader_required: true, leader_present: true };

  expect(nextStep(makeSession({ items: [makeItem({ open_actions: ['open'], quorum })] }))?.blocked).toBe(true);
  expect(nextStep(makeSession({ items: [pending] }))).toBeUndefined();
});

test('the result on screen is that of the item closed last', () => {
  const tally = makeItem({ state: 'tallied' }).tally;
  const early = makeItem({ id: 'early', state: 'tallied', tally, closed_at: '2026-12-21T02:10:00Z' });
  const late = makeItem({ id: 'late', state: 'tallied', tally, closed_at: '2026-12-21T02:40:00Z' });

  expect(lastCounted(makeSession({ items: [late, early, pending] }))?.id).toBe('late');
});
