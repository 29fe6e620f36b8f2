import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { heardAt, type PlainCue } from './cues';

const LOOK_MS = 100;
const LINK_LIVES_MS = 50_000;

/**
 * A film or sound to write along with. The link into the store lives for a minute: when the browser trips over an old one the
 * film is loaded anew, and goes on where it was. Spread `watch` over the element.
 */
export function useFilm() {
  const [film, setFilm] = useState<HTMLMediaElement | null>(null);
  const loadedAt = useRef(0);
  const [isBroken, setBroken] = useState(false);
  const watch = useMemo(() => {
    const renew = (element: HTMLMediaElement) => {
      const { currentTime, paused } = element;
      const restore = () => {
        element.currentTime = currentTime;
        if (!paused) void element.play().catch(() => undefined);
      };
      element.addEventListener('loadedmetadata', restore, { once: true });
      element.load();
    };
    return {
      ref: setFilm,
      onLoadStart: () => {
        loadedAt.current = performance.now();
      },
      onError: (event: { currentTarget: HTMLMediaElement }) => {
        if (performance.now() - loadedAt.current < LINK_LIVES_MS) setBroken(true);
        else renew(event.currentTarget);
      },
    };
  }, []);
  return { film, watch, isBroken };
}

/** Returns what `read` makes of the moment that is heard; the component renders again only when that differs. Milliseconds. */
export function useMoment<Seen extends string | number>(film: HTMLMediaElement | null, read: (ms: number) => Seen): Seen {
  const [seen, setSeen] = useState(() => read(0));
  const reading = useRef(read);
  reading.current = read;
  const look = useCallback(() => setSeen(reading.current(momentOf(film))), [film]);
  useEffect(() => {
    if (film === null) return;
    const timer = setInterval(() => {
      if (!film.paused) look();
    }, LOOK_MS);
    const events = ['seeking', 'seeked', 'pause', 'timeupdate'];
    for (const name of events) film.addEventListener(name, look);
    return () => {
      clearInterval(timer);
      for (const name of events) film.removeEventListener(name, look);
    };
  }, [film, look]);
  // What is written changes what is heard at the same moment.
  useEffect(look);
  return seen;
}

/** Returns the moment that is heard, in whole milliseconds. */
export function momentOf(film: HTMLMediaElement | null): number {
  return Math.round((film?.currentTime ?? 0) * 1000);
}

/** Returns the words that are heard now, as they will stand over the film. */
export function useHeardText(film: HTMLMediaElement | null, cues: readonly PlainCue[]): string {
  return useMoment(film, (ms) =>
    heardAt(cues, ms)
      .map(({ text }) => text.trim())
      .filter((text) => text !== '')
      .join('\n'),
  );
}
