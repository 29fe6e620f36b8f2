import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';

export type MediaRead = Schemas['MediaRead'];

const MAX_LISTED = 50;
const FIRST_LOOK_MS = 2_000;
const SLOWEST_LOOK_MS = 15_000;
const SLOWER_BY = 1.35;
const UNDER_WAY = new Set<MediaRead['state']>(['received', 'processing']);

/** Tells whether the server is still at work on the file. */
export function isUnderWay(media: MediaRead): boolean {
  return UNDER_WAY.has(media.state);
}

/** Returns how long to wait before looking again, after so many looks. */
export function nextLookMs(looks: number): number {
  return Math.min(SLOWEST_LOOK_MS, FIRST_LOOK_MS * SLOWER_BY ** looks);
}

/** Files of the person's own units by id; those that are not theirs, or unknown, are left out. Looks again while files are being prepared. */
export function mediaQuery(ids: readonly string[]) {
  const asked = [...new Set(ids)].slice(0, MAX_LISTED);
  return queryOptions({
    queryKey: ['media', asked],
    queryFn: () => unwrap(api.GET('/api/v1/media', { params: { query: { ids: asked } } })),
    enabled: asked.length > 0,
    placeholderData: (before: MediaRead[] | undefined) => before,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? nextLookMs(state.dataUpdateCount) : false),
  });
}
