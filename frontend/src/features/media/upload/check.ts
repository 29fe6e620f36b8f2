import type { CheckOf } from './ports';

type Answer = (md5: string | null) => void;

const waiting = new Map<number, Answer>();
let worker: Worker | null | undefined;
let last = 0;

/** Makes the checks of parts in one worker for all uploads; a browser that has none, or refuses it, goes without. */
export const checkBeside: CheckOf = (bytes) =>
  new Promise((resolve) => {
    if (worker === undefined) worker = newWorker();
    if (worker === null) return resolve(null);
    const number = ++last;
    waiting.set(number, resolve);
    worker.postMessage({ number, bytes });
  });

function newWorker(): Worker | null {
  try {
    const made = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<{ number: number; md5: string | null }>) => {
      waiting.get(data.number)?.(data.md5);
      waiting.delete(data.number);
    };
    made.onerror = () => {
      // It will not start, now or later.
      worker = null;
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
    };
    return made;
  } catch {
    return null;
  }
}
