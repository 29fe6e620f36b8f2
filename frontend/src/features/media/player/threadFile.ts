const TOO_SOON_MS = 5_000;
const LINK_LIVES_MS = 50_000;
const PATIENCE_MS = 1_000;

/** What lies in a player and can be taken out again. */
export interface Threaded {
  remove(): void;
}

/**
 * Puts one file into a player and keeps it going when its link into the object store has expired: links live for a minute,
 * browsers keep asking the address they were redirected to, and some try that for minutes before they report an error. A
 * player that waits on an old link is therefore loaded anew, which fetches a fresh one; so is one that was cut off, once the
 * line is back. `onFail` is told when a fresh link does not help.
 */
export function threadFile(element: HTMLMediaElement, address: string, onFail: () => void): Threaded {
  const stop = new AbortController();
  const { signal } = stop;
  let loadedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const age = () => performance.now() - loadedAt;

  const renew = () => {
    const { currentTime, paused } = element;
    const restore = () => {
      element.currentTime = currentTime;
      if (!paused) void element.play().catch(() => undefined);
    };
    loadedAt = performance.now();
    element.addEventListener('loadedmetadata', restore, { once: true, signal });
    element.load();
  };
  const onWait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && age() > LINK_LIVES_MS) renew();
    }, PATIENCE_MS);
  };
  const onError = () => {
    if (!navigator.onLine) addEventListener('online', renew, { once: true, signal });
    else if (age() < TOO_SOON_MS) onFail();
    else renew();
  };
  element.addEventListener('waiting', onWait, { signal });
  element.addEventListener('seeking', onWait, { signal });
  element.addEventListener('error', onError, { signal });
  // Somebody wants it by now, so it may be fetched.
  element.preload = 'auto';
  element.src = address;
  return {
    remove: () => {
      stop.abort();
      clearTimeout(timer);
      element.removeAttribute('src');
      element.load();
    },
  };
}
