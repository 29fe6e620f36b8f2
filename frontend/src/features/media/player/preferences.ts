import { useSyncExternalStore } from 'react';

/** What somebody chose once for all players on this device. */
export interface Preferences {
  showsCaptions: boolean;
  /** The language of captions that was chosen last. */
  captions: string | null;
  volume: number;
  isMuted: boolean;
  speed: number;
}

const STORED_UNDER = 'media.preferences';
const AT_FIRST: Preferences = { showsCaptions: false, captions: null, volume: 1, isMuted: false, speed: 1 };

const listeners = new Set<() => void>();
let current: Preferences | null = null;

/** Reads what was stored, value by value: what is missing or makes no sense is as at first. */
export function readPreferences(text: string | null): Preferences {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    // As if nothing had been stored.
  }
  const found =
    typeof stored === 'object' && stored !== null ? new Map<string, unknown>(Object.entries(stored)) : new Map<string, unknown>();
  const { showsCaptions, captions, volume, isMuted, speed } = Object.fromEntries(found);
  return {
    showsCaptions: showsCaptions === true,
    captions: typeof captions === 'string' && /^[a-z]{2,3}(-\w+)?$/i.test(captions) ? captions : null,
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : AT_FIRST.volume,
    isMuted: isMuted === true,
    speed: typeof speed === 'number' && speed >= 0.5 && speed <= 2 ? speed : AT_FIRST.speed,
  };
}

function preferences(): Preferences {
  current ??= readPreferences(localStorage.getItem(STORED_UNDER));
  return current;
}

/** Keeps a choice for all players on this device. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...preferences(), ...change };
  try {
    localStorage.setItem(STORED_UNDER, JSON.stringify(current));
  } catch {
    // It then holds for this page only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORED_UNDER) return;
    current = null;
    listener();
  };
  addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', onStorage);
  };
}

/** What was chosen on this device; renders again when another player or another tab changes it. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}
