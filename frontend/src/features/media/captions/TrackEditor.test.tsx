import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../../api/queryClient';
import type { PlainCue } from './cues';
import type { KeyAct } from './keys';
import { TrackEditor } from './TrackEditor';

const LINES: PlainCue[] = [
  { start_ms: 3_000, end_ms: 4_000, text: 'một' },
  { start_ms: 6_000, end_ms: 7_000, text: 'hai' },
];

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
});

afterEach(() => vi.unstubAllGlobals());

/** Shows two captions of a film of a minute; returns what presses a key's act. */
function open(): (act: KeyAct) => void {
  const keys: { current: ((act: KeyAct) => boolean) | null } = { current: null };
  const name = { mediaId: 'film-1', kind: 'captions', language: 'vi' } as const;
  const known = { version: 1, cues: LINES };
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <I18nProvider i18n={i18n}>
        <TrackEditor name={name} known={known} duration={60_000} film={null} bar={null} keys={keys} onShow={() => undefined} />
      </I18nProvider>
    </QueryClientProvider>,
  );
  return (key) => keys.current?.(key);
}

/** Returns the words that the next key would be written behind, or undefined where nobody writes. */
function writtenInto(): string | undefined {
  return document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.value : undefined;
}

test.each([
  ['add', ''],
  ['next', 'một'],
] as const)('what is typed right after the key for "%s" goes into the caption that it leads to', (key, words) => {
  const press = open();
  // Looked at inside, since a key that follows at once is not preceded by a paint either.
  act(() => {
    press(key);
    expect(writtenInto()).toBe(words);
  });
});
