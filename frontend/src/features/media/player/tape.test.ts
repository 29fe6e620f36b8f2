import { expect, test } from 'vitest';
import { tapeOfFilm, tapeOfSound } from './tape';

const ALL = ['play.mp4', 'play.m4a', 'hls.m3u8', 'v240.m3u8', 'v240.mp4', 'poster.webp'];
const CHROMIUM = { hasSources: true, playsHls: false, playsOpus: true };
const SAFARI = { hasSources: true, playsHls: true, playsOpus: false };
const OLD = { hasSources: false, playsHls: false, playsOpus: false };

test('a film is played in rungs where there are any, else as the one file', () => {
  const wanted = { soundOnly: false };
  expect(tapeOfFilm(ALL, CHROMIUM, wanted)).toMatchObject({ how: 'ladder', name: 'hls.m3u8', otherwise: 'play.mp4' });
  expect(tapeOfFilm(ALL, SAFARI, wanted)).toMatchObject({ how: 'native', name: 'hls.m3u8' });
  expect(tapeOfFilm(ALL, OLD, wanted)).toMatchObject({ how: 'file', name: 'play.mp4', otherwise: null });
  expect(tapeOfFilm(['play.mp4'], CHROMIUM, wanted)).toMatchObject({ how: 'file', name: 'play.mp4' });
  expect(tapeOfFilm(['poster.webp'], CHROMIUM, wanted)).toBeNull();
});

test('its sound alone is played where there is one', () => {
  expect(tapeOfFilm(ALL, CHROMIUM, { soundOnly: true })).toMatchObject({ name: 'play.m4a', isSoundOnly: true });
  expect(tapeOfFilm(['play.mp4'], CHROMIUM, { soundOnly: true })).toMatchObject({ name: 'play.mp4', isSoundOnly: false });
});

test('a sound is taken in the smaller file that plays', () => {
  expect(tapeOfSound(['play.m4a', 'play.opus'], CHROMIUM)).toMatchObject({ name: 'play.opus', otherwise: 'play.m4a' });
  expect(tapeOfSound(['play.m4a', 'play.opus'], SAFARI)).toMatchObject({ name: 'play.m4a', otherwise: null });
  expect(tapeOfSound([], CHROMIUM)).toBeNull();
});
