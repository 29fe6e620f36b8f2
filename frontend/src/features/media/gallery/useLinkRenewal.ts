import { useCallback, useRef, useState } from 'react';

const TOO_SOON_MS = 5_000;

/**
 * Keeps a player going when its link into the object store has expired: links live for a minute, and browsers keep asking
 * the address they were redirected to. Loading anew fetches a fresh link; place and play are restored. When that
 * does not help, `isBroken` says so.
 */
export function useLinkRenewal<Player extends HTMLMediaElement>() {
  const player = useRef<Player>(null);
  const renewedAt = useRef(Number.NEGATIVE_INFINITY);
  const [isBroken, setBroken] = useState(false);
  const onError = useCallback(() => {
    const element = player.current;
    if (element === null) return;
    const now = performance.now();
    if (now - renewedAt.current < TOO_SOON_MS) return setBroken(true);
    renewedAt.current = now;
    const { currentTime, paused, playbackRate } = element;
    const restore = () => {
      element.currentTime = currentTime;
      element.playbackRate = playbackRate;
      if (!paused) void element.play().catch(() => undefined);
    };
    element.addEventListener('loadedmetadata', restore, { once: true });
    element.load();
  }, []);
  const retry = useCallback(() => setBroken(false), []);
  return { player, isBroken, onError, retry };
}
