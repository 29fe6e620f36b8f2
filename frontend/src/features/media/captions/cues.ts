/** A caption or a chapter while it is edited; milliseconds from the beginning. `key` is only known on this screen. */
export interface EditedCue {
  key: string;
  start_ms: number;
  end_ms: number;
  text: string;
}

/** A cue as the server has it. */
export type PlainCue = Omit<EditedCue, 'key'>;

export const MAX_CUES = 5_000;
export const MAX_TEXT = 500;
export const NUDGE_MS = 100;
export const FASTEST_PER_SECOND = 20;

const SHORTEST_MS = 100;
const NEW_CUE_MS = 2_500;

let keys = 0;

/** Returns a key that no other cue of this screen has. */
export function newKey(): string {
  keys += 1;
  return `cue-${keys}`;
}

/** Returns what the server has, ready to be edited. */
export function edited(cues: readonly PlainCue[]): EditedCue[] {
  return cues.map((cue) => ({ key: newKey(), start_ms: cue.start_ms, end_ms: cue.end_ms, text: cue.text }));
}

/** Returns what the server is sent. */
export function plain(cues: readonly EditedCue[]): PlainCue[] {
  return cues.map(({ start_ms, end_ms, text }) => ({ start_ms, end_ms, text }));
}

/** Tells whether two lists say the same, blanks at the ends of lines aside, which the server does not keep. */
export function isSame(some: readonly PlainCue[], others: readonly PlainCue[]): boolean {
  return (
    some.length === others.length &&
    some.every((cue, index) => {
      const other = others[index];
      return other?.start_ms === cue.start_ms && other.end_ms === cue.end_ms && tidied(other.text) === tidied(cue.text);
    })
  );
}

function tidied(text: string): string {
  const lines = text.normalize('NFC').split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function sorted(cues: readonly EditedCue[]): EditedCue[] {
  return [...cues].sort((one, other) => one.start_ms - other.start_ms || one.end_ms - other.end_ms);
}

function changed(cues: readonly EditedCue[], key: string, change: (cue: EditedCue) => Partial<EditedCue>): EditedCue[] {
  return cues.map((cue) => (cue.key === key ? { ...cue, ...change(cue) } : cue));
}

/** Keeps a moment inside the film; of a film whose length nobody knows, only after its beginning. */
function inside(ms: number, last: number | null): number {
  return Math.max(0, Math.min(Math.round(ms), last ?? Number.MAX_SAFE_INTEGER));
}

export function withText(cues: readonly EditedCue[], key: string, text: string): EditedCue[] {
  return changed(cues, key, () => ({ text }));
}

/** Moves the beginning; the end stays unless the cue would have no length, then the cue keeps the length it had. */
export function withStart(cues: readonly EditedCue[], key: string, ms: number, duration: number | null): EditedCue[] {
  return sorted(
    changed(cues, key, (cue) => {
      const start = inside(ms, duration === null ? null : duration - SHORTEST_MS);
      const end = cue.end_ms > start ? cue.end_ms : start + (cue.end_ms - cue.start_ms);
      return { start_ms: start, end_ms: inside(Math.max(end, start + SHORTEST_MS), duration) };
    }),
  );
}

/** Moves the end, to a tenth of a second after the beginning at least. */
export function withEnd(cues: readonly EditedCue[], key: string, ms: number, duration: number | null): EditedCue[] {
  return sorted(changed(cues, key, (cue) => ({ end_ms: inside(Math.max(ms, cue.start_ms + SHORTEST_MS), duration) })));
}

/** Moves a whole cue, as far as the film allows. */
export function moved(cues: readonly EditedCue[], key: string, by: number, duration: number | null): EditedCue[] {
  return sorted(
    changed(cues, key, (cue) => {
      const length = cue.end_ms - cue.start_ms;
      const start = inside(cue.start_ms + by, duration === null ? null : Math.max(0, duration - length));
      return { start_ms: start, end_ms: start + length };
    }),
  );
}

/** Adds an empty cue at a moment; it ends where the next begins, or after two and a half seconds. Null where there is no room. */
export function added(cues: readonly EditedCue[], ms: number, duration: number | null): { cues: EditedCue[]; key: string } | null {
  if (cues.length >= MAX_CUES) return null;
  const start = inside(ms, duration === null ? null : duration - SHORTEST_MS);
  const next = cues.find((cue) => cue.start_ms > start + SHORTEST_MS);
  const end = inside(Math.min(start + NEW_CUE_MS, next?.start_ms ?? Number.MAX_SAFE_INTEGER), duration);
  const key = newKey();
  return { cues: sorted([...cues, { key, start_ms: start, end_ms: end, text: '' }]), key };
}

/** Parts a cue in two: the words at the caret (else near their middle), the time at `ms` where the cue is heard then (else in proportion). */
export function split(
  cues: readonly EditedCue[],
  key: string,
  ms: number | null,
  caret: number | null,
): { cues: EditedCue[]; key: string } | null {
  const cue = cues.find((each) => each.key === key);
  if (!cue || cue.end_ms - cue.start_ms < 2 * SHORTEST_MS || cues.length >= MAX_CUES) return null;
  const place = caret !== null && caret > 0 && caret < cue.text.length ? caret : middleOf(cue.text);
  const share = cue.text.length === 0 ? 0.5 : place / cue.text.length;
  const wanted = ms !== null && ms > cue.start_ms && ms < cue.end_ms ? ms : cue.start_ms + (cue.end_ms - cue.start_ms) * share;
  const at = Math.round(Math.min(Math.max(wanted, cue.start_ms + SHORTEST_MS), cue.end_ms - SHORTEST_MS));
  const second = { key: newKey(), start_ms: at, end_ms: cue.end_ms, text: cue.text.slice(place).trim() };
  const first = { ...cue, end_ms: at, text: cue.text.slice(0, place).trim() };
  return { cues: sorted(cues.flatMap((each) => (each.key === key ? [first, second] : [each]))), key: second.key };
}

function middleOf(text: string): number {
  const middle = Math.floor(text.length / 2);
  const blanks = Array.from(text.matchAll(/\s/g), ({ index }) => index);
  return blanks.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0] ?? middle;
}

