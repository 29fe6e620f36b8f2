import { expect, test } from 'vitest';
import { bytesOf, typedSize, unitSign } from './sizeText';

test('a typed size is bytes, with a comma or a point', () => {
  expect(bytesOf('50', 'gigabyte')).toBe(50_000_000_000);
  expect(bytesOf(' 1,5 ', 'terabyte')).toBe(1_500_000_000_000);
  expect(bytesOf('0.25', 'megabyte')).toBe(250_000);
  expect(bytesOf('0', 'gigabyte')).toBe(0);
});

test('what is no size is none', () => {
  for (const text of ['', 'many', '-1', '1.2.3', '1,2345', '5 GB', '99999999']) expect(bytesOf(text, 'gigabyte')).toBeNull();
});

test('a size comes back as it was typed', () => {
  expect(typedSize(50_000_000_000, 'en')).toEqual({ text: '50', unit: 'gigabyte' });
  expect(typedSize(1_500_000_000_000, 'vi')).toEqual({ text: '1,5', unit: 'terabyte' });
  expect(typedSize(999_000, 'fr')).toEqual({ text: '0,999', unit: 'megabyte' });
});

test('units are written as the language does', () => {
  expect([unitSign('gigabyte', 'en'), unitSign('gigabyte', 'fr'), unitSign('gigabyte', 'vi')]).toEqual(['GB', 'Go', 'GB']);
});
