import { expect, test } from 'vitest';
import { listedFiles } from './files';

const photos = [
  { media_id: '1', field_key: 'photos', caption: 'Một' },
  { media_id: '9', field_key: 'contract' },
  { media_id: '2', field_key: 'photos', caption: 'Hai' },
];

test('a field that gets a new file keeps the words of the others', () => {
  expect(listedFiles(photos, 'photos', ['2', '3'], ['1', '2'])).toEqual([
    { media_id: '9', field_key: 'contract' },
    { media_id: '2', field_key: 'photos', caption: 'Hai' },
    { media_id: '3', field_key: 'photos' },
  ]);
});

test('files that arrive in one breath do not replace each other', () => {
  const first = listedFiles(photos, 'photos', ['1', '2', '3'], ['1', '2']);
  const second = listedFiles(first, 'photos', ['1', '2', '4'], ['1', '2']);
  expect(second.map((file) => file.media_id)).toEqual(['9', '1', '2', '4', '3']);
});

test('a file that was taken out meanwhile stays out', () => {
  const first = listedFiles(photos, 'photos', ['2'], ['1', '2']);
  expect(listedFiles(first, 'photos', ['1', '2', '3'], ['1', '2']).map((file) => file.media_id)).toEqual(['9', '2', '3']);
});
