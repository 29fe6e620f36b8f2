import { expect, test } from 'vitest';
import { pagesOf } from './pages';

const picture = (name: string) => ({ name, width: 640, content_type: 'image/webp' });
const namesOf = (names: string[]) => pagesOf(names.map(picture)).map((page) => page.map(({ name }) => name));

test('pictures without a number show the first page', () => {
  expect(namesOf(['w320.avif', 'w640.webp'])).toEqual([['w320.avif', 'w640.webp']]);
});

test('numbered pictures are pages in their order, ten after nine', () => {
  expect(namesOf(['w640.webp', 'page10.webp', 'page2.webp', 'page2-w640.webp'])).toEqual([
    ['w640.webp'],
    ['page2.webp', 'page2-w640.webp'],
    ['page10.webp'],
  ]);
});

test('a document of which nothing was drawn has no pages to show', () => {
  expect(pagesOf([])).toEqual([]);
});
