import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { useSavesData } from '../../../lib/saveData';
import { fileUrl, type ShownItem } from '../gallery/shownItem';
import { bestTrack, type Cue } from './cues';
import { cuesQuery, type Playback, playbackQuery, type TrackLink } from './playback';
import { usePreferences } from './preferences';
import { abilitiesOf, hasSoundAlone, type Tape, tapeOfFilm, tapeOfSound } from './tape';
import { type Deck, useDeck } from './useDeck';
import { type MediaState, useMediaState } from './useMediaState';
import { usePlace } from './usePlace';

/** One recording, all that is known of it, and all that can be done with it. */
export interface Player {
  item: ShownItem;
  name: string;
  element: HTMLMediaElement | null;
  setElement: (element: HTMLMediaElement | null) => void;
  playback: Playback | undefined;
  /** Asking what there is to play has failed. */
  isUnknown: boolean;
  askAgain: () => void;
  tape: Tape | null;
  deck: Deck;
  state: MediaState;
  /** Seconds; also before anything has been loaded. */
  position: number;
  length: number;
  hasBegun: boolean;
  /** Where somebody stopped before, while it is worth offering. */
  resumeAt: number | null;
  captions: readonly TrackLink[];
  /** The language of the captions on screen; `null` for none. */
  language: string | null;
  chapters: readonly Cue[];
  savesData: boolean;
  soundOnly: boolean;
  mayBeSoundOnly: boolean;
  setSoundOnly: (soundOnly: boolean) => void;
  play: () => void;
  toggle: () => void;
  seek: (seconds: number) => void;
  skip: (seconds: number) => void;
}

const NO_TRACKS: readonly TrackLink[] = [];
const NO_CUES: readonly Cue[] = [];

/** Puts a recording on a deck. `startAt` is where to begin, in seconds. */
export function usePlayer(item: ShownItem, startAt: number | undefined): Player {
  const { mediaId, facts } = item;
  const locale = useLocale();
  const [element, setElement] = useState<HTMLMediaElement | null>(null);
  const [soundOnly, setSoundOnly] = useState(false);
  const savesData = useSavesData();
  const preferences = usePreferences();
  const { data: playback, isError: isUnknown, refetch } = useQuery(playbackQuery(mediaId));
  const names = playback?.names;
  const tape = useMemo(() => {
    if (names === undefined || element === null) return null;
    const abilities = abilitiesOf(element);
    return item.kind === 'audio' ? tapeOfSound(names, abilities) : tapeOfFilm(names, abilities, { soundOnly });
  }, [names, element, item.kind, soundOnly]);
  const addressOf = useCallback((name: string) => fileUrl(item, name), [item]);
  const deck = useDeck(element, { tape, addressOf, savesData, startAt: startAt ?? 0 });
  const state = useMediaState(element);
  const before = usePlace(element, mediaId);

  const tracks = playback?.tracks ?? NO_TRACKS;
  const captions = useMemo(() => tracks.filter(({ kind }) => kind === 'captions'), [tracks]);
  const language = preferences.showsCaptions ? (bestTrack(captions, [preferences.captions, locale])?.language ?? null) : null;
  const chapterTrack = bestTrack(
    tracks.filter(({ kind }) => kind === 'chapters'),
    [locale],
  );
  const chapters = useQuery({
    ...cuesQuery(mediaId, chapterTrack ?? { kind: 'chapters', language: 'vi', version: 0 }),
    enabled: chapterTrack !== undefined,
  });

  const { volume, isMuted, speed } = preferences;
  useEffect(() => {
    if (element === null) return;
    element.volume = volume;
    element.muted = isMuted;
    element.defaultPlaybackRate = speed;
    element.playbackRate = speed;
  }, [element, volume, isMuted, speed]);

  const { begin, status, waitingAt } = deck;
  const length = state.length || (playback?.duration_ms ?? facts?.durationMs ?? 0) / 1000;
  const position = waitingAt ?? state.position;
  const isReady = status === 'ready';
  const play = useCallback(() => {
    if (isReady && element) void element.play().catch(() => undefined);
    else begin(null, true);
  }, [isReady, element, begin]);
  const seek = useCallback(
    (seconds: number) => {
      const target = Math.min(Math.max(0, seconds), length || seconds);
      if (isReady && element) element.currentTime = target;
      else begin(target, false);
    },
    [isReady, element, length, begin],
  );
  const cameInAt = useRef(startAt);
  useEffect(() => {
    // Another address of the same page may name another moment.
    if (startAt === undefined || startAt === cameInAt.current) return;
    cameInAt.current = startAt;
    seek(startAt);
  }, [startAt, seek]);
  return {
    item,
    name: item.altText || item.caption || item.fileName,
    element,
    setElement,
    playback,
    isUnknown,
    askAgain: () => void refetch(),
    tape,
    deck,
    state,
    position,
    length,
    hasBegun: status !== 'idle',
    resumeAt: startAt === undefined && status === 'idle' ? before : null,
    captions,
    language,
    chapters: chapters.data?.cues ?? NO_CUES,
    savesData,
    soundOnly,
    mayBeSoundOnly: item.kind === 'video' && hasSoundAlone(names ?? []),
    setSoundOnly,
    play,
    toggle: () => (state.isPlaying ? element?.pause() : play()),
    seek,
    skip: (seconds) => seek(position + seconds),
  };
}
