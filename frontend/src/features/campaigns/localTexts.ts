import type { Schemas } from '../../api/client';

export type Text = Schemas['LocalTextBody'];

/** A text nobody has written yet. */
export const NO_TEXT: Text = { vi: '', fr: null, en: null };

/** Returns `null` for a text that is empty in every language, as the server stores an absent one. */
export function textOrNull(text: Text): Text | null {
  return [text.vi, text.fr, text.en].some((words) => words?.trim()) ? text : null;
}

/** Tells whether the Vietnamese, which must be there, is missing. */
export function lacksVietnamese(text: Text): boolean {
  return text.vi.trim() === '';
}
