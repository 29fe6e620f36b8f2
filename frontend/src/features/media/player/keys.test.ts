import { expect, test } from 'vitest';
import { commandOf, nextSpeed } from './keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test('each key has its one meaning', () => {
  expect(press(' ')).toEqual({ act: 'toggle' });
  expect(press('K')).toEqual({ act: 'toggle' });
  expect(press('ArrowLeft')).toEqual({ act: 'skip', seconds: -5 });
  expect(press('l')).toEqual({ act: 'skip', seconds: 10 });
  expect(press('ArrowUp')).toEqual({ act: 'louder', step: 0.1 });
  expect(press('7')).toEqual({ act: 'tenth', tenths: 7 });
  expect(press('>')).toEqual({ act: 'faster', steps: 1 });
  expect(press('?')).toEqual({ act: 'keys' });
});

test('combinations and other keys are left to the browser', () => {
  expect(press('f', { ctrlKey: true })).toBeNull();
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
  expect(press('Tab')).toBeNull();
  expect(press('x')).toBeNull();
});

test('speeds end at half and at double', () => {
  expect(nextSpeed(1, 1)).toBe(1.25);
  expect(nextSpeed(1, -1)).toBe(0.75);
  expect(nextSpeed(2, 1)).toBe(2);
  expect(nextSpeed(0.5, -1)).toBe(0.5);
});
