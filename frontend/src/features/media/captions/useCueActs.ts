import { type RefObject, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { added, type EditedCue, merged, moved, NUDGE_MS, split, withEnd, without, withStart, withText } from './cues';
import type { KeyAct } from './keys';
import { momentOf } from './useFilm';
import type { Track } from './useTrack';

/** What was just done and can be taken back. */
export interface Undoable {
  what: 'removed' | 'joined' | 'replaced';
  before: EditedCue[];
}

/** Signs that nobody sees, such as come along with copied text; the joiners of emoji and Indic scripts stay. */
const UNSEEN = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?<=\p{Script=Latin})[\u200c\u200d]/gu;

interface Place {
  track: Track;
  film: HTMLMediaElement | null;
  duration: number | null;
  list: RefObject<HTMLElement | null>;
}

/** Everything that can be done to cues. The acts stay the same ones over renders, so that rows that did not change stay as they are. */
export function useCueActs(place: Place) {
  const now = useRef(place);
  now.current = place;
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const active = useRef(activeKey);
  active.current = activeKey;
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const acts = useMemo(() => {
    const cues = () => now.current.track.latest.current;
    const change = (next: EditedCue[]) => now.current.track.change(next);
    const heard = () => momentOf(now.current.film);
    const field = (key: string) => now.current.list.current?.querySelector<HTMLTextAreaElement>(`[data-cue="${key}"] textarea`) ?? null;
    /** Draws the row before the key that asked for it has ended, so that what is typed next is written there. */
    const focus = (key: string) => {
      flushSync(() => setActiveKey(key));
      field(key)?.focus();
    };
    const changeUndoably = (what: Undoable['what'], next: EditedCue[]) => {
      setUndoable({ what, before: cues() });
      change(next);
    };
    const step = (by: 1 | -1) => {
      const from = cues().findIndex(({ key }) => key === active.current);
      const target = cues()[from === -1 ? 0 : from + by];
      if (target) focus(target.key);
    };
    return {
      activate: setActiveKey,
      text: (key: string, text: string) => change(withText(cues(), key, text.replace(UNSEEN, ''))),
      start: (key: string, ms: number) => change(withStart(cues(), key, ms, now.current.duration)),
      end: (key: string, ms: number) => change(withEnd(cues(), key, ms, now.current.duration)),
      startNow: (key: string) => change(withStart(cues(), key, heard(), now.current.duration)),
      endNow: (key: string) => change(withEnd(cues(), key, heard(), now.current.duration)),
      move: (key: string, by: number) => change(moved(cues(), key, by, now.current.duration)),
      add: () => {
        const next = added(cues(), heard(), now.current.duration);
        if (next === null) return;
        change(next.cues);
        focus(next.key);
      },
      remove: (key: string) => {
        const index = cues().findIndex((cue) => cue.key === key);
        changeUndoably('removed', without(cues(), key));
        const next = cues()[index] ?? cues()[index - 1];
        if (next) focus(next.key);
      },
      split: (key: string) => {
        const next = split(cues(), key, heard(), field(key)?.selectionStart ?? null);
        if (next === null) return;
        change(next.cues);
        focus(next.key);
      },
      join: (key: string) => {
        const next = merged(cues(), key);
        if (next !== null) changeUndoably('joined', next);
      },
      jump: (key: string) => {
        const cue = cues().find((each) => each.key === key);
        const { film } = now.current;
        if (!cue || film === null) return;
        film.currentTime = cue.start_ms / 1000;
        void film.play().catch(() => undefined);
      },
      play: () => {
        const { film } = now.current;
        if (film?.paused) void film.play().catch(() => undefined);
        else film?.pause();
      },
      previous: () => step(-1),
      next: () => step(1),
    };
  }, []);

  /** Does what a key stands for; says whether there was anything to do. */
  const press = (act: KeyAct): boolean => {
    const key = activeKey ?? place.track.cues[0]?.key;
    if (act === 'play' || act === 'add' || act === 'previous' || act === 'next') acts[act]();
    else if (key === undefined || act === 'list') return false;
    else if (act === 'start') acts.startNow(key);
    else if (act === 'end') acts.endNow(key);
    else if (act === 'earlier' || act === 'later') acts.move(key, act === 'earlier' ? -NUDGE_MS : NUDGE_MS);
    else acts[act](key);
    return true;
  };

  return { acts, press, activeKey, undoable, setUndoable };
}

export type CueActs = ReturnType<typeof useCueActs>['acts'];
