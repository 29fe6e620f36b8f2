import type { Schemas } from '../../api/client';
import { freeKey } from './formModel';
import { lacksVietnamese, NO_TEXT } from './localTexts';

export type Band = Required<Schemas['Band']>;
export type Criterion = Omit<Required<Schemas['Criterion']>, 'children' | 'bands'> & { children: Criterion[]; bands: Band[] };

/** A rubric while it is edited. */
export interface RubricDraft {
  name: Schemas['LocalTextBody'];
  pass_percent: number;
  criteria: Criterion[];
}

/** What the weighted maxima must add up to. */
export const WHOLE = 100;

/** Returns a criterion with every optional part in place. */
function full(criterion: Schemas['Criterion']): Criterion {
  return {
    key: criterion.key,
    name: criterion.name,
    hint: criterion.hint ?? null,
    maximum: criterion.maximum,
    weight: criterion.weight ?? 1,
    floor: criterion.floor ?? null,
    comment_below: criterion.comment_below ?? null,
    bands: criterion.bands ?? [],
    children: (criterion.children ?? []).map(full),
  };
}

/** Returns the rubric with every optional part in place. */
export function draftOf(rubric: Pick<Schemas['RubricRead'], 'name' | 'definition'>): RubricDraft {
  return { name: rubric.name, pass_percent: rubric.definition.pass_percent, criteria: (rubric.definition.criteria ?? []).map(full) };
}

/** A group is worth what its lines are worth together. */
export function withSums(criterion: Criterion): Criterion {
  if (criterion.children.length === 0) return criterion;
  return { ...criterion, maximum: criterion.children.reduce((sum, child) => sum + child.maximum * child.weight, 0), bands: [] };
}

/** Returns the weighted sum of all maxima. */
export function sumOf(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, criterion) => sum + withSums(criterion).maximum * criterion.weight, 0);
}

/** Returns the keys of all criteria. */
export function criterionKeys(criteria: readonly Criterion[]): string[] {
  return criteria.flatMap((criterion) => [criterion.key, ...criterion.children.map((child) => child.key)]);
}

/** Returns a new criterion of ten points. */
export function newCriterion(used: readonly string[]): Criterion {
  const key = freeKey('criterion', used);
  return { key, name: NO_TEXT, hint: null, maximum: 10, weight: 1, floor: null, comment_below: null, bands: [], children: [] };
}

export interface RubricFault {
  path: string;
  code: 'text' | 'points' | 'limit' | 'bands' | 'percent';
}

/** Returns what keeps the rubric from being saved. */
export function faultsOf(draft: RubricDraft): RubricFault[] {
  const faults: RubricFault[] = lacksVietnamese(draft.name) ? [{ path: 'name', code: 'text' }] : [];
  if (draft.pass_percent < 0 || draft.pass_percent > 100) faults.push({ path: 'definition.pass_percent', code: 'percent' });
  return [...faults, ...draft.criteria.flatMap((criterion, index) => criterionFaults(criterion, `definition.criteria.${index}`))];
}

function criterionFaults(criterion: Criterion, path: string): RubricFault[] {
  const faults: RubricFault[] = lacksVietnamese(criterion.name) ? [{ path: `${path}.name`, code: 'text' }] : [];
  const { maximum, bands } = withSums(criterion);
  if (maximum < 1 || maximum > 1000) faults.push({ path: `${path}.maximum`, code: 'points' });
  if (criterion.weight < 1 || criterion.weight > 100) faults.push({ path: `${path}.weight`, code: 'points' });
  if ((criterion.floor ?? 0) > maximum) faults.push({ path: `${path}.floor`, code: 'limit' });
  if ((criterion.comment_below ?? 0) > maximum) faults.push({ path: `${path}.comment_below`, code: 'limit' });
  if (!bandsFit(bands, maximum)) faults.push({ path: `${path}.bands`, code: 'bands' });
  bands.forEach((band, index) => {
    if (lacksVietnamese(band.text)) faults.push({ path: `${path}.bands.${index}.text`, code: 'text' });
  });
  return [...faults, ...criterion.children.flatMap((child, index) => criterionFaults(child, `${path}.children.${index}`))];
}

/** Tells whether the bands stay inside 0…maximum and do not overlap. */
export function bandsFit(bands: readonly Band[], maximum: number): boolean {
  const ordered = [...bands].sort((one, other) => one.from_points - other.from_points);
  return ordered.every((band, index) => {
    const before = ordered[index - 1];
    return (
      band.from_points >= 0 &&
      band.from_points <= band.to_points &&
      band.to_points <= maximum &&
      (before === undefined || before.to_points < band.from_points)
    );
  });
}

/** Returns the points and the percentage of a sheet that gives every line `share` of its maximum; for the sample. */
export function sampleScore(criteria: readonly Criterion[], points: Readonly<Record<string, number>>) {
  const of = (criterion: Criterion): number =>
    criterion.children.length === 0
      ? (points[criterion.key] ?? 0)
      : criterion.children.reduce((sum, child) => sum + of(child) * child.weight, 0);
  const total = criteria.reduce((sum, criterion) => sum + of(criterion) * criterion.weight, 0);
  const attainable = sumOf(criteria);
  const all = criteria.flatMap((criterion) => [criterion, ...criterion.children]);
  const belowFloor = all.filter((criterion) => criterion.floor !== null && of(criterion) < criterion.floor);
  return { total, attainable, belowFloor };
}
