import { useSyncExternalStore } from 'react';

const STORED_UNDER = 'saves-data';
const SLOW = new Set(['slow-2g', '2g', '3g']);

const listeners = new Set<() => void>();
/** What was chosen; `undefined` until it has been looked up. */
let chosen: boolean | null | undefined;

/** Returns what was chosen on this device; `null` leaves it to what the device says about its line. */
function choice(): boolean | null {
  if (chosen === undefined) {
    const stored = localStorage.getItem(STORED_UNDER);
    chosen = stored === null ? null : stored === 'yes';
  }
  return chosen;
}

/** What the browser knows of the line; not every browser says. */
function line(): object | null {
  const found: unknown = 'connection' in navigator ? navigator.connection : null;
  return typeof found === 'object' ? found : null;
}

function isLineSlow(): boolean {
  const found = line();
  return found !== null && 'effectiveType' in found && typeof found.effectiveType === 'string' && SLOW.has(found.effectiveType);
}

/** Tells whether little is to be loaded, by choice or because the device asks for it: small pictures, the lowest quality, nothing ahead of time. */
export function savesData(): boolean {
  const found = line();
  return choice() ?? (found !== null && 'saveData' in found && found.saveData === true);
}

/** Keeps a choice for all pages on this device. */
export function chooseSavesData(wanted: boolean): void {
  chosen = wanted;
  try {
    localStorage.setItem(STORED_UNDER, wanted ? 'yes' : 'no');
  } catch {
    // It then holds for this page only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORED_UNDER && event.key !== null) return;
    chosen = undefined;
    listener();
  };
  const found = line();
  listeners.add(listener);
  addEventListener('storage', onStorage);
  if (found instanceof EventTarget) found.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', onStorage);
    if (found instanceof EventTarget) found.removeEventListener('change', listener);
  };
}

/** Like `savesData`; renders again when the choice or the line changes, in another tab too. */
export function useSavesData(): boolean {
  return useSyncExternalStore(subscribe, savesData);
}

function isWorthOffering(): boolean {
  return choice() === null && !savesData() && isLineSlow();
}

/** Tells whether saving data is to be offered: the line is slow, and nobody has chosen on this device. */
export function useSlowLine(): boolean {
  return useSyncExternalStore(subscribe, isWorthOffering);
}
