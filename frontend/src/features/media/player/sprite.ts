/** A small picture of some moment: a part of a sheet, in pixels. */
export interface Tile {
  from: number;
  until: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE = /(?:(\d+):)?(\d\d):(\d\d\.\d{3})\s+-->\s+(?:(\d+):)?(\d\d):(\d\d\.\d{3})[^\n]*\r?\n[^\n]*#xywh=(\d+),(\d+),(\d+),(\d+)/g;

function seconds(hours: string | undefined, minutes: string | undefined, rest: string | undefined): number {
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** Reads the VTT beside a sheet of small pictures; what it does not understand it leaves out. */
export function tilesOf(vtt: string): Tile[] {
  return [...vtt.matchAll(CUE)].map(([, h1, m1, s1, h2, m2, s2, x, y, width, height]) => ({
    from: seconds(h1, m1, s1),
    until: seconds(h2, m2, s2),
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));
}

/** Returns the small picture of a moment; beyond the last one, the last one. */
export function tileAt(tiles: readonly Tile[], moment: number): Tile | undefined {
  return tiles.find(({ until }) => moment < until) ?? tiles.at(-1);
}
