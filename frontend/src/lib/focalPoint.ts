/** What stays in view when a picture is cut: thousandths from the left and from the top. */
export interface FocalPoint {
  x: number;
  y: number;
}

/** Returns the `object-position` of a cut picture that keeps its focal point in view; the middle without one. */
export function objectPosition(point: FocalPoint | null | undefined): string {
  const { x, y } = point ?? { x: 500, y: 500 };
  return `${x / 10}% ${y / 10}%`;
}
