import { useEffect, useState } from 'react';

/** What a player is doing; seconds. */
export interface MediaState {
  isPlaying: boolean;
  /** It would play, and has nothing to play. */
  isWaiting: boolean;
  hasEnded: boolean;
  position: number;
  length: number;
  buffered: readonly (readonly [from: number, until: number])[];
}

const AT_REST: MediaState = { isPlaying: false, isWaiting: false, hasEnded: false, position: 0, length: 0, buffered: [] };
const CHANGES = [
  'play',
  'pause',
  'playing',
  'waiting',
  'seeking',
  'seeked',
  'timeupdate',
  'ended',
  'durationchange',
  'progress',
  'emptied',
];

function stateOf(element: HTMLMediaElement): MediaState {
  const { paused, ended, seeking, readyState, currentTime, duration, buffered } = element;
  return {
    isPlaying: !paused && !ended,
    isWaiting: !paused && !ended && (seeking || readyState < HTMLMediaElement.HAVE_FUTURE_DATA),
    hasEnded: ended,
    position: currentTime,
    length: Number.isFinite(duration) ? duration : 0,
    buffered: Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)] as const),
  };
}

/** Follows a player, a few times a second while it plays. */
export function useMediaState(element: HTMLMediaElement | null): MediaState {
  const [state, setState] = useState(AT_REST);
  useEffect(() => {
    if (element === null) return;
    const look = () => setState(stateOf(element));
    look();
    for (const change of CHANGES) element.addEventListener(change, look);
    return () => {
      for (const change of CHANGES) element.removeEventListener(change, look);
    };
  }, [element]);
  return state;
}
