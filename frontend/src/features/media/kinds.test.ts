import { expect, test } from 'vitest';
import { acceptOf, kindOf, refusedEarly } from './kinds';

const fileOf = (name: string, type: string, size = 1) => ({ name, type, size });

test('a file is what its type says, or else its ending', () => {
  expect(kindOf(fileOf('a.bin', 'video/mp4'))).toBe('video');
  expect(kindOf(fileOf('PHIM.MKV', ''))).toBe('video');
  expect(kindOf(fileOf('a.pdf', 'application/octet-stream'))).toBe('document');
  expect(kindOf(fileOf('a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'))).toBe('document');
  expect(kindOf(fileOf('a.exe', 'application/x-msdownload'))).toBeUndefined();
});

test('what cannot be taken is said before a byte is sent', () => {
  expect(refusedEarly(fileOf('a.jpg', 'image/jpeg'), ['image'])).toBeNull();
  expect(refusedEarly(fileOf('a.mp4', 'video/mp4'), ['image'])).toEqual({ code: 'kind' });
  expect(refusedEarly(fileOf('a.jpg', 'image/jpeg', 0), ['image'])).toEqual({ code: 'empty' });
  expect(refusedEarly(fileOf('a.HEIC', ''), ['image'])).toBeNull();
  expect(refusedEarly(fileOf('a.pdf', 'application/pdf', 3e8), ['document'])).toEqual({ code: 'size', limitBytes: 200 * 1024 ** 2 });
});

test('the chooser offers the kinds of the field', () => {
  expect(acceptOf(['audio', 'document'])).toBe('audio/*,application/pdf,.pdf,.docx,.xlsx,.pptx,.srt,.vtt');
});
