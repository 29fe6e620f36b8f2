import { useEffect, useState } from 'react';
import { keepPlace, placeOf } from './memory';

const EVERY_MS = 5_000;

/** Keeps the place in a recording on this device while it plays; returns the one that was kept before, once. */
export function usePlace(element: HTMLMediaElement | null, mediaId: string): number | null {
  const [before] = useState(() => placeOf(localStorage, mediaId));
  useEffect(() => {
    if (element === null) return;
    let keptAt = 0;
    const keep = () => {
      if (element.readyState === 0 || element.currentTime === 0) return;
      keptAt = performance.now();
      keepPlace(localStorage, mediaId, element.currentTime, element.duration);
    };
    const keepNowAndThen = () => {
      if (performance.now() - keptAt > EVERY_MS) keep();
    };
    element.addEventListener('timeupdate', keepNowAndThen);
    element.addEventListener('pause', keep);
    element.addEventListener('seeked', keep);
    addEventListener('pagehide', keep);
    return () => {
      keep();
      element.removeEventListener('timeupdate', keepNowAndThen);
      element.removeEventListener('pause', keep);
      element.removeEventListener('seeked', keep);
      removeEventListener('pagehide', keep);
    };
  }, [element, mediaId]);
  return before;
}
