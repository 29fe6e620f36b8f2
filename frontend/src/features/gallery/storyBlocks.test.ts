import { expect, test } from 'vitest';
import { blocksOf, leadFigures, type StoryField } from './storyBlocks';

const field = (kind: StoryField['kind'], vi: string, value: StoryField['value']): StoryField => ({
  kind,
  label: { vi, fr: null, en: null },
  unit: null,
  value,
});
const benefits = field('long_text', 'Lợi ích', 'Nhanh hơn');
const measured = field('short_text', 'Chỉ số', 'Số ngày');
const before = field('number', 'Trước', 12);
const after = field('number', 'Sau', 5);
const since = field('date', 'Từ ngày', '2026-02-16');

test('numbers take their name from the short answer before them', () => {
  expect(blocksOf([benefits, measured, before, after])).toEqual([
    { kind: 'text', field: benefits },
    { kind: 'figures', name: measured, fields: [before, after] },
  ]);
});

test('short answers stand together, and only the last of them names the numbers', () => {
  expect(blocksOf([since, measured, before])).toEqual([
    { kind: 'facts', fields: [since] },
    { kind: 'figures', name: measured, fields: [before] },
  ]);
  expect(blocksOf([measured, since, before])).toEqual([
    { kind: 'facts', fields: [measured, since] },
    { kind: 'figures', name: null, fields: [before] },
  ]);
});

test('the first numbers lead the story, unless they are a table', () => {
  const title = { vi: 'Hiệu quả', fr: null, en: null };
  expect(
    leadFigures([
      { title, fields: [benefits] },
      { title, fields: [before, after] },
    ])?.fields,
  ).toEqual([before, after]);
  expect(leadFigures([{ title, fields: [before, after, before, after] }])).toBeUndefined();
});
