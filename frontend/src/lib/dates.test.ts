import { expect, test } from 'vitest';
import { formatDistance, formatMoment, fromInputValue, toInputValue } from './dates';
import { countWords, formatHundredths } from './numbers';
import { formatBytes } from './sizes';

const LATE = '2026-12-05T16:59:00Z';

test('moments are said on the clocks of Viet Nam, wherever the reader is', () => {
  expect(formatMoment(LATE, 'en', 'time')).toBe('23:59');
  expect(formatMoment('2026-12-05T17:30:00Z', 'vi')).toBe('06/12/2026');
});

test('each language says a day and its hour as its letters do', () => {
  expect(formatMoment(LATE, 'vi', 'datetime')).toBe('23:59 ngày 05/12/2026');
  expect(formatMoment(LATE, 'vi', 'full')).toBe('23:59:00 ngày 05/12/2026');
  expect(formatMoment(LATE, 'en')).toBe('5 December 2026');
  expect(formatMoment(LATE, 'fr', 'datetime')).toMatch(/^5 décembre 2026 à 23:59$/);
});

test('a moment survives the way through a date field', () => {
  expect(toInputValue(LATE)).toBe('2026-12-05T23:59');
  expect(fromInputValue(toInputValue(LATE))).toBe('2026-12-05T16:59:00.000Z');
});

test('the distance is said in the largest unit', () => {
  const now = new Date('2026-12-02T10:00:00Z');
  expect(formatDistance(LATE, now, 'en')).toBe('in 3 days');
  expect(formatDistance('2026-12-02T08:00:00Z', now, 'en')).toBe('2 hours ago');
});

test('numbers and sizes follow the language', () => {
  expect(formatHundredths(725, 'vi')).toBe('7,25');
  expect(formatBytes(2_500_000, 'en')).toBe('2.5 MB');
  expect(formatBytes(0, 'en')).toBe('0 byte');
  expect(countWords('  một hai\nba ')).toBe(3);
});
