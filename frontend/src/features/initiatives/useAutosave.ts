import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { readDeviceCopy, writeDeviceCopy } from './deviceCopy';
import {
  afterSaving,
  conflicts,
  keepMine,
  type Parts,
  type PendingParts,
  partsOf,
  patchOf,
  sendable,
  shown,
  takeTheirs,
  typed,
  withParts,
} from './draftParts';
import { type Initiative, initiativeQuery, previewQuery, send } from './queries';

const PAUSE_MS = 800;
const RETRY_MS = 15_000;

/** Where the text is: `kept` is only on this device. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'kept' }
  | { kind: 'refused'; problem: unknown };

/**
 * A draft that saves itself: kept on this device at once, sent after a pause, one save at a time, again when the line is
 * back or the page is left. Nothing that somebody else wrote is replaced; see `draftParts.conflicts`.
 */
export function useAutosave(initiative: Initiative) {
  const cache = useQueryClient();
  const { id } = initiative;
  // What was on screen last, where the cache has forgotten it; a ref, so that learning something new is no reason to save.
  const last = useRef(initiative);
  last.current = initiative;
  const [pending, setPending] = useState<PendingParts>(() => readDeviceCopy(id));
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const latest = useRef(pending);
  const running = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flushNow = useRef(() => {});
  const later = useCallback((pause: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => flushNow.current(), pause);
  }, []);

  const keep = useCallback(
    (next: PendingParts) => {
      latest.current = next;
      writeDeviceCopy(id, next);
      setPending(next);
    },
    [id],
  );
  const server = useCallback(() => cache.getQueryData(initiativeQuery(id).queryKey) ?? last.current, [cache, id]);

  /** Learns what the server has, so that what others changed is seen. */
  const learn = useCallback(async () => {
    const draft = await send.draft(id);
    cache.setQueryData(
      initiativeQuery(id).queryKey,
      (known) => known && withParts({ ...known, answers: {} }, partsOf(draft), draft.version),
    );
  }, [cache, id]);

  const saveOnce = useCallback(async () => {
    const now = server();
    const changes = sendable(partsOf(now), latest.current);
    if (Object.keys(changes).length === 0) return;
    if (!navigator.onLine) {
      setState({ kind: 'kept' });
      return;
    }
    setState({ kind: 'saving' });
    try {
      const saved = await send.save(id, patchOf(changes, now.version));
      keep(afterSaving(latest.current, changes));
      if (saved.others.length > 0) await learn();
      else cache.setQueryData(initiativeQuery(id).queryKey, (known) => known && withParts(known, changes, saved.version));
      void cache.invalidateQueries({ queryKey: previewQuery(id).queryKey, refetchType: 'none' });
      setState({ kind: 'saved', at: saved.saved_at });
    } catch (problem) {
      const { status, code } = problem instanceof ApiProblem ? problem : { status: 0, code: 'unexpected' };
      if (code === 'stale_version') {
        const learned = await learn().then(
          () => true,
          () => false,
        );
        setState(learned ? { kind: 'idle' } : { kind: 'kept' });
        later(learned ? PAUSE_MS : RETRY_MS);
      } else if (status === 0 || status >= 500) {
        setState({ kind: 'kept' });
        later(RETRY_MS);
      } else setState({ kind: 'refused', problem });
    }
  }, [cache, id, keep, later, learn, server]);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    running.current = running.current.then(saveOnce);
    return running.current;
  }, [saveOnce]);

  const change = useCallback(
    (part: string, value: unknown) => {
      keep(typed(latest.current, partsOf(server()), part, value));
      later(PAUSE_MS);
    },
    [keep, later, server],
  );

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

  const known: Parts = partsOf(initiative);
  return {
    values: shown(known, pending),
    theirs: known,
    conflicts: conflicts(known, pending),
    state,
    change,
    flush,
    keepMine: (part: string) => {
      keep(keepMine(latest.current, partsOf(server()), part));
      void flush();
    },
    takeTheirs: (part: string) => keep(takeTheirs(latest.current, part)),
  };
}

export type Autosave = ReturnType<typeof useAutosave>;
