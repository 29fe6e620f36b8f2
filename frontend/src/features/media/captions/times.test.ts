import { expect, test } from 'vitest';
import { parseTime, showTime } from './times';

test.each([
  ['0', 0],
  ['62', 62_000],
  ['62.5', 62_500],
  ['62,05', 62_050],
  ['1:02', 62_000],
  ['1:02.5', 62_500],
  ['90:00', 5_400_000],
  ['01:02:03,250', 3_723_250],
  [' 1 : 02 ', 62_000],
  ['1m2s', 62_000],
  ['1h 2m 3.5s', 3_723_500],
  ['2H', 7_200_000],
  ['1\'02"', 62_000],
  ['90s', 90_000],
  ['1min30', 90_000],
  ['500ms', 500],
])('%s is a moment', (typed, ms) => {
  expect(parseTime(typed)).toBe(ms);
});

test.each(['', ' ', 'abc', '1:60', '1:60:00', '1:2:3:4', '-1', '1.2.3', '1e3', '1:02.1234', '١'])('“%s” is none', (typed) => {
  expect(parseTime(typed)).toBeNull();
});

test('what is shown can be typed again', () => {
  for (const ms of [0, 1, 999, 59_999, 60_000, 3_599_999, 3_600_000, 36_000_007]) expect(parseTime(showTime(ms))).toBe(ms);
  expect([showTime(1_250), showTime(3_723_004), showTime(-5)]).toEqual(['0:01.250', '1:02:03.004', '0:00.000']);
});
