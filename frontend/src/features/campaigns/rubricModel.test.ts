import { expect, test } from 'vitest';
import { parseNumber } from './IntegerField';
import { bandsFit, type Criterion, faultsOf, newCriterion, sampleScore, sumOf, withSums } from './rubricModel';

const line = (key: string, maximum: number, more: Partial<Criterion> = {}): Criterion => ({
  ...newCriterion([]),
  key,
  name: { vi: key },
  maximum,
  ...more,
});

test('weights count, and a group is worth what its lines are worth', () => {
  const group = line('g', 1, { weight: 2, children: [line('a', 10), line('b', 5, { weight: 2 })] });

  expect(withSums(group).maximum).toBe(20);
  expect(sumOf([group, line('c', 60)])).toBe(100);
});

test('bands stay inside the range and apart', () => {
  const band = (from_points: number, to_points: number) => ({ from_points, to_points, text: { vi: 'x' } });

  expect(bandsFit([band(6, 10), band(0, 5)], 10)).toBe(true);
  expect(bandsFit([band(5, 10), band(0, 5)], 10)).toBe(false);
  expect(bandsFit([band(6, 11)], 10)).toBe(false);
});

test('what keeps a rubric from being saved is named by its path', () => {
  const draft = { name: { vi: '' }, pass_percent: 101, criteria: [line('a', 10, { floor: 11, name: { vi: ' ' } })] };

  expect(faultsOf(draft).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'name text',
    'definition.pass_percent percent',
    'definition.criteria.0.name text',
    'definition.criteria.0.floor limit',
  ]);
});

test('a sample sheet adds up and tells which floor it misses', () => {
  const criteria = [line('a', 50, { floor: 25 }), line('b', 50)];

  expect(sampleScore(criteria, { a: 20, b: 40 })).toEqual({ total: 60, attainable: 100, belowFloor: [criteria[0]] });
});

test('numbers are read as people type them', () => {
  expect([parseNumber('12'), parseNumber(''), parseNumber('x'), parseNumber('1,5', true), parseNumber('1,5')]).toEqual([
    12,
    null,
    undefined,
    1.5,
    undefined,
  ]);
});
