import type { Schemas } from '../../api/client';

export type MediaKind = Schemas['MediaKind'];
export type PublicationSort = 'newest' | 'title' | 'relevance';

/** The filters of the showcase that take several values. */
export const FILTERS = ['kind', 'category', 'award', 'unit', 'year', 'campaign'] as const;

export type FilterName = (typeof FILTERS)[number];

/** What the address of the showcase says. Several values of one filter stand between commas. */
export type ShowcaseSearch = { [Name in FilterName | 'q']?: string } & { sort?: PublicationSort };

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'document'];
const SORTS: readonly PublicationSort[] = ['newest', 'title', 'relevance'];
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEY = /^[a-z0-9-]{1,120}$/;
const MAX_VALUES = 20;

function isKind(text: string): text is MediaKind {
  return KINDS.some((kind) => kind === text);
}

const FITS: Record<FilterName, (value: string) => boolean> = {
  kind: isKind,
  category: (value) => KEY.test(value),
  award: (value) => KEY.test(value),
  unit: (value) => ID.test(value),
  year: (value) => /^\d{4}$/.test(value),
  campaign: (value) => ID.test(value),
};

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readSearch(raw: Record<string, unknown>): ShowcaseSearch {
  const search: ShowcaseSearch = {};
  const q = typeof raw.q === 'string' || typeof raw.q === 'number' ? String(raw.q).trim().slice(0, 200) : '';
  if (q !== '') search.q = q;
  for (const name of FILTERS) {
    const values = String(raw[name] ?? '')
      .split(',')
      .filter(FITS[name])
      .slice(0, MAX_VALUES);
    if (values.length > 0) search[name] = values.join(',');
  }
  const sort = SORTS.find((known) => known === raw.sort);
  if (sort !== undefined) search.sort = sort;
  return search;
}

/** Returns what is chosen of one filter. */
export function chosen(search: ShowcaseSearch, name: FilterName): string[] {
  return search[name]?.split(',') ?? [];
}

/** Returns the search with one value of a filter switched on or off. */
export function toggled(search: ShowcaseSearch, name: FilterName, value: string): ShowcaseSearch {
  const before = chosen(search, name);
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  const { [name]: _, ...rest } = search;
  return after.length > 0 ? { ...rest, [name]: after.join(',') } : rest;
}

/** Counts the filters that are on; the text searched for is not one. */
export function countChosen(search: ShowcaseSearch): number {
  return FILTERS.reduce((sum, name) => sum + chosen(search, name).length, 0);
}

/** Returns the search as the server takes it. */
export function asQuery(search: ShowcaseSearch) {
  const several = (name: FilterName) => (search[name] === undefined ? undefined : chosen(search, name));
  return {
    q: search.q,
    kind: chosen(search, 'kind').filter(isKind),
    category: several('category'),
    award: several('award'),
    unit: several('unit'),
    year: several('year')?.map(Number),
    campaign: several('campaign'),
    sort: search.sort,
  };
}
