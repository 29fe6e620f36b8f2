import { useCallback, useSyncExternalStore } from 'react';
import { uploadServer } from './server';
import { checkBeside } from './upload/check';
import { digestBeside } from './upload/digest';
import { UploadMemory } from './upload/memory';
import { browserLine, putPart } from './upload/putPart';
import type { Upload, UploadView } from './upload/Upload';
import { type Entry, isMoving, UploadList } from './upload/UploadList';

/** What this device remembers of uploads. */
export const memory = new UploadMemory(() => localStorage);

/** The uploads of this tab. */
export const uploads = new UploadList(
  { server: uploadServer, putPart, line: browserLine, digest: digestBeside, checkOf: checkBeside, haste: 1 },
  memory,
);

/** Returns every upload of this tab; renders again when one changes its state. */
export function useUploads(): readonly Entry[] {
  return useSyncExternalStore(uploads.subscribe, () => uploads.entries);
}

/** Returns how far an upload is, byte by byte. */
export function useUploadView(upload: Upload): UploadView {
  return useSyncExternalStore(upload.subscribe, () => upload.view);
}

/** How far several uploads are together. */
export interface Totals {
  sentBytes: number;
  sizeBytes: number;
  bytesPerSecond: number;
  secondsLeft: number | null;
}

/** Returns how far several uploads are together. */
export function totalsOf(entries: readonly Entry[]): Totals {
  const sum = (of: (view: UploadView) => number) => entries.reduce((total, { upload }) => total + of(upload.view), 0);
  const totals = { sentBytes: sum((view) => view.sentBytes), sizeBytes: sum((view) => view.sizeBytes) };
  const bytesPerSecond = sum((view) => view.bytesPerSecond);
  return { ...totals, bytesPerSecond, secondsLeft: bytesPerSecond > 1 ? (totals.sizeBytes - totals.sentBytes) / bytesPerSecond : null };
}

/** Returns how far several uploads are together, byte by byte. */
export function useTotals(entries: readonly Entry[]): Totals {
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = entries.map(({ upload }) => upload.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
    [entries],
  );
  // The numbers as one word, since a new object each time would look like a change each time.
  useSyncExternalStore(subscribe, () => Object.values(totalsOf(entries)).join(' '));
  return totalsOf(entries);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

let screenLock: WakeLockSentinel | null = null;
let isGuarded = false;

/** A phone that falls asleep stops the upload. Where the browser refuses, the upload only pauses and goes on later. */
async function keepAwake(): Promise<void> {
  if (!isGuarded || document.visibilityState !== 'visible') return;
  const lock = await navigator.wakeLock?.request('screen').catch(() => null);
  screenLock = lock ?? null;
  if (!isGuarded) void screenLock?.release();
}

/** While bytes move the browser asks before the page is left, and the screen stays on. */
function guard(): void {
  const isNeeded = uploads.entries.some(isMoving);
  if (isNeeded === isGuarded) return;
  isGuarded = isNeeded;
  if (isNeeded) {
    addEventListener('beforeunload', askBeforeLeaving);
    document.addEventListener('visibilitychange', keepAwake);
    void keepAwake();
  } else {
    removeEventListener('beforeunload', askBeforeLeaving);
    document.removeEventListener('visibilitychange', keepAwake);
    void screenLock?.release();
    screenLock = null;
  }
}

uploads.subscribe(guard);
