import type { Messages } from '@lingui/core';
import { expect, test } from 'vitest';

const CATALOGS = {
  vi: import.meta.glob<Messages>('./vi/*.po', { eager: true, import: 'messages' }),
  fr: import.meta.glob<Messages>('./fr/*.po', { eager: true, import: 'messages' }),
  en: import.meta.glob<Messages>('./en/*.po', { eager: true, import: 'messages' }),
};

/** Sentences that stand in several catalogs of one language with different translations; joining would keep the last. */
function collisions(catalogs: Record<string, Messages>): string[] {
  const known = new Map<string, { file: string; words: string }>();
  const found: string[] = [];
  for (const [file, messages] of Object.entries(catalogs)) {
    for (const [id, message] of Object.entries(messages)) {
      const words = JSON.stringify(message);
      const before = known.get(id);
      if (before !== undefined && before.words !== words) found.push(`${before.file} ${before.words} ≠ ${file} ${words}`);
      known.set(id, before ?? { file, words });
    }
  }
  return found;
}

test.each(['vi', 'fr', 'en'] as const)('catalogs of %s that share a sentence translate it in the same words', (locale) => {
  const catalogs = CATALOGS[locale];
  expect(Object.keys(catalogs).length).toBeGreaterThan(10);
  expect(collisions(catalogs)).toEqual([]);
});
