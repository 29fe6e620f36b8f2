import { queryOptions } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../../api/client';
import { ApiProblem } from '../../../api/problem';
import type { PlainCue } from './cues';

export type TrackDesk = Schemas['TrackDesk'];
export type TrackKind = Schemas['TrackKind'];
export type TrackRead = Schemas['TrackRead'];

/** Which captions or chapters of which film. */
export interface TrackName {
  mediaId: string;
  kind: TrackKind;
  language: string;
}

/** What the server has: its version, 0 where there is nothing yet, and the cues. */
export interface Known {
  version: number;
  cues: PlainCue[];
}

export const MAX_UPLOAD = 2 * 1024 ** 2;

const NOTHING: Known = { version: 0, cues: [] };
const pathOf = ({ mediaId, kind, language }: TrackName) => ({ path: { media_id: mediaId, kind, language } });

/** What somebody who may write needs to begin. */
export function deskQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['media', 'desk', mediaId],
    queryFn: () => unwrap(api.GET('/api/v1/media/{media_id}/tracks', { params: { path: { media_id: mediaId } } })),
  });
}

async function read(name: TrackName): Promise<Known> {
  try {
    return await unwrap(api.GET('/api/v1/media/{media_id}/tracks/{kind}/{language}', { params: pathOf(name) }));
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.code === 'media_track_not_found') return NOTHING;
    throw problem;
  }
}

/** One track as it is now; asked anew each time, for what is edited must not be old. Of what is not there nothing is asked. */
export function trackQuery(name: TrackName, isThere: boolean) {
  return queryOptions({
    queryKey: ['media', 'track', name],
    queryFn: () => (isThere ? read(name) : NOTHING),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** What is asked of the server while somebody writes. */
export const send = {
  read,
  save: (name: TrackName, { version, cues }: Known): Promise<Known> =>
    unwrap(api.PUT('/api/v1/media/{media_id}/tracks/{kind}/{language}', { params: pathOf(name), body: { version, cues } })),
  upload: (name: TrackName, version: number, text: string): Promise<Known> =>
    unwrap(api.POST('/api/v1/media/{media_id}/tracks/{kind}/{language}/upload', { params: pathOf(name), body: { version, text } })),
  remove: ({ mediaId, kind, language }: TrackName, version: number) =>
    done(
      api.DELETE('/api/v1/media/{media_id}/tracks/{kind}/{language}', {
        params: { path: { media_id: mediaId, kind, language }, query: { version } },
      }),
    ),
};

/** Returns where a track can be fetched as WebVTT. */
export function vttHref({ mediaId, kind, language }: TrackName): string {
  return `/api/v1/media/${mediaId}/tracks/${kind}/${encodeURIComponent(language)}.vtt`;
}
