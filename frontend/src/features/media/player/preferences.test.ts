import { expect, test } from 'vitest';
import { readPreferences } from './preferences';

test('what was chosen is read back', () => {
  const chosen = { showsCaptions: true, captions: 'fr', volume: 0.4, isMuted: true, speed: 1.5 };

  expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen);
});

test('what makes no sense is as at first', () => {
  const first = { showsCaptions: false, captions: null, volume: 1, isMuted: false, speed: 1 };

  expect(readPreferences(null)).toEqual(first);
  expect(readPreferences('[')).toEqual(first);
  expect(readPreferences('{"volume": 7, "speed": "fast", "captions": "<b>"}')).toEqual(first);
});
