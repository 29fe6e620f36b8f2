import { expect, test } from 'vitest';
import { fitted, kept, LARGEST, pinchOf, swipeOf, WHOLE, zoomedAt } from './zoom';

const FRAME = { width: 400, height: 300 };
const DRAWN = { width: 400, height: 200 };

test('a picture is fitted whole into its frame', () => {
  expect(fitted({ width: 1600, height: 800 }, FRAME)).toEqual({ width: 400, height: 200 });
  expect(fitted({ width: 500, height: 1000 }, FRAME)).toEqual({ width: 150, height: 300 });
});

test('what lies under the finger stays under it', () => {
  const view = zoomedAt(WHOLE, 2, { x: 100, y: -50 });

  expect(view).toEqual({ scale: 2, x: -100, y: 50 });
  expect(zoomedAt(view, 0.5, { x: 100, y: -50 })).toEqual(WHOLE);
});

test('a picture is neither lost beside its frame nor made larger than of use', () => {
  expect(kept({ scale: 2, x: 9999, y: 9999 }, DRAWN, FRAME)).toEqual({ scale: 2, x: 200, y: 50 });
  expect(kept({ scale: 99, x: 0, y: 0 }, DRAWN, FRAME).scale).toBe(LARGEST);
  expect(kept({ scale: 1.01, x: 30, y: 0 }, DRAWN, FRAME)).toEqual(WHOLE);
  expect(kept({ scale: 1.2, x: 0, y: 40 }, DRAWN, FRAME).y).toBe(0);
});

test('two fingers have a middle and a distance', () => {
  expect(
    pinchOf([
      { x: 0, y: 0 },
      { x: 30, y: 40 },
    ]),
  ).toEqual({ middle: { x: 15, y: 20 }, apart: 50 });
});

test('a stroke turns the page when it is far or fast, and means nothing otherwise', () => {
  expect(swipeOf({ x: -120, y: 10 }, 900, FRAME)).toBe('next');
  expect(swipeOf({ x: 50, y: 4 }, 80, FRAME)).toBe('previous');
  expect(swipeOf({ x: 40, y: 4 }, 900, FRAME)).toBeNull();
  expect(swipeOf({ x: 10, y: 120 }, 400, FRAME)).toBe('close');
  expect(swipeOf({ x: 10, y: -120 }, 400, FRAME)).toBeNull();
});
