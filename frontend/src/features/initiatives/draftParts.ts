import type { Schemas } from '../../api/client';
import type { Initiative } from './queries';

/** Part (`title`, `title_translations`, `summary`, `category_id`, `answers.<key>`) → value. */
export type Parts = Readonly<Record<string, unknown>>;

/** What is typed but not yet with the server: the text, and what the server had when the typing began. */
export interface Pending {
  mine: unknown;
  seen: unknown;
}

export type PendingParts = Readonly<Record<string, Pending>>;

const ANSWER = 'answers.';

/** Tells whether two values say the same; "not answered" has several spellings. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: unknown): unknown {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
}

type Texts = Pick<Initiative, 'title' | 'title_translations' | 'summary' | 'category_id' | 'answers'>;

/** Returns the parts of a draft as the server has them. */
export function partsOf(texts: Texts): Parts {
  const { title, title_translations, summary, category_id, answers } = texts;
  const entries = Object.entries(answers).map(([key, value]) => [`${ANSWER}${key}`, value] as const);
  return { title, title_translations, summary, category_id, ...Object.fromEntries(entries) };
}

/** Returns what is on screen: what the server has, with what is typed on top. */
export function shown(server: Parts, pending: PendingParts): Parts {
  return { ...server, ...Object.fromEntries(Object.entries(pending).map(([part, one]) => [part, one.mine])) };
}

/** Notes what is typed. What the server had when it began is kept, to notice if somebody else changes it. */
export function typed(pending: PendingParts, server: Parts, part: string, mine: unknown): PendingParts {
  return { ...pending, [part]: { mine, seen: part in pending ? pending[part]?.seen : server[part] } };
}

/** Returns the parts that somebody else changed to something different while they were being typed here. */
export function conflicts(server: Parts, pending: PendingParts): string[] {
  return Object.entries(pending)
    .filter(([part, { mine, seen }]) => !isSame(server[part], seen) && !isSame(server[part], mine))
    .map(([part]) => part);
}

/** Returns what may be sent: everything typed that nobody else has touched. */
export function sendable(server: Parts, pending: PendingParts): Parts {
  const disputed = new Set(conflicts(server, pending));
  const entries = Object.entries(pending).filter(([part]) => !disputed.has(part));
  return Object.fromEntries(entries.map(([part, { mine }]) => [part, mine]));
}

/** Returns what is still to be sent after `sent` arrived; typing may have gone on meanwhile. */
export function afterSaving(pending: PendingParts, sent: Parts): PendingParts {
  const rest = Object.entries(pending).filter(([part, { mine }]) => !(part in sent && isSame(sent[part], mine)));
  return Object.fromEntries(rest.map(([part, one]) => [part, part in sent ? { ...one, seen: sent[part] } : one]));
}

/** Settles a conflict for one's own text: from now on it stands over what the server has. */
export function keepMine(pending: PendingParts, server: Parts, part: string): PendingParts {
  const one = pending[part];
  return one === undefined ? pending : { ...pending, [part]: { mine: one.mine, seen: server[part] } };
}

/** Settles a conflict for the other text. */
export function takeTheirs(pending: PendingParts, part: string): PendingParts {
  return Object.fromEntries(Object.entries(pending).filter(([name]) => name !== part));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function titles(value: unknown): Schemas['TitleTranslations'] {
  const found = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const of = (language: string) => text(found.find(([key]) => key === language)?.[1]) || null;
  return { fr: of('fr'), en: of('en') };
}

/** Returns the body that saves some parts. */
export function patchOf(changes: Parts, version: number): Schemas['DraftPatch'] {
  const answers = Object.entries(changes).filter(([part]) => part.startsWith(ANSWER));
  return {
    version,
    ...('title' in changes && { title: text(changes.title) }),
    ...('summary' in changes && { summary: text(changes.summary) }),
    ...('title_translations' in changes && { title_translations: titles(changes.title_translations) }),
    ...('category_id' in changes && { category_id: text(changes.category_id) }),
    answers: Object.fromEntries(answers.map(([part, value]) => [part.slice(ANSWER.length), plain(value)])),
  };
}

/** Returns the initiative with these parts in it, as the server has them now. */
export function withParts(initiative: Initiative, parts: Parts, version: number): Initiative {
  const all = { ...partsOf(initiative), ...parts };
  const answers = Object.entries(all).filter(([part, value]) => part.startsWith(ANSWER) && plain(value) !== null);
  const { fr, en } = titles(all.title_translations);
  return {
    ...initiative,
    version,
    title: text(all.title),
    title_translations: fr || en ? { fr: fr ?? null, en: en ?? null } : null,
    summary: text(all.summary),
    category_id: text(all.category_id),
    answers: Object.fromEntries(answers.map(([part, value]) => [part.slice(ANSWER.length), value])),
  };
}
