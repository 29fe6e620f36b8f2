import { useSyncExternalStore } from 'react';
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
