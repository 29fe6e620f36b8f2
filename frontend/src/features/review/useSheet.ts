import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { isSheet, type KeptSheet, localSheets, type Sheet } from './localSheets';
import { assignmentQuery, type JuryAssignment, saveSheet } from './queries';

/** Where the typing is: on the server, on its way, only on this device, or at odds with another tab. */
export type SaveState = 'saved' | 'saving' | 'offline' | 'conflict' | 'refused';

const PAUSE_MS = 600;
const RETRY_MS = 8_000;

/** What the screen needs of a sheet that saves itself. */
export interface SheetControl {
  sheet: Sheet;
  state: SaveState;
  savedAt: string;
  problem: unknown;
  change: (part: Partial<Sheet>) => void;
  /** Saves what is left and returns the version on the server; `null` when that failed. */
  flush: () => Promise<number | null>;
  /** Ends a conflict: `mine` overwrites the other tab's sheet, `theirs` takes it. */
  settle: (which: 'mine' | 'theirs') => Promise<void>;
}

/** Keeps every keystroke: on this device first, then on the server as soon as the hand rests; tries again when there is no line. */
export function useSheet(assignment: JuryAssignment, cache: QueryClient): SheetControl {
  const id = assignment.assignment_id;
  const [start] = useState(() => beginning(assignment));
  const [sheet, setSheet] = useState(start.sheet);
  const [state, setState] = useState<SaveState>(start.state);
  const [savedAt, setSavedAt] = useState(assignment.sheet.updated_at);
  const [problem, setProblem] = useState<unknown>(null);
  const latest = useRef(start.sheet);
  const version = useRef(assignment.sheet.version);
  const dirty = useRef(start.state === 'saving');
  const running = useRef<Promise<void> | null>(null);

  const send = useCallback(async () => {
    setState('saving');
    dirty.current = false;
    const sent = latest.current;
    try {
      const saved = await saveSheet(id, { ...sent, version: version.current });
      version.current = saved.version;
      setSavedAt(saved.saved_at);
      setProblem(null);
      if (!dirty.current) {
        localSheets.drop(id);
        setState('saved');
      }
    } catch (reason) {
      dirty.current = true;
      setProblem(reason);
      setState(stateAfter(reason));
    }
  }, [id]);

  const save = useCallback(async () => {
    await running.current;
    if (!dirty.current) return;
    running.current = send();
    await running.current;
    running.current = null;
  }, [send]);

  const change = useCallback(
    (part: Partial<Sheet>) => {
      latest.current = { ...latest.current, ...part };
      dirty.current = true;
      localSheets.keep(id, { version: version.current, sheet: latest.current });
      setSheet(latest.current);
      setState((before) => (before === 'conflict' ? before : 'saving'));
    },
    [id],
  );

  useEffect(() => {
    if ((state !== 'saving' && state !== 'offline') || !dirty.current || sheet !== latest.current) return;
    const timer = setTimeout(() => void save(), state === 'offline' ? RETRY_MS : PAUSE_MS);
    const online = () => void save();
    window.addEventListener('online', online);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', online);
    };
  }, [sheet, state, save]);

  const flush = async () => {
    await save();
    return dirty.current ? null : version.current;
  };

  const settle = async (which: 'mine' | 'theirs') => {
    const current = await cache.fetchQuery({ ...assignmentQuery(id), staleTime: 0 });
    version.current = current.sheet.version;
    if (which === 'theirs') {
      latest.current = sheetOf(current);
      dirty.current = false;
      localSheets.drop(id);
      setSheet(latest.current);
      setState('saved');
    } else {
      dirty.current = true;
      await save();
    }
  };

  return { sheet, state, savedAt, problem, change, flush, settle };
}

function stateAfter(reason: unknown): SaveState {
  if (!(reason instanceof ApiProblem)) return 'refused';
  if (reason.code === 'stale_version') return 'conflict';
  return reason.code === 'offline' || reason.status >= 500 ? 'offline' : 'refused';
}

function sheetOf({ sheet }: JuryAssignment): Sheet {
  return { points: sheet.points, comments: sheet.comments, private_note: sheet.private_note, comment_to_unit: sheet.comment_to_unit };
}

/** What to begin with: the server's sheet, or what this device still holds and the server has not got. */
function beginning(assignment: JuryAssignment): { sheet: Sheet; state: SaveState } {
  const kept: KeptSheet | null = assignment.state === 'open' ? localSheets.find(assignment.assignment_id) : null;
  if (kept === null || !isSheet(kept.sheet)) return { sheet: sheetOf(assignment), state: 'saved' };
  return { sheet: kept.sheet, state: kept.version === assignment.sheet.version ? 'saving' : 'conflict' };
}
