import type { Digest } from './ports';

/** Digests in a worker of its own; a browser that has none, or refuses it, goes without: the server digests what arrives anyway. */
export const digestBeside: Digest = (file, signal) =>
  new Promise((resolve) => {
    const worker = signal.aborted ? null : newWorker();
    if (worker === null) return resolve(null);
    const end = (digest: string | null) => {
      signal.removeEventListener('abort', stop);
      worker.terminate();
      resolve(digest);
    };
    const stop = () => end(null);
    signal.addEventListener('abort', stop, { once: true });
    worker.onmessage = (event: MessageEvent<unknown>) => end(typeof event.data === 'string' ? event.data : null);
    worker.onerror = stop;
    worker.postMessage(file);
  });

function newWorker(): Worker | null {
  try {
    return new Worker(new URL('./digest.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return null;
  }
}
