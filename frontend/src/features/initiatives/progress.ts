import { hasAnswer } from './Answers';
import type { Initiative, MissingPart } from './queries';
import { AUTHORS, BASICS } from './words';

/** How far a section is. */
export type SectionStatus = 'done' | 'started' | 'untouched';

/** One page of the draft: its key in the address, the faults that the server finds in it, and how far it is. */
export interface SectionProgress {
  key: string;
  faults: readonly MissingPart[];
  status: SectionStatus;
}

function statusOf(faults: readonly unknown[], isTouched: boolean): SectionStatus {
  if (faults.length === 0) return isTouched ? 'done' : 'untouched';
  return isTouched ? 'started' : 'untouched';
}

/** Returns the sections of a draft in order. What is complete is the server's word (`missing`), not ours. */
export function sectionsOf(initiative: Initiative, missing: readonly MissingPart[]): SectionProgress[] {
  const basics = missing.filter(({ path }) => path[0] === 'title' || path[0] === 'summary');
  const form = (initiative.form.sections ?? []).map((section) => {
    const keys = new Set((section.fields ?? []).map((field) => field.key));
    const faults = missing.filter(({ path }) => (path[0] === 'answers' || path[0] === 'attachments') && keys.has(path[1] ?? ''));
    const isTouched =
      [...keys].some((key) => hasAnswer(initiative.answers[key])) || initiative.attachments.some((file) => keys.has(file.field_key));
    const isFree = (section.fields ?? []).every((field) => !field.required);
    return { key: section.key, faults, status: isFree && faults.length === 0 ? statusOf([], isTouched) : statusOf(faults, isTouched) };
  });
  const authors = missing.filter(({ path }) => path[0] === 'authors');
  return [
    { key: BASICS, faults: basics, status: statusOf(basics, initiative.title !== '' || initiative.summary !== '') },
    ...form,
    { key: AUTHORS, faults: authors, status: statusOf(authors, initiative.authors.length > 0) },
  ];
}

/** Returns the name that a fault's field has on screen; `ErrorSummary` links to it. */
export function fieldOf(fault: Pick<MissingPart, 'path'>): string {
  return fault.path.join('.');
}
