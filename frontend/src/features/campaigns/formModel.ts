import type { Schemas } from '../../api/client';
import { lacksVietnamese, NO_TEXT } from './localTexts';
import type { FieldKind } from './words';

export type Question = Required<Schemas['FormField']>;
export type Section = { key: string; title: Schemas['LocalTextBody']; help: Schemas['LocalTextBody'] | null; fields: Question[] };

/** Which thing of the form is in hand: a section, or a question of it. */
export interface Place {
  section: number;
  field: number | null;
}

/** One thing that keeps the form from being saved; `path` as the server names it. */
export interface FormFault {
  place: Place;
  path: string;
  code: 'text' | 'options' | 'accept' | 'bounds';
}

/** Returns the form with every optional part in place, so that editing needs no exceptions. */
export function sectionsOf(form: Schemas['FormDefinition']): Section[] {
  return (form.sections ?? []).map((section) => ({
    key: section.key,
    title: section.title,
    help: section.help ?? null,
    fields: (section.fields ?? []).map((field) => ({ ...newQuestion(field.key, field.kind), ...field })),
  }));
}

/** Returns a key that the form does not use yet: `question_3`. */
export function freeKey(stem: string, used: readonly string[]): string {
  let number = used.length + 1;
  while (used.includes(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** Returns the keys of all questions. */
export function questionKeys(sections: readonly Section[]): string[] {
  return sections.flatMap((section) => section.fields.map((field) => field.key));
}

/** Returns an empty question of a kind, with what the kind needs. */
export function newQuestion(key: string, kind: FieldKind): Question {
  const isChoice = kind === 'single_choice' || kind === 'multiple_choice';
  return {
    key,
    kind,
    label: NO_TEXT,
    hint: null,
    required: true,
    max_length: null,
    max_words: kind === 'long_text' ? 500 : null,
    unit: null,
    minimum: null,
    maximum: null,
    options: isChoice ? [newOption([]), newOption(['option_1'])] : [],
    accept: kind === 'file' ? ['document', 'image'] : [],
    max_files: kind === 'file' ? 10 : null,
    confidential: false,
  };
}

/** Returns an option that the question does not have yet. */
export function newOption(used: readonly string[]) {
  return { value: freeKey('option', used), label: NO_TEXT };
}

/** Returns the question as another kind; its words stay. */
export function asKind(question: Question, kind: FieldKind): Question {
  const { key, label, hint, required, confidential } = question;
  return { ...newQuestion(key, kind), label, hint, required, confidential };
}

/** Returns what keeps the form from being saved, in its order. */
export function faultsOf(sections: readonly Section[]): FormFault[] {
  return sections.flatMap((section, index) => {
    const path = `form.sections.${index}`;
    const own: FormFault[] = lacksVietnamese(section.title)
      ? [{ place: { section: index, field: null }, path: `${path}.title`, code: 'text' }]
      : [];
    return [...own, ...section.fields.flatMap((field, at) => questionFaults(field, { section: index, field: at }, `${path}.fields.${at}`))];
  });
}

function questionFaults(question: Question, place: Place, path: string): FormFault[] {
  const faults: FormFault[] = [];
  if (lacksVietnamese(question.label)) faults.push({ place, path: `${path}.label`, code: 'text' });
  const isChoice = question.kind === 'single_choice' || question.kind === 'multiple_choice';
  if (isChoice && question.options.length < 2) faults.push({ place, path: `${path}.options`, code: 'options' });
  question.options.forEach((option, index) => {
    if (isChoice && lacksVietnamese(option.label)) faults.push({ place, path: `${path}.options.${index}.label`, code: 'text' });
  });
  if (question.kind === 'file' && question.accept.length === 0) faults.push({ place, path: `${path}.accept`, code: 'accept' });
  if (question.minimum !== null && question.maximum !== null && question.minimum > question.maximum) {
    faults.push({ place, path: `${path}.maximum`, code: 'bounds' });
  }
  return faults;
}
