import { expect, test } from 'vitest';
import { languageName, languageTag, offeredLanguages } from './languages';

test('tags are written as usual, other words are none', () => {
  expect(['VI', ' zh-hant ', 'pt-br', 'es-419', 'zh-hant-tw'].map(languageTag)).toEqual(['vi', 'zh-Hant', 'pt-BR', 'es-419', 'zh-Hant-TW']);
  expect(['', 'v', 'vietnamese', 'vi_VN', '../vi', 'x-klingon'].map(languageTag)).toEqual([null, null, null, null, null, null]);
});

test('languages are named in the language on screen, written ones first', () => {
  expect(languageName('fr', 'en')).toBe('French');
  expect(languageName('vi', 'fr')).toBe('Vietnamien');
  expect(offeredLanguages(['km'], 'vi')).toEqual(['km', 'vi', 'fr', 'en']);
  expect(offeredLanguages([], 'lo')).toEqual(['vi', 'fr', 'en', 'lo']);
});
