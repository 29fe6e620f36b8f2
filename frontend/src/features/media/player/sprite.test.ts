import { expect, test } from 'vitest';
import { tileAt, tilesOf } from './sprite';

const VTT = `WEBVTT

00:00:00.000 --> 00:00:02.000
sprite.webp#xywh=0,0,160,90

00:00:02.000 --> 00:00:04.000
sprite.webp#xywh=160,0,160,90

01:00:04.000 --> 01:00:05.500
sprite.webp#xywh=0,90,160,90
`;

test('a sheet is read with its places and moments', () => {
  const tiles = tilesOf(VTT);

  expect(tiles).toHaveLength(3);
  expect(tiles[1]).toEqual({ from: 2, until: 4, x: 160, y: 0, width: 160, height: 90 });
  expect(tiles[2]?.until).toBe(3605.5);
  expect(tilesOf('<html>not found</html>')).toEqual([]);
});

test('every moment has its picture, also past the end', () => {
  const tiles = tilesOf(VTT);

  expect(tileAt(tiles, 0)?.x).toBe(0);
  expect(tileAt(tiles, 2)?.x).toBe(160);
  expect(tileAt(tiles, 9999)?.y).toBe(90);
  expect(tileAt([], 3)).toBeUndefined();
});
