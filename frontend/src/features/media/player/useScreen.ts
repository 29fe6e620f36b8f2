import { useCallback, useEffect, useState } from 'react';

const IDLE_MS = 3_000;

function hasOwnFullScreen(element: unknown): element is { webkitEnterFullscreen: () => void } {
  return typeof element === 'object' && element !== null && 'webkitEnterFullscreen' in element;
}

/** Full screen of a player; on iPhones of the film alone. */
export function useFullScreen(frame: HTMLElement | null, element: HTMLMediaElement | null) {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(frame !== null && document.fullscreenElement === frame);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, [frame]);
  const toggle = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (frame && 'requestFullscreen' in frame) void frame.requestFullscreen().catch(() => undefined);
    else if (hasOwnFullScreen(element)) element.webkitEnterFullscreen();
  }, [frame, element]);
  return { isFull, toggle };
}

/** A window of its own over other windows, where the browser has that. */
export function useOwnWindow(element: HTMLMediaElement | null) {
  const film = element instanceof HTMLVideoElement ? element : null;
  const isPossible = film !== null && 'requestPictureInPicture' in film && document.pictureInPictureEnabled;
  const toggle = useCallback(() => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    else void film?.requestPictureInPicture().catch(() => undefined);
  }, [film]);
  return { isPossible, toggle };
}

/** Tells whether nobody has moved anything for a while, for the bar of a full screen to go. */
export function useIdle(frame: HTMLElement | null, isWatched: boolean): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (frame === null || !isWatched) return setIdle(false);
    let timer = setTimeout(() => setIdle(true), IDLE_MS);
    const stir = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_MS);
    };
    const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'];
    for (const sign of signs) frame.addEventListener(sign, stir);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) frame.removeEventListener(sign, stir);
    };
  }, [frame, isWatched]);
  return isIdle;
}

/** Shows the captions in one language; `key` changes when other tracks have come onto the page. */
export function useCaptions(element: HTMLMediaElement | null, language: string | null, key: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tracks have come onto the page
  useEffect(() => {
    for (const track of element?.textTracks ?? []) {
      if (track.kind === 'captions') track.mode = track.language === language ? 'showing' : 'disabled';
    }
  }, [element, language, key]);
}
