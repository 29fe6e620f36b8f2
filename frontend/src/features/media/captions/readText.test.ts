import { expect, test } from 'vitest';
import { readText } from './readText';
import { MAX_UPLOAD } from './server';

const file = (bytes: number[]) => new File([new Uint8Array(bytes)], 'phim.srt');

test('captions are read in the tables that editors write', async () => {
  expect(await readText(new File(['Nước mặn'], 'a.vtt'), 'vi')).toBe('Nước mặn');
  expect(await readText(file([0xff, 0xfe, 0x41, 0x00]), 'en')).toBe('A');
  expect(await readText(file([0xfe, 0xff, 0x00, 0x41]), 'en')).toBe('A');
  expect(await readText(file([0x63, 0xe0, 0x20]), 'fr')).toBe('cà ');
  expect(await readText(file([0xf0]), 'vi')).toBe('đ');
});

test('what is too large is not read', async () => {
  expect(await readText(new File([new Uint8Array(MAX_UPLOAD + 1).fill(0x61)], 'a.srt'), 'vi')).toBeNull();
});
