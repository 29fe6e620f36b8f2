import { expect, test } from 'vitest';
import { readMoment } from './moment';

const FILE = '0190a1b2-0000-7000-8000-000000000001';

test('an address may name a file and a moment of it', () => {
  expect(readMoment({ file: FILE, t: 61.5 })).toEqual({ file: FILE, t: 61.5 });
  expect(readMoment({ t: '90' })).toEqual({ t: 90 });
});

test('what makes no sense is left out', () => {
  expect(readMoment({ file: '../x', t: 'soon' })).toEqual({});
  expect(readMoment({ t: -3 })).toEqual({});
  expect(readMoment({ t: 1e9 })).toEqual({});
});
