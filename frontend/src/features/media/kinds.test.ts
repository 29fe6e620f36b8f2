import { expect, test } from 'vitest';
import { acceptOf, kindOf, refusedEarly } from './kinds';

const LIMITS = { image: 100, video: 400, audio: 300, document: 200 };
const fileOf = (name: string, type: string, size = 1) => ({ name, type, size });

test('a file is what its type says, or else its ending', () => {
  expect(kindOf(fileOf('a.bin', 'video/mp4'))).toBe('video');
  expect(kindOf(fileOf('PHIM.MKV', ''))).toBe('video');
  expect(kindOf(fileOf('a.pdf', 'application/octet-stream'))).toBe('document');
  expect(kindOf(fileOf('a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'))).toBe('document');
  expect(kindOf(fileOf('a.exe', 'application/x-msdownload'))).toBeUndefined();
});

test('what cannot be taken is said before a byte is sent', () => {
  expect(refusedEarly(fileOf('a.jpg', 'image/jpeg'), ['image'], LIMITS)).toBeNull();
  expect(refusedEarly(fileOf('a.mp4', 'video/mp4'), ['image'], LIMITS)).toEqual({ code: 'kind' });
  expect(refusedEarly(fileOf('a.jpg', 'image/jpeg', 0), ['image'], LIMITS)).toEqual({ code: 'empty' });
  expect(refusedEarly(fileOf('a.HEIC', ''), ['image'], LIMITS)).toBeNull();
});

test('how large a file may be the server says, and until it has said so it judges itself', () => {
  const large = fileOf('a.mp4', 'video/mp4', 401);

  expect(refusedEarly(large, ['video'], LIMITS)).toEqual({ code: 'size', limitBytes: 400 });
  expect(refusedEarly(fileOf('a.mp4', 'video/mp4', 400), ['video'], LIMITS)).toBeNull();
  expect(refusedEarly(large, ['video'], { ...LIMITS, video: 50 * 1024 ** 3 })).toBeNull();
  expect(refusedEarly(fileOf('a.mp4', 'video/mp4', 1e15), ['video'], undefined)).toBeNull();
});

test('the chooser offers the kinds of the field', () => {
  expect(acceptOf(['audio', 'document'])).toBe('audio/*,application/pdf,.pdf,.docx,.xlsx,.pptx,.srt,.vtt');
});
