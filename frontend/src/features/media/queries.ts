import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';

export type MediaRead = Schemas['MediaRead'];
export type Room = Schemas['RoomRead'];
export type RoomForFiles = Schemas['RoomForFilesRead'];

const MAX_LISTED = 50;
const FIRST_LOOK_MS = 2_000;
const SLOWEST_LOOK_MS = 15_000;
const SLOWER_BY = 1.35;
/** Changes come by themselves; this is only in case one got lost. */
const LIVE_LOOK_MS = 60_000;
const ROOM_KNOWN_FOR_MS = 30_000;
const ARRIVING = new Set<MediaRead['state']>(['received', 'processing']);

/** Tells whether a file that can be seen already is still being made better, for slow lines or with another picture. */
export function isImproving({ state, progress }: MediaRead): boolean {
  return state === 'ready' && !progress.has_failed && (progress.step !== null || (progress.percent > 0 && progress.percent < 100));
}

/** Tells whether the server is still at work on the file. */
export function isUnderWay(media: MediaRead): boolean {
  return (ARRIVING.has(media.state) && !media.progress.has_failed) || isImproving(media);
}

/** Returns how long to wait before looking again, after so many looks. */
export function nextLookMs(looks: number): number {
  return Math.min(SLOWEST_LOOK_MS, FIRST_LOOK_MS * SLOWER_BY ** looks);
}

/**
 * Files of the person's own units by id; those that are not theirs, or unknown, are left out. Looks again while files are
 * being prepared, seldom where changes come by themselves (`isLive`).
 */
export function mediaQuery(ids: readonly string[], isLive = false) {
  const asked = [...new Set(ids)].slice(0, MAX_LISTED);
  return queryOptions({
    queryKey: ['media', asked],
    queryFn: () => unwrap(api.GET('/api/v1/media', { params: { query: { ids: asked } } })),
    enabled: asked.length > 0,
    placeholderData: (before: MediaRead[] | undefined) => before,
    refetchInterval: ({ state }) => {
      if (!state.data?.some(isUnderWay)) return false;
      return isLive ? LIVE_LOOK_MS : nextLookMs(state.dataUpdateCount);
    },
  });
}

/** The limits that hold for what a unit hands in, at all and for a call, with what is taken of them; and how large one file may be. */
export function roomQuery(unitId: string, campaignId: string | undefined) {
  const query = { unit_id: unitId, ...(campaignId !== undefined && { campaign_id: campaignId }) };
  return queryOptions({
    queryKey: ['media-room', unitId, campaignId ?? null],
    queryFn: () => unwrap(api.GET('/api/v1/media/room', { params: { query } })),
    staleTime: ROOM_KNOWN_FOR_MS,
  });
}
