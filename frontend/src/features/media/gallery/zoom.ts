/** How a picture lies in its frame: how many times enlarged, and how far its middle is moved from the frame's, in pixels. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const LARGEST = 6;
const CLOSE_TO_WHOLE = 1.02;

/** Returns the size of a picture that is seen whole in its frame. */
export function fitted(picture: Size, frame: Size): Size {
  const scale = Math.min(frame.width / Math.max(1, picture.width), frame.height / Math.max(1, picture.height));
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Keeps the picture in its frame: no emptier than it must be, no larger than is of use. */
export function kept(view: View, drawn: Size, frame: Size): View {
  const scale = Math.min(LARGEST, Math.max(1, view.scale));
  if (scale < CLOSE_TO_WHOLE) return WHOLE;
  const reach = (length: number, room: number) => Math.max(0, (length * scale - room) / 2);
  const far = { x: reach(drawn.width, frame.width), y: reach(drawn.height, frame.height) };
  return { scale, x: Math.min(far.x, Math.max(-far.x, view.x)), y: Math.min(far.y, Math.max(-far.y, view.y)) };
}

/** Enlarges so that what lies under `point` (from the frame's middle) stays there. */
export function zoomedAt(view: View, factor: number, point: Point): View {
  const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** Returns the middle of two fingers and how far they are apart. */
export function pinchOf([one, other]: readonly [Point, Point]): { middle: Point; apart: number } {
  return { middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }, apart: Math.hypot(one.x - other.x, one.y - other.y) };
}

export type Swipe = 'next' | 'previous' | 'close' | null;

/** Says what a stroke over a whole picture means: far enough, or fast enough, in one clear direction. */
export function swipeOf(moved: Point, milliseconds: number, frame: Size): Swipe {
  const isSideways = Math.abs(moved.x) > Math.abs(moved.y) * 1.2;
  const length = isSideways ? moved.x : moved.y;
  const isFar = Math.abs(length) > (isSideways ? frame.width : frame.height) * 0.22;
  const isFast = Math.abs(length) > 30 && Math.abs(length) / Math.max(1, milliseconds) > 0.45;
  if (!isFar && !isFast) return null;
  if (isSideways) return length < 0 ? 'next' : 'previous';
  return length > 0 ? 'close' : null;
}
