import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { KeyboardEvent } from 'react';

/** What the keyboard can do beside typing. */
export type KeyAct = 'play' | 'start' | 'end' | 'earlier' | 'later' | 'previous' | 'next' | 'jump' | 'add' | 'split' | 'join' | 'list';

interface KeyRow {
  act: KeyAct;
  /** With Alt, anywhere in the panel. */
  alt: string;
  /** Without Alt, where nobody types. */
  alone: string | null;
  words: MessageDescriptor;
}

/** Every key, in the order of the list that `?` opens. */
export const KEYS: readonly KeyRow[] = [
  { act: 'play', alt: 'K', alone: 'K', words: msg`Play or pause` },
  { act: 'start', alt: 'I', alone: 'I', words: msg`The caption begins now` },
  { act: 'end', alt: 'O', alone: 'O', words: msg`The caption ends now` },
  { act: 'earlier', alt: 'J', alone: 'J', words: msg`Move it a tenth of a second back` },
  { act: 'later', alt: 'L', alone: 'L', words: msg`Move it a tenth of a second on` },
  { act: 'previous', alt: '↑', alone: '↑', words: msg`Previous caption` },
  { act: 'next', alt: '↓', alone: '↓', words: msg`Next caption` },
  { act: 'jump', alt: 'Enter', alone: null, words: msg`Play from this caption` },
  { act: 'add', alt: 'N', alone: 'N', words: msg`Add a caption at this moment` },
  { act: 'split', alt: 'B', alone: null, words: msg`Split at the cursor` },
  { act: 'join', alt: 'M', alone: null, words: msg`Join with the next` },
  { act: 'list', alt: '?', alone: '?', words: msg`Show this list` },
];

const NAMES: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Enter: 'Enter', '?': '?' };

/** Returns the key as the list names it. With Alt some keyboards write another sign, so the place of the key is asked as well. */
function nameOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return NAMES[key] ?? /^Key([A-Z])$/.exec(code)?.[1];
}

/** Tells whether keys write there, or press something. */
function isTaken(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], video, audio, dialog') !== null;
}

/** Returns what a key stands for where it was pressed, or null. */
export function actOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'target'>): KeyAct | null {
  if (event.ctrlKey || event.metaKey || (event.target instanceof Element && event.target.closest('dialog'))) return null;
  const name = nameOf(event);
  if (event.altKey) return KEYS.find(({ alt }) => alt === name)?.act ?? null;
  if (isTaken(event.target)) return null;
  const isButton = event.target instanceof Element && event.target.closest('button, a, [role="tab"]') !== null;
  if (event.key === ' ' && !isButton) return 'play';
  return KEYS.find(({ alone }) => alone !== null && alone === name)?.act ?? null;
}

const STORED_UNDER = 'captions-keys';

/** Tells whether the keys are on; they are unless somebody turned them off on this device. */
export function areKeysOn(): boolean {
  return localStorage.getItem(STORED_UNDER) !== 'off';
}

export function keepKeysOn(isOn: boolean): void {
  localStorage.setItem(STORED_UNDER, isOn ? 'on' : 'off');
}
