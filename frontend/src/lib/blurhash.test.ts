import { expect, test } from 'vitest';
import { pixelsOf } from './blurhash';
import { objectPosition } from './focalPoint';

test('a hash of one wave is its average colour everywhere', () => {
  const pixels = pixelsOf('00MO9%', 2, 2);

  expect([...(pixels ?? [])].slice(0, 4)).toHaveLength(4);
  expect(new Set([...(pixels ?? [])].filter((_, index) => index % 4 === 0)).size).toBe(1);
  expect(pixels?.[3]).toBe(255);
});

test('a usual hash has its colours where they belong', () => {
  const pixels = [...(pixelsOf('LEHV6nWB2yk8pyo0adR*.7kCMdnj', 8, 8) ?? [])];

  expect(pixels).toHaveLength(256);
  expect(pixels.slice(0, 7)).toEqual([135, 164, 177, 255, 143, 167, 177]);
  expect(pixels.slice(-4)).toEqual([140, 144, 145, 255]);
});

test('what is no hash gives nothing', () => {
  expect(pixelsOf('', 4, 4)).toBeNull();
  expect(pixelsOf('LEHV6n', 4, 4)).toBeNull();
  expect(pixelsOf('L"HV6nWB2yk8pyo0adR*.7kCMdnj', 4, 4)).toBeNull();
});

test('a focal point says what stays in view', () => {
  expect(objectPosition({ x: 250, y: 1000 })).toBe('25% 100%');
  expect(objectPosition(null)).toBe('50% 50%');
});
