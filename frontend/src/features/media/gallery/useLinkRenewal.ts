import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

const TOO_SOON_MS = 5_000;
const LINK_LIVES_MS = 50_000;
const PATIENCE_MS = 1_000;

/**
 * Keeps a player going when its link into the object store has expired: links live for a minute, browsers keep asking the
 * address they were redirected to, and some try that for minutes before they report an error. A player that waits on an old
 * link is therefore loaded anew, which fetches a fresh one; place and play are restored. When that does not help,
 * `isBroken` says so. Spread `watch` over the element.
 */
export function useLinkRenewal<Player extends HTMLMediaElement>() {
  const player = useRef<Player>(null);
  const loadedAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const renew = useCallback(() => {
    const element = player.current;
    if (element === null) return;
    const { currentTime, paused, playbackRate } = element;
    const restore = () => {
      element.currentTime = currentTime;
      element.playbackRate = playbackRate;
      if (!paused) void element.play().catch(() => undefined);
    };
    element.addEventListener('loadedmetadata', restore, { once: true });
    element.load();
  }, []);

  const watch = useMemo(() => {
    const age = () => performance.now() - loadedAt.current;
    const onWait = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const isStuck = (player.current?.readyState ?? HTMLMediaElement.HAVE_ENOUGH_DATA) < HTMLMediaElement.HAVE_FUTURE_DATA;
        if (isStuck && age() > LINK_LIVES_MS) renew();
      }, PATIENCE_MS);
    };
    return {
      onLoadStart: () => {
        loadedAt.current = performance.now();
      },
      onWaiting: onWait,
      onSeeking: onWait,
      onError: () => (age() < TOO_SOON_MS ? setBroken(true) : renew()),
    };
  }, [renew]);
  const retry = useCallback(() => setBroken(false), []);
  return { player, watch, isBroken, retry };
}
