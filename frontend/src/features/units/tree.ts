import type { Schemas } from '../../api/client';

export type Unit = Schemas['UnitRead'];

/** A unit with those under it. */
export interface Branch {
  unit: Unit;
  children: Branch[];
}

/** Builds the tree from the list, keeping its order among siblings. Whose parent is not in the list stands at the root. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const known = new Set(units.map((unit) => unit.id));
  const under = (parentId: string | null): Branch[] =>
    units
      .filter((unit) => (unit.parent_id !== null && known.has(unit.parent_id) ? unit.parent_id : null) === parentId)
      .map((unit) => ({ unit, children: under(unit.id) }));
  return under(null);
}

/** Returns every unit with its depth, from the root down; for lists that show the tree by indentation. */
export function flattened(branches: readonly Branch[], depth = 0): { unit: Unit; depth: number }[] {
  return branches.flatMap((branch) => [{ unit: branch.unit, depth }, ...flattened(branch.children, depth + 1)]);
}
