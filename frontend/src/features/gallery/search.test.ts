import { expect, test } from 'vitest';
import { asQuery, chosen, countChosen, readSearch, toggled } from './search';

const UNIT = '0190a1b2-0000-7000-8000-000000000001';

test('an address is read, and what makes no sense is left out', () => {
  expect(readSearch({ q: '  số hoá ', kind: 'image,smell', year: 2026, unit: `${UNIT},x`, sort: 'best', award: '<b>' })).toEqual({
    q: 'số hoá',
    kind: 'image',
    year: '2026',
    unit: UNIT,
  });
});

test('a search for a number is a search', () => {
  expect(readSearch({ q: 5 })).toEqual({ q: '5' });
});

test('a value goes on and off, and the last one takes its filter away', () => {
  const one = toggled({ q: 'x' }, 'kind', 'image');
  const two = toggled(one, 'kind', 'video');

  expect(two).toEqual({ q: 'x', kind: 'image,video' });
  expect(countChosen(two)).toBe(2);
  expect(toggled(toggled(two, 'kind', 'image'), 'kind', 'video')).toEqual({ q: 'x' });
});

test('the server gets lists and numbers', () => {
  const search = readSearch({ kind: 'audio', year: '2025,2026', sort: 'title' });

  expect(asQuery(search)).toMatchObject({ kind: ['audio'], year: [2025, 2026], sort: 'title', unit: undefined });
  expect(chosen(search, 'unit')).toEqual([]);
});
