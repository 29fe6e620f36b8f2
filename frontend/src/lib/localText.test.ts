import { expect, test } from 'vitest';
import { firstLocale } from './i18n';
import { missingLanguages, pick } from './localText';

test('a text is given in the language asked for, else in Vietnamese, and says which', () => {
  expect(pick({ vi: 'Sáng kiến', fr: 'Initiative' }, 'fr')).toEqual({ text: 'Initiative', lang: 'fr' });
  expect(pick({ vi: 'Sáng kiến', fr: null }, 'fr')).toEqual({ text: 'Sáng kiến', lang: 'vi' });
  expect(pick({ vi: 'Sáng kiến', en: '' }, 'en')).toEqual({ text: 'Sáng kiến', lang: 'vi' });
});

test('blank languages count as missing', () => {
  expect(missingLanguages({ vi: 'a', fr: ' ', en: null })).toEqual(['fr', 'en']);
});

test('the app opens in the stored language, then the browser’s, then Vietnamese', () => {
  expect(firstLocale('fr', ['en-US'])).toBe('fr');
  expect(firstLocale(undefined, ['de-DE', 'en-US'])).toBe('en');
  expect(firstLocale('xx', ['de'])).toBe('vi');
});

test('French signs stay with the word before them', () => {
  expect(pick({ vi: 'Một', fr: 'Un geste : « oui » ?' }, 'fr').text).toBe('Un geste\u00a0: «\u00a0oui\u00a0»\u00a0?');
  expect(pick({ vi: 'A : b' }, 'fr').text).toBe('A : b');
});
