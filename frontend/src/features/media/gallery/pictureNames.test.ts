import { expect, test } from 'vitest';
import { pageNames, savedName, srcSetOf } from './pictureNames';
import type { ShownItem } from './shownItem';

const ITEM: ShownItem = { mediaId: 'one', kind: 'image', fileName: 'a.jpg' };

test('pictures that are known are offered with their true widths', () => {
  const pictures = [
    { name: 'w320.webp', width: 320 },
    { name: 'w2560.webp', width: 1600 },
    { name: 'w320.avif', width: 320 },
    { name: 'page2.webp', width: 1280 },
  ];
  expect(srcSetOf({ ...ITEM, pictures, base: 'https://files.example.org/published/abc/' }, 'webp')).toBe(
    'https://files.example.org/published/abc/w320.webp 320w, https://files.example.org/published/abc/w2560.webp 1600w',
  );
});

test('of others the three sizes that are always made are offered', () => {
  expect(srcSetOf(ITEM, 'avif')).toBe(
    '/api/v1/media/one/files/w320.avif 320w, /api/v1/media/one/files/w640.avif 640w, /api/v1/media/one/files/w1280.avif 1280w',
  );
});

test('pages follow their numbers, not their letters', () => {
  expect(pageNames(['page10.webp', 'page2.webp', 'w320.webp', 'page1.webp'])).toEqual(['page1.webp', 'page2.webp', 'page10.webp']);
});

test('a document is saved as it was handed in', () => {
  expect(savedName(['document.pdf', 'document.docx'])).toBe('document.docx');
  expect(savedName(['w320.webp', 'document.pdf'])).toBe('document.pdf');
  expect(savedName(['captions.vtt'])).toBe('captions.vtt');
  expect(savedName([])).toBeNull();
});
