import type { Criterion, JuryQueueItem, RubricDefinition } from './queries';

/** Points by criterion, in hundredths. */
export type Points = Readonly<Record<string, number>>;

/** A criterion that is scored, with its weight in the whole and the group it belongs to. */
export interface Line {
  criterion: Criterion;
  group: Criterion | null;
  weight: number;
}

/** Returns what is scored, in the order of the rubric. */
export function linesOf(rubric: RubricDefinition): Line[] {
  return (rubric.criteria ?? []).flatMap((top): Line[] => {
    const children = top.children ?? [];
    const weight = top.weight ?? 1;
    if (children.length === 0) return [{ criterion: top, group: null, weight }];
    return children.map((criterion) => ({ criterion, group: top, weight: weight * (criterion.weight ?? 1) }));
  });
}

/** Returns the weighted sum so far and the most that can be had, in hundredths. The server counts again when the sheet is sealed. */
export function totalOf(lines: readonly Line[], points: Points): { total: number; attainable: number } {
  return lines.reduce(
    (sum, { criterion, weight }) => ({
      total: sum.total + (points[criterion.key] ?? 0) * weight,
      attainable: sum.attainable + criterion.maximum * 100 * weight,
    }),
    { total: 0, attainable: 0 },
  );
}

/** Reads what was typed: "12", "12,5" and "12.5" are points; an empty text is none; anything else, or too many points, is `undefined`. */
export function readPoints(typed: string, maximum: number): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  if (!/^\d{1,4}([.,]\d{0,2})?$/.test(text)) return undefined;
  const hundredths = Math.round(Number(text.replace(',', '.')) * 100);
  return hundredths <= maximum * 100 ? hundredths : undefined;
}

/** Returns the points that get a button: every one up to ten, else steps that fit into two rows. */
export function buttonsFor(maximum: number): number[] {
  const step = maximum <= 10 ? 1 : maximum <= 50 ? 5 : Math.ceil(maximum / 50) * 5;
  const steps = Array.from({ length: Math.floor(maximum / step) + 1 }, (_, index) => index * step);
  return steps.at(-1) === maximum ? steps : [...steps, maximum];
}

/** Tells whether points lie below a limit in whole points; without points or limit they do not. */
export function isBelow(points: number | undefined, limit: number | null | undefined): boolean {
  return points !== undefined && limit !== null && limit !== undefined && points < limit * 100;
}

/** What keeps a sheet from being sealed. */
export interface Missing {
  key: string;
  what: 'points' | 'comment';
}

/** Returns what is missing, in the order of the rubric. The server looks again. */
export function missingIn(lines: readonly Line[], points: Points, comments: Readonly<Record<string, string>>): Missing[] {
  return lines.flatMap(({ criterion }): Missing[] => {
    const given = points[criterion.key];
    if (given === undefined) return [{ key: criterion.key, what: 'points' }];
    const owes = isBelow(given, criterion.comment_below) && !comments[criterion.key]?.trim();
    return owes ? [{ key: criterion.key, what: 'comment' }] : [];
  });
}

/** Returns the next entry still to be scored after `current`, beginning again at the top; `null` when none is left. */
export function nextOpen(items: readonly JuryQueueItem[], current: string | null): JuryQueueItem | null {
  const start = items.findIndex((item) => item.assignment_id === current) + 1;
  const around = [...items.slice(start), ...items.slice(0, start)];
  return around.find((item) => item.state === 'open' && item.assignment_id !== current) ?? null;
}
