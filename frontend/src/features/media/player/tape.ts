/** What is put into a player: where it lies, how it is played, and what to play when that does not work. */
export interface Tape {
  how: 'ladder' | 'native' | 'file';
  name: string;
  /** The name of a plain file with the same in it. */
  otherwise: string | null;
  /** There is nothing to see on it. */
  isSoundOnly: boolean;
}

/** What a browser says it can play. */
export interface Abilities {
  /** Media Source Extensions, which need our own loader. */
  hasSources: boolean;
  /** HLS by itself, proven: not every browser that claims it lets quality be chosen. */
  playsHls: boolean;
  playsOpus: boolean;
}

export const LADDER = 'hls.m3u8';
const FILM = 'play.mp4';
const SOUND = 'play.m4a';
const SMALL_SOUND = 'play.opus';

/** Chooses how a film is played; `null` while there is nothing to play yet. */
export function tapeOfFilm(names: readonly string[], abilities: Abilities, wanted: { soundOnly: boolean }): Tape | null {
  const plain = names.includes(FILM) ? FILM : null;
  if (wanted.soundOnly && names.includes(SOUND)) return { how: 'file', name: SOUND, otherwise: plain, isSoundOnly: true };
  if (names.includes(LADDER)) {
    if (abilities.playsHls) return { how: 'native', name: LADDER, otherwise: plain, isSoundOnly: false };
    if (abilities.hasSources) return { how: 'ladder', name: LADDER, otherwise: plain, isSoundOnly: false };
  }
  return plain === null ? null : { how: 'file', name: plain, otherwise: null, isSoundOnly: false };
}

/** Chooses the smaller of the two files of a sound that the browser plays. */
export function tapeOfSound(names: readonly string[], abilities: Pick<Abilities, 'playsOpus'>): Tape | null {
  const sound = { how: 'file', otherwise: null, isSoundOnly: true } as const;
  const hasM4a = names.includes(SOUND);
  if (abilities.playsOpus && names.includes(SMALL_SOUND)) return { ...sound, name: SMALL_SOUND, otherwise: hasM4a ? SOUND : null };
  return hasM4a ? { ...sound, name: SOUND } : null;
}

/** Tells whether a film can also be had as its sound alone. */
export function hasSoundAlone(names: readonly string[]): boolean {
  return names.includes(SOUND);
}

/** Asks this browser. Safari's own HLS is good and the only one on iPhones; elsewhere our loader lets the quality be chosen. */
export function abilitiesOf(element: HTMLMediaElement): Abilities {
  const hasSources = 'MediaSource' in globalThis;
  const claimsHls = element.canPlayType('application/vnd.apple.mpegurl') !== '';
  return {
    hasSources,
    playsHls: claimsHls && (!hasSources || 'ManagedMediaSource' in globalThis),
    playsOpus: element.canPlayType('audio/ogg; codecs=opus') !== '',
  };
}
