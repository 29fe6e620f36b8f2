import { beforeEach, expect, test } from 'vitest';
import { isWorthKeeping, keepPlace, placeOf, type Shelf } from './memory';

let shelf: Shelf;
beforeEach(() => {
  const kept = new Map<string, string>();
  shelf = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
});

test('a place is kept for each recording', () => {
  keepPlace(shelf, 'film', 61.7, 600);
  keepPlace(shelf, 'sound', 20, 60);

  expect(placeOf(shelf, 'film')).toBe(61);
  expect(placeOf(shelf, 'sound')).toBe(20);
  expect(placeOf(shelf, 'other')).toBeNull();
});

test('the beginning and the end are not worth keeping', () => {
  expect(isWorthKeeping(15, 600)).toBe(false);
  expect(isWorthKeeping(16, 600)).toBe(true);
  expect(isWorthKeeping(569, 600)).toBe(true);
  expect(isWorthKeeping(571, 600)).toBe(false);
  keepPlace(shelf, 'film', 100, 600);
  keepPlace(shelf, 'film', 599, 600);

  expect(placeOf(shelf, 'film')).toBeNull();
});

test('the oldest places go first', () => {
  for (let number = 0; number < 90; number++) keepPlace(shelf, `film ${number}`, 60, 600, number);

  expect(placeOf(shelf, 'film 89')).toBe(60);
  expect(placeOf(shelf, 'film 9')).toBeNull();
});

test('what somebody else wrote there does no harm', () => {
  shelf.setItem('media.places', '{"film": {"seconds": "soon"}, "other": 3}');
  expect(placeOf(shelf, 'film')).toBeNull();
  shelf.setItem('media.places', 'not JSON');
  expect(placeOf(shelf, 'film')).toBeNull();
});
