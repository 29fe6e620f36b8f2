import { expect, test } from 'vitest';
import codes from '../api/problem-codes.gen.json';
import { problemSentences } from './features';

test('every code of the API has a sentence', () => {
  const mute = codes.filter((code) => !(code in problemSentences));

  expect(mute).toEqual([]);
});
