import { useCallback, useEffect, useRef, useState } from 'react';
import type { Tape } from './tape';
import { type Threaded, threadFile } from './threadFile';
import type { Ladder } from './threadLadder';

type DeckStatus = 'idle' | 'loading' | 'ready' | 'broken';

/** What a tape is played on: nothing is fetched before somebody wants it. */
export interface Deck {
  status: DeckStatus;
  /** The place asked for before there was anything to seek in. */
  waitingAt: number | null;
  rungs: readonly number[];
  /** The rung that was chosen; `null` while the line decides. */
  chosen: number | null;
  /** The rung on screen. */
  shown: number | null;
  choose: (rung: number | null) => void;
  /** Begins to load, at a place, playing or not. */
  begin: (seconds: number | null, plays: boolean) => void;
  retry: () => void;
}

interface DeckWish {
  tape: Tape | null;
  addressOf: (name: string) => string;
  savesData: boolean;
  /** Where to begin, in seconds. */
  startAt: number;
}

const NO_RUNGS: readonly number[] = [];

/** Puts a tape into a player when it is wanted, another in its place when the choice changes, and a plain file when a ladder fails. */
export function useDeck(element: HTMLMediaElement | null, { tape, addressOf, savesData, startAt }: DeckWish): Deck {
  const [isWanted, setWanted] = useState(false);
  const [status, setStatus] = useState<DeckStatus>('idle');
  const [waitingAt, setWaitingAt] = useState<number | null>(startAt > 0 ? startAt : null);
  const [failed, setFailed] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [rungs, setRungs] = useState(NO_RUNGS);
  const [chosen, setChosen] = useState<number | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const next = useRef({ seconds: startAt, plays: false });
  const ladder = useRef<Ladder>(null);

  const hasFailed = tape !== null && failed === tape.name;
  const name = hasFailed ? tape.otherwise : (tape?.name ?? null);
  const how = hasFailed ? 'file' : tape?.how;
  const address = name === null ? null : addressOf(name);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt threads the same tape anew
  useEffect(() => {
    if (element === null || address === null || !isWanted) return;
    setStatus('loading');
    let isOut = false;
    let threaded: Threaded | null = null;
    let isIn = false;
    const onFail = () => {
      if (isOut) return;
      if (!hasFailed && tape?.otherwise) setFailed(tape.name);
      else setStatus('broken');
    };
    const onReady = () => {
      isIn = true;
      setStatus('ready');
      setWaitingAt(null);
      if (next.current.seconds > 0) element.currentTime = next.current.seconds;
      if (next.current.plays) void element.play().catch(() => undefined);
    };
    element.addEventListener('loadedmetadata', onReady, { once: true });
    if (how === 'ladder') {
      const onRungs = (found: number[]) => setRungs(found);
      void import('./threadLadder').then(({ threadLadder }) => {
        if (isOut) return;
        ladder.current = threadLadder(element, address, savesData, { onRungs, onShown: setShown, onFail });
        threaded = ladder.current;
      }, onFail);
    } else {
      threaded = threadFile(element, address, onFail);
      // Some browsers let a film start only while the press that asked for it is being handled.
      if (next.current.plays) void element.play().catch(() => undefined);
    }
    return () => {
      isOut = true;
      if (isIn) next.current = { seconds: element.currentTime, plays: !element.paused };
      element.removeEventListener('loadedmetadata', onReady);
      threaded?.remove();
      ladder.current = null;
      setRungs(NO_RUNGS);
      setChosen(null);
      setShown(null);
    };
  }, [element, address, how, isWanted, attempt, savesData]);

  const begin = useCallback((seconds: number | null, plays: boolean) => {
    next.current = { seconds: seconds ?? next.current.seconds, plays: plays || next.current.plays };
    if (seconds !== null) setWaitingAt(seconds);
    setWanted(true);
  }, []);
  const choose = useCallback((rung: number | null) => {
    ladder.current?.choose(rung);
    setChosen(rung);
  }, []);
  const retry = useCallback(() => {
    next.current = { ...next.current, plays: true };
    setFailed(null);
    setAttempt((before) => before + 1);
  }, []);
  return { status, waitingAt, rungs, chosen, shown, choose, begin, retry };
}
