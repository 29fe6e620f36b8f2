import { expect, test } from 'vitest';
import { bestTrack, type Cue, cueAt, folded, hitsIn, piecesOf } from './cues';

const CUES: Cue[] = [
  { start_ms: 1000, end_ms: 2500, text: 'Đây là sáng kiến của đội thuyết minh.' },
  { start_ms: 3000, end_ms: 5000, text: 'Khách tự nghe bằng bảy ngôn ngữ.' },
  { start_ms: 9000, end_ms: 12000, text: 'Sáng kiến nào cũng bắt đầu từ một câu hỏi.' },
];

test('the cue at a moment is the last that has begun', () => {
  expect([0, 1, 2.9, 3, 8, 9, 99].map((seconds) => cueAt(CUES, seconds))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
  expect(cueAt([], 5)).toBe(-1);
});

test('a search needs no marks, and counts the cues it finds', () => {
  expect(hitsIn(CUES, 'sang kien')).toEqual([0, 2]);
  expect(hitsIn(CUES, 'ĐÂY LÀ')).toEqual([0]);
  expect(hitsIn(CUES, 'ngôn')).toEqual([1]);
  expect(hitsIn(CUES, '  ')).toEqual([]);
});

test('what is found is marked in the text as it was written', () => {
  expect(piecesOf('Đây là sáng kiến', 'day la')).toEqual([
    { text: 'Đây là', isHit: true },
    { text: ' sáng kiến', isHit: false },
  ]);
  expect(piecesOf('à á a', 'a').filter(({ isHit }) => isHit)).toHaveLength(3);
  expect(piecesOf('không', '')).toEqual([{ text: 'không', isHit: false }]);
});

test('folding keeps the length of a text, so that marks fall where they should', () => {
  for (const text of ['Đường Nguyễn Huệ', 'cœur İstanbul ẞ', '🎬 phim']) expect(folded(text)).toHaveLength(text.length);
});

test('the reader’s languages are tried in order', () => {
  const tracks = [{ language: 'vi' }, { language: 'fr-FR' }];
  expect(bestTrack(tracks, [null, 'fr'])?.language).toBe('fr-FR');
  expect(bestTrack(tracks, ['en'])?.language).toBe('vi');
  expect(bestTrack([], ['en'])).toBeUndefined();
});
