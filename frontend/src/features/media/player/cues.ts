/** One piece of a transcript or one chapter; milliseconds from the beginning. */
export interface Cue {
  start_ms: number;
  end_ms: number;
  text: string;
}

/** Returns the index of the cue that is heard at this moment, else of the last one before it; -1 before the first. */
export function cueAt(cues: readonly Cue[], seconds: number): number {
  const moment = seconds * 1000;
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start_ms ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Returns a text as it is searched: small letters without marks, so that "sang kien" finds "Sáng kiến". One letter stays one letter. */
export function folded(text: string): string {
  return Array.from(text, (letter) => {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return plain === 'đ' ? 'd' : plain.length === letter.length ? plain : letter;
  }).join('');
}

/** A piece of a text; `isHit` where it is what was searched for. */
export interface Piece {
  text: string;
  isHit: boolean;
}

/** Cuts a text where it holds what is searched for, marks of letters aside. */
export function piecesOf(text: string, wanted: string): Piece[] {
  const needle = folded(wanted.normalize('NFC').trim());
  const whole = text.normalize('NFC');
  if (needle === '') return [{ text: whole, isHit: false }];
  const hay = folded(whole);
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, from)) {
    if (at > from) pieces.push({ text: whole.slice(from, at), isHit: false });
    pieces.push({ text: whole.slice(at, at + needle.length), isHit: true });
    from = at + needle.length;
  }
  if (from < whole.length) pieces.push({ text: whole.slice(from), isHit: false });
  return pieces;
}

/** Returns the indexes of the cues that hold what is searched for. */
export function hitsIn(cues: readonly Cue[], wanted: string): number[] {
  const needle = folded(wanted.normalize('NFC').trim());
  if (needle === '') return [];
  return cues.flatMap(({ text }, index) => (folded(text.normalize('NFC')).includes(needle) ? [index] : []));
}

/** Returns the track in the first of the languages that there is one in, else the first of all. */
export function bestTrack<Track extends { language: string }>(
  tracks: readonly Track[],
  wanted: readonly (string | null)[],
): Track | undefined {
  for (const language of wanted) {
    const found = tracks.find((track) => language !== null && track.language.slice(0, 2) === language.slice(0, 2));
    if (found) return found;
  }
  return tracks[0];
}
