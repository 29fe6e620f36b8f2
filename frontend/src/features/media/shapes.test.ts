import { expect, test } from 'vitest';
import { moved } from './field/order';
import { runsOf } from './gallery/runs';
import { barsOf } from './player/waveform';
import { nextLookMs } from './queries';
import { Pace } from './upload/pace';
import { pauseMs } from './upload/patience';
import { formatPosition, formatSpan } from './words';

test('each bar is the loudest peak of its stretch, and silence is still to be seen', () => {
  expect(barsOf([0, 255, 51, 0], 2)).toEqual([1, 0.2]);
  expect(barsOf(null, 3)).toEqual([0.06, 0.06, 0.06]);
  expect(barsOf([255], 3)).toEqual([1, 1, 1]);
});

test('pictures that follow each other are laid out together', () => {
  const items = (['image', 'image', 'video', 'image'] as const).map((kind, index) => ({ mediaId: String(index), kind, fileName: '' }));

  expect(runsOf(items).map((run) => run.map((item) => item.mediaId))).toEqual([['0', '1'], ['2'], ['3']]);
});

test('a file moves one step, and no further than the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
});

test('looks and tries become rarer, up to a limit', () => {
  expect([0, 1, 20].map(nextLookMs)).toEqual([2000, 2700, 15000]);
  expect([0, 1, 9].map((attempt) => pauseMs(attempt, 0.5))).toEqual([500, 1500, 30_000]);
});

test('the time left follows the pace', () => {
  const pace = new Pace();
  pace.note(0, 0);
  expect(pace.secondsFor(100)).toBeNull();
  pace.note(1000, 1000);
  pace.note(1010, 1010);

  expect(pace.bytesPerSecond).toBe(1000);
  expect(pace.secondsFor(500)).toBe(0.5);
});

test('spans and places are said the way people do', () => {
  expect([3, 75, 3725].map(formatPosition)).toEqual(['0:03', '1:15', '1:02:05']);
  expect([12, 150, 5400].map((seconds) => formatSpan(seconds, 'en'))).toEqual(['15 sec', '3 min', '1.5 hr']);
});