/** Joins a cue with the next one, up to what one cue may hold. Null where there is none, or too much to join. */
export function merged(cues: readonly EditedCue[], key: string): EditedCue[] | null {
  const index = cues.findIndex((cue) => cue.key === key);
  const [cue, next] = [cues[index], cues[index + 1]];
  if (!cue || !next) return null;
  const text = [cue.text.trim(), next.text.trim()].filter((part) => part !== '').join('\n');
  if (text.length > MAX_TEXT) return null;
  const whole = { ...cue, end_ms: Math.max(cue.end_ms, next.end_ms), text };
  return cues.flatMap((each) => (each.key === key ? [whole] : each.key === next.key ? [] : [each]));
}

export function without(cues: readonly EditedCue[], key: string): EditedCue[] {
  return cues.filter((cue) => cue.key !== key);
}

/** Returns chapters without gaps: each lasts until the next begins, the last until the end. */
export function closed(cues: readonly EditedCue[], duration: number | null): EditedCue[] {
  return cues.map((cue, index) => {
    const end = cues[index + 1]?.start_ms ?? duration ?? cue.start_ms + SHORTEST_MS;
    return cue.end_ms === end ? cue : { ...cue, end_ms: end };
  });
}

/** Returns chapters of which no two begin at the same moment: what the server takes. */
export function apart(cues: readonly EditedCue[]): EditedCue[] {
  const starts = new Set<number>();
  return sorted(
    cues.map((cue) => {
      let start = cue.start_ms;
      while (starts.has(start)) start += SHORTEST_MS;
      starts.add(start);
      return start === cue.start_ms ? cue : { ...cue, start_ms: start };
    }),
  );
}

/** Returns the cues that are heard at a moment. */
export function heardAt<Cue extends PlainCue>(cues: readonly Cue[], ms: number): Cue[] {
  return cues.filter((cue) => cue.start_ms <= ms && ms < cue.end_ms);
}

/** Returns how many characters a second somebody has to read. */
export function readingSpeed(cue: PlainCue): number {
  const characters = [...cue.text.normalize('NFC').replace(/\s+/g, ' ').trim()].length;
  return cue.end_ms > cue.start_ms ? Math.round(characters / ((cue.end_ms - cue.start_ms) / 1000)) : 0;
}

export function isTooFast(cue: PlainCue): boolean {
  return readingSpeed(cue) > FASTEST_PER_SECOND;
}
