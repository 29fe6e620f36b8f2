import type { Schemas } from '../../api/client';
import type { Matrix } from './queries';

/** What a cell of the matrix is. `blocked`: a conflict of interest; `off`: the juror does not sit for the category. */
export type Cell =
  | { kind: 'free' | 'proposed' | 'off' }
  | { kind: 'blocked'; reasons: readonly Schemas['ConflictReason'][] }
  | { kind: 'held'; assignmentId: string; isSealed: boolean };

const keyOf = (entry: string, juror: string) => `${entry} ${juror}`;

/** Returns a look-up of cells, quick for many entries and jurors. */
export function cellsOf(matrix: Matrix, added: readonly Schemas['AssignmentPair'][]): (entry: string, juror: string) => Cell {
  const held = new Map(matrix.cells.map((cell) => [keyOf(cell.initiative_id, cell.juror_id), cell]));
  const blocked = new Map(matrix.conflicts.map((one) => [keyOf(one.initiative_id, one.juror_id), one.reasons]));
  const proposed = new Set(added.map((pair) => keyOf(pair.initiative_id, pair.juror_id)));
  const categories = new Map(matrix.entries.map((entry) => [entry.id, entry.category_id]));
  const seats = new Map(matrix.jurors.map((juror) => [juror.id, juror.seats]));
  return (entry, juror) => {
    const key = keyOf(entry, juror);
    const cell = held.get(key);
    if (cell) return { kind: 'held', assignmentId: cell.assignment_id, isSealed: cell.state === 'sealed' };
    const reasons = blocked.get(key);
    if (reasons) return { kind: 'blocked', reasons };
    if (proposed.has(key)) return { kind: 'proposed' };
    const sits = (seats.get(juror) ?? []).some((category) => category === null || category === categories.get(entry));
    return { kind: sits ? 'free' : 'off' };
  };
}
