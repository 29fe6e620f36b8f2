import { expect, test } from 'vitest';
import { spokenTime } from './spoken';

test('a place is said with its units, and nothing of none', () => {
  expect(spokenTime(75.9, 'en')).toBe('1 minute 15 seconds');
  expect(spokenTime(3600, 'en')).toBe('1 hour');
  expect(spokenTime(0, 'en')).toBe('0 seconds');
  expect(spokenTime(62, 'vi')).toMatch(/1 phút 2 giây/);
});
