import { expect, test } from 'vitest';
import { formatMoment, parseMoment } from './stretches';

test.each([
  ['1:05', 65_000],
  ['1:02:03,5', 3_723_500],
  [' 75 ', 75_000],
  ['0:00.04', 40],
  ['12.25', 12_250],
])('the moment %s is read', (text, milliseconds) => {
  expect(parseMoment(text)).toBe(milliseconds);
});

test.each(['', 'soon', '1:', ':5', '1:2:3:4', '-1'])('%s is no moment', (text) => {
  expect(parseMoment(text)).toBeNull();
});

test('a moment is written so that it is read as the same', () => {
  for (const milliseconds of [0, 40, 65_000, 65_500, 3_723_120]) expect(parseMoment(formatMoment(milliseconds))).toBe(milliseconds);
});
