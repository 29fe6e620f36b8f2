import { expect, test } from 'vitest';
import { buttonsFor, isBelow, linesOf, missingIn, nextOpen, readPoints, totalOf } from './points';
import type { JuryQueueItem, RubricDefinition } from './queries';

const name = { vi: 'Tiêu chí' };
const rubric: RubricDefinition = {
  pass_percent: 70,
  criteria: [
    { key: 'novelty', name, maximum: 30, floor: 15, comment_below: 10 },
    {
      key: 'effect',
      name,
      maximum: 70,
      children: [
        { key: 'social', name, maximum: 30, weight: 2 },
        { key: 'money', name, maximum: 10 },
      ],
    },
  ],
};
const item = (id: string, state: JuryQueueItem['state']): JuryQueueItem => ({
  assignment_id: id,
  campaign_id: 'c',
  position: 1,
  state,
  title: id,
  category_name: name,
  scored: 0,
  criteria: 3,
  sealed_at: null,
});

test('a group is scored line by line, with both weights', () => {
  const lines = linesOf(rubric);

  expect(lines.map(({ criterion, weight }) => [criterion.key, weight])).toEqual([
    ['novelty', 1],
    ['social', 2],
    ['money', 1],
  ]);
  expect(totalOf(lines, { novelty: 2450, social: 1500, money: 1000 })).toEqual({ total: 6450, attainable: 10_000 });
});

test.each([
  ['12', 1200],
  ['12,5', 1250],
  ['12.25', 1225],
  ['', null],
  ['31', undefined],
  ['1e3', undefined],
  ['-1', undefined],
])('"%s" is read as %s', (typed, points) => {
  expect(readPoints(typed, 30)).toBe(points);
});

test('ten points get a button each, more get steps and always the maximum', () => {
  expect(buttonsFor(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(buttonsFor(30)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(buttonsFor(42).at(-1)).toBe(42);
});

test('a sheet misses points, and words where points are low', () => {
  expect(missingIn(linesOf(rubric), { novelty: 900, social: 0 }, {})).toEqual([
    { key: 'novelty', what: 'comment' },
    { key: 'money', what: 'points' },
  ]);
  expect(isBelow(undefined, 15)).toBe(false);
});

test('the next open entry comes after this one, and round again', () => {
  const items = [item('a', 'open'), item('b', 'sealed'), item('c', 'open')];

  expect(nextOpen(items, 'a')?.assignment_id).toBe('c');
  expect(nextOpen(items, 'c')?.assignment_id).toBe('a');
  expect(nextOpen([item('a', 'open')], 'a')).toBeNull();
});
