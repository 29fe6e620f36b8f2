import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { isUnderWay, type MediaRead } from '../queries';
import { News, type Word } from './news';

const canListen = typeof EventSource === 'function';
const news = canListen
  ? new News(
      (address) => new EventSource(address),
      () => document.visibilityState === 'visible',
    )
  : null;
if (news !== null) document.addEventListener('visibilitychange', () => news.gather());

const nothing = () => () => undefined;

/** Tells whether changes come by themselves, so that nobody need look again. */
export function useIsLive(): boolean {
  return useSyncExternalStore(news?.subscribe ?? nothing, () => news?.isLive ?? false);
}

/** Keeps what is known of these files in step with the server, as long as something is under way. */
export function useNews(files: Iterable<MediaRead>): void {
  const cache = useQueryClient();
  const followed = [...files]
    .filter(isUnderWay)
    .map(({ id }) => id)
    .sort()
    .join(' ');
  useEffect(() => {
    if (news === null || followed === '') return;
    return news.follow(followed.split(' '), (word) => {
      let isNew = false;
      cache.setQueriesData<unknown>(
        { predicate: ({ queryKey }) => queryKey[0] === 'media' && Array.isArray(queryKey[1]) },
        (list: unknown) => {
          if (!isList(list)) return list;
          isNew ||= list.some((media) => media.id === word.id && isAnotherState(media, word));
          return list.map((media) => (media.id === word.id ? { ...media, progress: progressOf(word) } : media));
        },
      );
      // What came with the new state (why it was refused, what was made) is not in the word.
      if (isNew) void cache.invalidateQueries({ queryKey: ['media'] });
    });
  }, [followed, cache]);
}

function isList(list: unknown): list is MediaRead[] {
  return Array.isArray(list);
}

function isAnotherState(media: MediaRead, word: Word): boolean {
  return (
    media.state !== word.state || (word.percent === 100 && media.progress.percent < 100) || media.progress.has_failed !== word.has_failed
  );
}

function progressOf({ step, percent, has_failed }: Word): MediaRead['progress'] {
  return { step, percent, has_failed };
}
