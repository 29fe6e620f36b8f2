import { expect, test } from 'vitest';
import { type AuthorRow, readShare, splitEvenly, totalOf, writeShare } from './shares';

const row = (share: string): AuthorRow => ({ key: share, accountId: null, fullName: 'A', jobTitle: '', unitId: null, email: '', share });

test.each([
  ['33,33', 3333],
  ['33.3', 3330],
  ['100', 10_000],
  ['100 %', 10_000],
  ['100,01', null],
  ['33,333', null],
  ['-1', null],
  ['', null],
])('the share %s is %s hundredths', (text, hundredths) => {
  expect(readShare(text)).toBe(hundredths);
});

test('a share is written as it is read', () => {
  expect([3333, 3330, 10_000, 5, 0].map(writeShare)).toEqual(['33,33', '33,3', '100', '0,05', '0']);
});

test('three equal shares are a whole to the last hundredth', () => {
  const even = splitEvenly([row(''), row(''), row('')]);

  expect(even.map((one) => one.share)).toEqual(['33,34', '33,33', '33,33']);
  expect(totalOf(even)).toBe(10_000);
});
