import type { Schemas } from '../../../api/client';

/** Thousandths from the left and from the top. */
export type Point = Schemas['FocalPoint'];

const WHOLE = 1000;
const STEP = 10;
const LEAP = 100;
const MOVES: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function inside(value: number): number {
  return Math.min(WHOLE, Math.max(0, Math.round(value)));
}

/** Returns the point at which somebody pressed, given the box of the picture on the screen. */
export function pointAt(x: number, y: number, box: { left: number; top: number; width: number; height: number }): Point {
  return {
    x: inside(((x - box.left) / Math.max(1, box.width)) * WHOLE),
    y: inside(((y - box.top) / Math.max(1, box.height)) * WHOLE),
  };
}

/** Returns the point moved by an arrow key, further with the shift key; `null` for other keys. */
export function movedBy(key: string, isFar: boolean, { x, y }: Point): Point | null {
  const move = MOVES[key];
  if (move === undefined) return null;
  const step = isFar ? LEAP : STEP;
  return { x: inside(x + move[0] * step), y: inside(y + move[1] * step) };
}

/** Reads a percentage that somebody typed; `null` when it is none. */
export function thousandthsOf(text: string): number | null {
  const percent = Number(text.replace(',', '.').replace('%', '').trim());
  return text.trim() === '' || Number.isNaN(percent) || percent < 0 || percent > 100 ? null : inside(percent * 10);
}

/** Returns the point in the words of `object-position`. */
export function positionOf({ x, y }: Point): string {
  return `${x / 10}% ${y / 10}%`;
}

const CANDIDATES = 10;

/** Returns the ten moments of a film that the server looks at for its picture, in milliseconds. */
export function momentsOf(durationMs: number): number[] {
  return Array.from({ length: CANDIDATES }, (_, index) => Math.floor((durationMs * (2 * index + 1)) / (2 * CANDIDATES)));
}
