import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../api/problem';
import { apart, closed, type EditedCue, edited, isSame, plain } from './cues';
import { readDeviceCopy, writeDeviceCopy } from './device';
import { deskQuery, type Known, send, type TrackName } from './server';

const PAUSE_MS = 1_500;
const RETRY_MS = 15_000;

/** Where the text is: `kept` is only on this device; of `refused`, `cues` are the places that the server found wanting. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'kept' }
  | { kind: 'refused'; problem: unknown; cues: ReadonlySet<number> };

/** Returns the places of the cues that a refusal names. */
function placesIn(problem: unknown): ReadonlySet<number> {
  const errors = problem instanceof ApiProblem ? problem.errors : [];
  const places = errors.flatMap(({ path }) => {
    const after = path[path.indexOf('cues') + 1];
    return path.includes('cues') && after !== undefined ? [Number(after)] : [];
  });
  return new Set(places.filter(Number.isInteger));
}

/** Begins with what was not sent the last time, if it was written upon what the server still has; else both are shown. */
function begin(name: TrackName, known: Known): { cues: EditedCue[]; theirs: Known | null } {
  const copy = readDeviceCopy(name);
  if (copy === null || isSame(copy.cues, known.cues)) return { cues: edited(known.cues), theirs: null };
  return { cues: edited(copy.cues), theirs: copy.version === known.version ? null : known };
}

/**
 * Captions that save themselves: kept on this device at once, sent after a pause, one save at a time, again when the line is
 * back or the page is left. When somebody else saved in between, `theirs` is set and nothing is sent until one is chosen.
 */
export function useTrack(name: TrackName, known: Known, duration: number | null) {
  const cache = useQueryClient();
  const [first] = useState(() => begin(name, known));
  const [cues, setCues] = useState(first.cues);
  const [theirs, setTheirs] = useState(first.theirs);
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const latest = useRef(cues);
  const base = useRef(known);
  const other = useRef(theirs);
  const names = useRef(name);
  const running = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flushNow = useRef(() => {});
  const later = useCallback((pause: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => flushNow.current(), pause);
  }, []);

  const keep = useCallback(() => {
    const mine = plain(latest.current);
    const isKept = isSame(mine, base.current.cues);
    writeDeviceCopy(names.current, isKept ? null : { version: base.current.version, cues: mine });
  }, []);

  const standOn = useCallback(
    (found: Known) => {
      base.current = { version: found.version, cues: found.cues };
      keep();
    },
    [keep],
  );

  const dispute = useCallback((found: Known | null) => {
    other.current = found;
    setTheirs(found);
  }, []);

  const show = useCallback((found: EditedCue[]) => {
    latest.current = found;
    setCues(found);
  }, []);

  /** Looks at what somebody else saved: the same is no quarrel. */
  const compare = useCallback(async () => {
    const found = await send.read(names.current);
    const isQuarrel = !isSame(found.cues, plain(latest.current)) && !isSame(found.cues, base.current.cues);
    if (isQuarrel) {
      dispute(found);
      setState({ kind: 'idle' });
      return;
    }
    standOn(found);
    later(0);
  }, [dispute, later, standOn]);

  const saveOnce = useCallback(async () => {
    const mine = plain(latest.current);
    if (other.current !== null || isSame(mine, base.current.cues)) return;
    if (!navigator.onLine) {
      setState({ kind: 'kept' });
      return;
    }
    setState({ kind: 'saving' });
    try {
      const isFirst = base.current.version === 0;
      standOn(await send.save(names.current, { version: base.current.version, cues: mine }));
      const { mediaId } = names.current;
      void cache.invalidateQueries({ queryKey: deskQuery(mediaId).queryKey, refetchType: isFirst ? 'active' : 'none' });
      void cache.invalidateQueries({ queryKey: ['media', 'playback', mediaId], refetchType: 'none' });
      setState({ kind: 'saved', at: new Date().toISOString() });
    } catch (problem) {
      const { status, code } = problem instanceof ApiProblem ? problem : { status: 0, code: 'unexpected' };
      if (code === 'stale_version') {
        await compare().catch(() => {
          setState({ kind: 'kept' });
          later(RETRY_MS);
        });
      } else if (status === 0 || status >= 500) {
        setState({ kind: 'kept' });
        later(RETRY_MS);
      } else setState({ kind: 'refused', problem, cues: placesIn(problem) });
    }
  }, [cache, compare, later, standOn]);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    running.current = running.current.then(saveOnce);
    return running.current;
  }, [saveOnce]);

  useEffect(() => {
    const now = () => void flush();
    flushNow.current = now;
    now();
    window.addEventListener('online', now);
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('online', now);
      window.removeEventListener('pagehide', now);
      now();
    };
  }, [flush]);

  const change = useCallback(
    (next: EditedCue[]) => {
      show(names.current.kind === 'chapters' ? closed(apart(next), duration) : next);
      keep();
      later(PAUSE_MS);
    },
    [duration, keep, later, show],
  );

  return {
    cues,
    latest,
    state,
    theirs,
    /** The version that the server has, as far as is known here. */
    version: () => base.current.version,
    change,
    flush,
    /** Goes on from what the server has now, such as after an upload. */
    adopt: (found: Known) => {
      show(edited(found.cues));
      dispute(null);
      standOn(found);
      setState({ kind: 'idle' });
    },
    keepMine: () => {
      if (other.current) standOn(other.current);
      dispute(null);
      void flush();
    },
  };
}

export type Track = ReturnType<typeof useTrack>;
