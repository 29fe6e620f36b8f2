import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../../api/client';
import { type Tile, tilesOf } from './sprite';

export type Playback = Schemas['PlaybackRead'];
export type TrackLink = Schemas['TrackLink'];

const FRESH_MS = 60_000;
const LOOK_AGAIN_MS = 15_000;

function isUnplayable({ kind, names }: Playback): boolean {
  return (kind === 'video' || kind === 'audio') && !names.some((name) => name.startsWith('play.'));
}

/** What there is of a file to play and to read along; asked again while a film cannot be played yet. */
export function playbackQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['media', 'playback', mediaId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/media/{media_id}/playback', { params: { path: { media_id: mediaId } }, signal })),
    staleTime: FRESH_MS,
    retry: 1,
    refetchInterval: ({ state }) => (state.data && isUnplayable(state.data) ? LOOK_AGAIN_MS : false),
  });
}

/** The cues of captions or chapters; a new version is a new answer. */
export function cuesQuery(mediaId: string, track: Pick<TrackLink, 'kind' | 'language' | 'version'>) {
  const { kind, language, version } = track;
  return queryOptions({
    queryKey: ['media', 'cues', mediaId, kind, language, version],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/media/{media_id}/tracks/{kind}/{language}', { params: { path: { media_id: mediaId, kind, language } }, signal }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Where the small pictures along a film lie on their sheet; without them the list is empty. */
export function tilesQuery(mediaId: string, address: string) {
  return queryOptions({
    queryKey: ['media', 'tiles', mediaId],
    queryFn: async ({ signal }): Promise<Tile[]> => {
      const answer = await fetch(address, { signal });
      return answer.ok ? tilesOf(await answer.text()) : [];
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
