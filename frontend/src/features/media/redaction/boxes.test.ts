import { expect, test } from 'vitest';
import { afterKey, asStyle, between, FIRST_BOX, withSide } from './boxes';

test('a box is drawn from any corner to any other and stays inside', () => {
  expect(between({ x: 300, y: 400 }, { x: 100, y: 200 })).toEqual({ left: 100, top: 200, width: 200, height: 200 });
  expect(between({ x: 900, y: 900 }, { x: 1500, y: -20 })).toEqual({ left: 900, top: 0, width: 100, height: 900 });
  expect(between({ x: 1000, y: 1000 }, { x: 1000, y: 1000 })).toEqual({ left: 990, top: 990, width: 10, height: 10 });
});

test('arrows move the box, with Shift they change its size, and it never leaves the picture', () => {
  expect(afterKey(FIRST_BOX, 'ArrowRight', false)).toEqual({ ...FIRST_BOX, left: 360 });
  expect(afterKey(FIRST_BOX, 'ArrowUp', true)).toEqual({ ...FIRST_BOX, height: 190 });
  expect(afterKey({ left: 700, top: 0, width: 300, height: 10 }, 'ArrowRight', false)?.left).toBe(700);
  expect(afterKey(FIRST_BOX, 'Enter', false)).toBeNull();
});

test('a number that is typed moves the others out of its way', () => {
  expect(withSide(FIRST_BOX, 'left', 900)).toEqual({ left: 900, top: 400, width: 100, height: 200 });
  expect(withSide(FIRST_BOX, 'width', -5).width).toBe(10);
  expect(asStyle([10, 20, 300, 400])).toEqual({ left: '1%', top: '2%', width: '30%', height: '40%' });
});
