import { expect, test } from 'vitest';
import { readNumber } from './AnswerField';
import { sectionsOf } from './progress';
import { anInitiative } from './testing';

test('a section is done when the server misses nothing in it and something is there', () => {
  const missing = [
    { path: ['summary'], code: 'field_required', facts: {} },
    { path: ['answers', 'problem'], code: 'field_required', facts: {} },
  ];

  const sections = sectionsOf(anInitiative({ title: 'Vé', answers: {} }), missing);

  expect(sections.map(({ key, status, faults }) => [key, status, faults.length])).toEqual([
    ['title-and-summary', 'started', 1],
    ['what', 'untouched', 1],
    ['authors-and-shares', 'done', 0],
  ]);
});

test.each([
  ['1,5', 1.5],
  ['1 200.25', 1200.25],
  ['', null],
  ['1,5x', null],
])('%s is read as %s', (text, number) => {
  expect(readNumber(text)).toBe(number);
});
