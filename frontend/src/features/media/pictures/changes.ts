import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client';
import type { MediaRead } from '../queries';
import type { Point } from './point';

/** Changes a file and puts what the server answers in the place of what was known. */
function useChange<Wanted>(media: MediaRead, send: (wanted: Wanted) => Promise<MediaRead>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (fresh) => {
      const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === 'media' && Array.isArray(queryKey[1]);
      cache.setQueriesData<MediaRead[]>({ predicate }, (list) => list?.map((one) => (one.id === media.id ? fresh : one)));
    },
    // It was changed meanwhile, or is held: what is shown must not stay behind.
    onError: () => cache.invalidateQueries({ queryKey: ['media'] }),
  });
}

/** Says what stays in view when the picture is cut. */
export function useAim(media: MediaRead) {
  const { id, version } = media;
  return useChange(media, (point: Point) =>
    unwrap(api.PUT('/api/v1/media/{media_id}/focal-point', { params: { path: { media_id: id } }, body: { ...point, version } })),
  );
}

/** Chooses the moment whose frame becomes the film's picture; `null` leaves it to the server. */
export function usePosterChoice(media: MediaRead) {
  const { id, version } = media;
  return useChange(media, (at_ms: number | null) =>
    unwrap(api.PUT('/api/v1/media/{media_id}/poster', { params: { path: { media_id: id } }, body: { at_ms, version } })),
  );
}

/** Returns the address of a picture of the file as it now is: browsers keep what they showed under the address of before. */
export function pictureUrl(media: MediaRead, name: string): string {
  const made = media.progress.percent === 100 ? 'made' : 'making';
  return `/api/v1/media/${media.id}/files/${name}?version=${media.version}-${made}`;
}
