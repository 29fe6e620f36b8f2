import { expect, test } from 'vitest';
import {
  added,
  apart,
  closed,
  type EditedCue,
  edited,
  heardAt,
  isSame,
  isTooFast,
  MAX_TEXT,
  merged,
  moved,
  plain,
  readingSpeed,
  split,
  withEnd,
  without,
  withStart,
  withText,
} from './cues';

const LENGTH = 10_000;
const cue = (key: string, start_ms: number, end_ms: number, text = key): EditedCue => ({ key, start_ms, end_ms, text });
const times = (cues: readonly EditedCue[] | null) => cues?.map(({ key, start_ms, end_ms }) => [key, start_ms, end_ms]);

const TWO = [cue('a', 1_000, 3_000, 'nước mặn vào ruộng'), cue('b', 4_000, 6_000, 'năm ấy')];

test('a beginning moves alone, and takes the end along only when it passes it', () => {
  expect(times(withStart(TWO, 'a', 2_000, LENGTH))).toEqual([
    ['a', 2_000, 3_000],
    ['b', 4_000, 6_000],
  ]);
  expect(times(withStart(TWO, 'a', 5_000, LENGTH))).toEqual([
    ['b', 4_000, 6_000],
    ['a', 5_000, 7_000],
  ]);
  expect(times(withStart(TWO, 'b', 99_000, LENGTH))?.[1]).toEqual(['b', 9_900, 10_000]);
  expect(times(withStart(TWO, 'a', -5, LENGTH))?.[0]).toEqual(['a', 0, 3_000]);
});

test('an end stays after its beginning and inside the film', () => {
  expect(times(withEnd(TWO, 'a', 500, LENGTH))?.[0]).toEqual(['a', 1_000, 1_100]);
  expect(times(withEnd(TWO, 'b', 99_000, LENGTH))?.[1]).toEqual(['b', 4_000, 10_000]);
  expect(times(withEnd(TWO, 'b', 99_000, null))?.[1]).toEqual(['b', 4_000, 99_000]);
});

test('a nudge moves a cue as far as the film allows', () => {
  expect(times(moved(TWO, 'a', 100, LENGTH))?.[0]).toEqual(['a', 1_100, 3_100]);
  expect(times(moved(TWO, 'a', -5_000, LENGTH))?.[0]).toEqual(['a', 0, 2_000]);
  expect(times(moved(TWO, 'b', 9_000, LENGTH))?.[1]).toEqual(['b', 8_000, 10_000]);
});

test('a new cue ends where the next begins', () => {
  const first = added(TWO, 3_200, LENGTH);
  expect(times(first?.cues ?? null)?.[1]).toEqual([first?.key, 3_200, 4_000]);
  const last = added(TWO, 9_999, LENGTH);
  expect(times(last?.cues ?? null)?.[2]).toEqual([last?.key, 9_900, 10_000]);
});

test('a cue is split at the caret, and at the moment that is heard', () => {
  const parts = split(TWO, 'a', 1_500, 8);
  expect(parts?.cues.slice(0, 2).map(({ start_ms, end_ms, text }) => [start_ms, end_ms, text])).toEqual([
    [1_000, 1_500, 'nước mặn'],
    [1_500, 3_000, 'vào ruộng'],
  ]);
  expect(parts?.cues[1]?.key).toBe(parts?.key);
});

test('without a caret it is split between two words near the middle, in proportion', () => {
  const parts = split(TWO, 'a', 9_000, null);
  expect(parts?.cues.slice(0, 2).map(({ text }) => text)).toEqual(['nước mặn', 'vào ruộng']);
  expect(parts?.cues[0]?.end_ms).toBe(1_889);
  expect(split([cue('c', 0, 150)], 'c', null, null)).toBeNull();
});

test('two cues become one, unless that would be too much', () => {
  expect(merged(TWO, 'a')).toEqual([cue('a', 1_000, 6_000, 'nước mặn vào ruộng\nnăm ấy')]);
  expect(merged(TWO, 'b')).toBeNull();
  expect(merged([cue('a', 0, 1, 'x'.repeat(MAX_TEXT)), cue('b', 1, 2)], 'a')).toBeNull();
});

test('words are changed and cues removed one at a time', () => {
  expect(withText(TWO, 'b', 'năm nay').map(({ text }) => text)).toEqual(['nước mặn vào ruộng', 'năm nay']);
  expect(times(without(TWO, 'a'))).toEqual([['b', 4_000, 6_000]]);
});

test('chapters have no gaps, and no two begin together', () => {
  const chapters = [cue('a', 0, 1), cue('b', 4_000, 4_001), cue('c', 4_000, 4_001)];
  expect(times(closed(apart(chapters), LENGTH))).toEqual([
    ['a', 0, 4_000],
    ['b', 4_000, 4_100],
    ['c', 4_100, 10_000],
  ]);
});

test('blanks that the server does not keep are no difference', () => {
  expect(isSame([{ start_ms: 0, end_ms: 1, text: ' a \n\nb' }], [{ start_ms: 0, end_ms: 1, text: 'a\nb' }])).toBe(true);
  expect(isSame(plain(edited(plain(TWO))), plain(TWO))).toBe(true);
  expect(isSame(plain(TWO), plain(TWO.slice(1)))).toBe(false);
});

test('what is heard at a moment, and whether there is time to read it', () => {
  expect(heardAt(TWO, 3_000)).toEqual([]);
  expect(heardAt(TWO, 4_000).map(({ key }) => key)).toEqual(['b']);
  expect(readingSpeed(cue('a', 0, 1_000, 'x'.repeat(20)))).toBe(20);
  expect(isTooFast(cue('a', 0, 1_000, 'x'.repeat(20)))).toBe(false);
  expect(isTooFast(cue('a', 0, 1_000, 'Nước mặn vào ruộng lúa'))).toBe(true);
});
