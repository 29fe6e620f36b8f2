import { useEffect, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let current = '';

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names the page: in the tab, and for the announcer of the frame. Called by `PageHeading`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    current = title;
    document.title = `${title} · Exemplar`;
    for (const listener of listeners) listener();
  }, [title]);
}

/** Returns the name of the page on screen. */
export function useCurrentTitle(): string {
  return useSyncExternalStore(subscribe, () => current);
}
