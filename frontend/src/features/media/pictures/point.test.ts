import { expect, test } from 'vitest';
import { momentsOf, movedBy, pointAt, positionOf, thousandthsOf } from './point';

test('a press is measured in its box and stays inside', () => {
  const box = { left: 100, top: 50, width: 400, height: 200 };

  expect(pointAt(200, 150, box)).toEqual({ x: 250, y: 500 });
  expect(pointAt(0, 900, box)).toEqual({ x: 0, y: 1000 });
});

test('arrow keys move by a hundredth, with shift by a tenth, and other keys do nothing', () => {
  expect(movedBy('ArrowLeft', false, { x: 500, y: 500 })).toEqual({ x: 490, y: 500 });
  expect(movedBy('ArrowDown', true, { x: 500, y: 950 })).toEqual({ x: 500, y: 1000 });
  expect(movedBy('Tab', false, { x: 500, y: 500 })).toBeNull();
});

test('a percentage is read with either comma, and nothing else', () => {
  expect([' 12,5', '12.5%', '0', '100'].map(thousandthsOf)).toEqual([125, 125, 0, 1000]);
  expect(['', 'half', '-1', '101'].map(thousandthsOf)).toEqual([null, null, null, null]);
});

test('positions are percentages, and moments lie in the middle of tenths', () => {
  expect(positionOf({ x: 125, y: 1000 })).toBe('12.5% 100%');
  expect(momentsOf(20_000)).toEqual([1000, 3000, 5000, 7000, 9000, 11_000, 13_000, 15_000, 17_000, 19_000]);
});
