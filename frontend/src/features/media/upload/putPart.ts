import type { Line, PutPart } from './ports';

const STALLED_AFTER_MS = 60_000;
const BUSY = 503;

/** Sends with `XMLHttpRequest`, since `fetch` does not tell how much has left. Gives up when nothing moves for a minute. */
export const putPart: PutPart = (url, { bytes, md5 }, onProgress, signal) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let guard = setTimeout(abort, STALLED_AFTER_MS);
    request.upload.onprogress = (event) => {
      clearTimeout(guard);
      guard = setTimeout(abort, STALLED_AFTER_MS);
      onProgress(event.loaded);
    };
    request.onloadend = () => {
      clearTimeout(guard);
      signal.removeEventListener('abort', abort);
      // Harmed on its way, which the next try mends.
      resolve(request.responseText.includes('<Code>BadDigest</Code>') ? BUSY : request.status);
    };
    request.open('PUT', url);
    if (md5 !== null) request.setRequestHeader('content-md5', md5);
    request.send(bytes);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });

/** The network as the browser knows it. */
export const browserLine: Line = {
  isOnline: () => navigator.onLine,
  onReturn: (listener) => {
    addEventListener('online', listener);
    return () => removeEventListener('online', listener);
  },
};
