import { ApiProblem } from '../../../api/problem';
import type { Line } from './ports';

const PAUSES_MS = [500, 1500, 4000, 10_000, 20_000, 30_000];
const MAX_TRIES = 8;

/** The object store did not take a part. `status` is 0 when no answer came. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';

  constructor(readonly status: number) {
    super(`part refused with ${status}`);
  }
}

function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Tells how often a failure is worth another try: always without a network, a few times when the other side is busy. */
function triesWorth(reason: unknown): number {
  if (reason instanceof StoreRefusal && reason.status === 403) return MAX_TRIES; // The signature ran out; the next try has a new one.
  const status = reason instanceof StoreRefusal || reason instanceof ApiProblem ? reason.status : undefined;
  if (status === undefined) return 0;
  if (status === 0) return Number.POSITIVE_INFINITY;
  return isBusy(status) ? MAX_TRIES : 0;
}

/** How a task is tried again. */
export interface Patience {
  line: Line;
  signal: AbortSignal;
  haste: number;
  onTrouble: () => void;
}

/** Returns the pause before try number `attempt + 1`, a quarter more or less, so that many browsers do not come back at once. */
export function pauseMs(attempt: number, chance = Math.random()): number {
  const base = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0;
  return base * (0.75 + chance / 2);
}

/** Waits; ends early when the network returns or the signal says stop. */
function wait(ms: number, { line, signal }: Patience): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      withdraw();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    const withdraw = line.onReturn(end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** Does a task, again and again while that may help. Throws what cannot be waited out, and when told to stop. */
export async function patiently<Result>(task: () => Promise<Result>, patience: Patience): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      const result = await task();
      patience.signal.throwIfAborted();
      return result;
    } catch (reason) {
      patience.signal.throwIfAborted();
      if (attempt >= triesWorth(reason)) throw reason;
      patience.onTrouble();
      await wait(pauseMs(attempt) / patience.haste, patience);
      patience.signal.throwIfAborted();
    }
  }
}
