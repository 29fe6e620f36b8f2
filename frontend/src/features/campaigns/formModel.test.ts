import { expect, test } from 'vitest';
import { asKind, faultsOf, freeKey, newQuestion, type Section, sectionsOf } from './formModel';
import { moved, replaced, without } from './MoveButtons';

const section = (fields: Section['fields']): Section => ({ key: 'main', title: { vi: 'Chung' }, help: null, fields });

test('a new key is one that nobody has', () => {
  expect(freeKey('question', [])).toBe('question_1');
  expect(freeKey('question', ['question_2'])).toBe('question_3');
});

test('a form from the server is complete, so that editing needs no exceptions', () => {
  const [first] = sectionsOf({ sections: [{ key: 'a', title: { vi: 'A' }, fields: [{ key: 'b', kind: 'date', label: { vi: 'B' } }] }] });

  expect(first?.fields[0]).toMatchObject({ key: 'b', kind: 'date', options: [], accept: [], max_files: null });
});

test('another kind keeps the words and drops limits that no longer apply', () => {
  const text = { ...newQuestion('a', 'long_text'), label: { vi: 'Hỏi' }, confidential: true };

  expect(asKind(text, 'number')).toMatchObject({ label: { vi: 'Hỏi' }, confidential: true, max_words: null });
  expect(asKind(text, 'single_choice').options).toHaveLength(2);
});

test('what keeps a form from being saved is named with its place', () => {
  const choice = { ...newQuestion('a', 'single_choice'), label: { vi: 'Chọn' }, options: [] };
  const number = { ...newQuestion('b', 'number'), minimum: 5, maximum: 4 };

  expect(faultsOf([section([choice, number])])).toEqual([
    { place: { section: 0, field: 0 }, path: 'form.sections.0.fields.0.options', code: 'options' },
    { place: { section: 0, field: 1 }, path: 'form.sections.0.fields.1.label', code: 'text' },
    { place: { section: 0, field: 1 }, path: 'form.sections.0.fields.1.maximum', code: 'bounds' },
  ]);
});

test('entries of a list move, change and go', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(replaced(['a', 'b'], 1, 'x')).toEqual(['a', 'x']);
  expect(without(['a', 'b'], 0)).toEqual(['b']);
});
