import { expect, test } from 'vitest';
import type { Schemas } from '../../api/client';
import { groupCalls, stageState } from './calls';

const NOW = '2026-11-23T10:00:00Z';

function call(code: string, opens_at: string, closes_at: string, is_open: boolean): Schemas['CampaignSummary'] {
  return {
    id: code,
    code,
    name: { vi: code },
    summary: null,
    state: 'published',
    version: 1,
    movement: null,
    phases: [{ kind: 'submission', opens_at, closes_at, is_open }],
    open_actions: [],
  };
}

const late = call('late', '2026-11-01T00:00:00Z', '2026-12-20T00:00:00Z', true);
const soon = call('soon', '2026-11-01T00:00:00Z', '2026-11-30T00:00:00Z', true);
const coming = call('coming', '2027-01-01T00:00:00Z', '2027-02-01T00:00:00Z', false);
const past = call('past', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', false);

test('calls are parted by what the server says of their entries, the most urgent first', () => {
  const groups = groupCalls([late, past, coming, soon, { ...soon, state: 'draft' }], NOW);

  expect(groups).toEqual({ open: [soon, late], coming: [coming], past: [past] });
});

test('a closed call takes no entries, whatever its dates say', () => {
  expect(groupCalls([{ ...soon, state: 'closed' }], NOW).past).toHaveLength(1);
});

test('a stage ends at the very moment it closes', () => {
  const phase = { kind: 'review' as const, opens_at: '2026-11-01T00:00:00Z', closes_at: NOW, is_open: false };

  expect(stageState(phase, NOW)).toBe('done');
});
