import type { QueryClient } from '@tanstack/react-query';

/** Puts into the cache what the server wrote into the page: a list of pairs, query key and data. */
export function readBootData(cache: QueryClient, text: string | null | undefined): void {
  if (!text) return;
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) return;
  for (const entry of entries) {
    if (Array.isArray(entry) && Array.isArray(entry[0])) cache.setQueryData(entry[0], entry[1]);
  }
}
