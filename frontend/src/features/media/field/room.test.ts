import { expect, test } from 'vitest';
import type { Room } from '../queries';
import { isShort, limitAgainst, worthShowing } from './room';

const room = (free_bytes: number, change: Partial<Room> = {}): Room => ({
  campaign_id: null,
  kind: null,
  limit_bytes: 1_000,
  used_bytes: 1_000 - free_bytes,
  free_bytes,
  ...change,
});

test('a file must fit every limit that holds for its kind', () => {
  const [all, films, call] = [room(500), room(100, { kind: 'video' }), room(300, { campaign_id: 'call' })];

  expect(limitAgainst([all, films, call], { kind: 'image', sizeBytes: 300 }, [])).toBeNull();
  expect(limitAgainst([all, films, call], { kind: 'image', sizeBytes: 301 }, [])).toBe(call);
  expect(limitAgainst([all, films, call], { kind: 'video', sizeBytes: 101 }, [])).toBe(films);
  expect(limitAgainst([films], { kind: undefined, sizeBytes: 101 }, [])).toBeNull();
});

test('what was chosen before in the same breath takes room too, each of its kind', () => {
  const [all, films] = [room(500), room(200, { kind: 'video' })];
  const before = [{ kind: 'video' as const, sizeBytes: 150 }];

  expect(limitAgainst([all, films], { kind: 'video', sizeBytes: 51 }, before)).toBe(films);
  expect(limitAgainst([all, films], { kind: 'image', sizeBytes: 350 }, before)).toBeNull();
  expect(limitAgainst([all, films], { kind: 'image', sizeBytes: 351 }, before)).toBe(all);
});

test('the tightest limit is shown, and others only when they run short', () => {
  const [all, call, films] = [room(500), room(300, { campaign_id: 'call' }), room(90, { kind: 'video' })];

  expect([all, call, films].map(isShort)).toEqual([false, false, true]);
  expect(worthShowing([all, call, films], ['image'])).toEqual([call]);
  expect(worthShowing([all, room(99), films], ['video'])).toEqual([films, room(99)]);
});
