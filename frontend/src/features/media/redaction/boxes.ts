/** A box over a picture: left, top, width and height in thousandths of it. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export const WHOLE = 1000;
const LEAST = 10;

/** Where a new box begins for those who draw with keys. */
export const FIRST_BOX: Box = { left: 350, top: 400, width: 300, height: 200 };

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(Math.round(value), least), most);

/** The box between two corners, inside the picture and never too small to be seen. */
export function between(from: Point, to: Point): Box {
  const left = clamp(Math.min(from.x, to.x), 0, WHOLE - LEAST);
  const top = clamp(Math.min(from.y, to.y), 0, WHOLE - LEAST);
  return {
    left,
    top,
    width: clamp(Math.max(from.x, to.x) - left, LEAST, WHOLE - left),
    height: clamp(Math.max(from.y, to.y) - top, LEAST, WHOLE - top),
  };
}

/** The box with one number changed, the others giving way so that it stays inside. */
export function withSide(box: Box, side: keyof Box, value: number): Box {
  const next = { ...box, [side]: Math.round(value) };
  const left = clamp(next.left, 0, WHOLE - LEAST);
  const top = clamp(next.top, 0, WHOLE - LEAST);
  return { left, top, width: clamp(next.width, LEAST, WHOLE - left), height: clamp(next.height, LEAST, WHOLE - top) };
}

const MOVES: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The box after an arrow key: moved, or with Shift made wider, narrower, higher or lower; `null` for any other key. */
export function afterKey(box: Box, key: string, resizes: boolean, step = 10): Box | null {
  const move = MOVES[key];
  if (!move) return null;
  if (resizes) return withSide(withSide(box, 'width', box.width + move.x * step), 'height', box.height + move.y * step);
  return {
    ...box,
    left: clamp(box.left + move.x * step, 0, WHOLE - box.width),
    top: clamp(box.top + move.y * step, 0, WHOLE - box.height),
  };
}

/** The four numbers as the server takes them. */
export function asNumbers({ left, top, width, height }: Box): number[] {
  return [left, top, width, height];
}

/** The box as style of something absolute over the picture. */
export function asStyle([left = 0, top = 0, width = 0, height = 0]: readonly number[]) {
  const percent = (value: number) => `${value / 10}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
