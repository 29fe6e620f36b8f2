import type { ShownItem } from './shownItem';

/** Cuts the files into runs that are laid out together: pictures that follow each other share one, everything else stands alone. */
export function runsOf(items: readonly ShownItem[]): ShownItem[][] {
  const runs: ShownItem[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (item.kind === 'image' && last?.[0]?.kind === 'image') last.push(item);
    else runs.push([item]);
  }
  return runs;
}
