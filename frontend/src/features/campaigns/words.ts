import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Schemas } from '../../api/client';
import type { Tone } from '../../ui/Badge';

export type PhaseKind = Schemas['PhaseKind'];
export type CampaignState = Schemas['CampaignState'];
export type FieldKind = Schemas['FieldKind'];
export type FileKind = Schemas['FileKind'];
export type CampaignTemplate = Schemas['CampaignTemplate'];

/** The stages of a call, in the order of the year. */
export const PHASES: readonly PhaseKind[] = ['submission', 'screening', 'review', 'council', 'award'];

export const phaseNames: Record<PhaseKind, MessageDescriptor> = {
  submission: msg`Entries`,
  screening: msg`Screening`,
  review: msg`Jury review`,
  council: msg`Council`,
  award: msg`Awards`,
};

export const phaseNotes: Record<PhaseKind, MessageDescriptor> = {
  submission: msg`Units hand their initiatives in.`,
  screening: msg`Each entry is checked; some come back for changes.`,
  review: msg`Jurors score without seeing one another’s sheets.`,
  council: msg`The council meets and votes.`,
  award: msg`Decisions are released and certificates issued.`,
};

export const stateNames: Record<CampaignState, MessageDescriptor> = {
  draft: msg`Draft`,
  published: msg`Published`,
  closed: msg`Closed`,
};

export const stateTones: Record<CampaignState, Tone> = { draft: 'neutral', published: 'ok', closed: 'info' };

export const fieldKinds: Record<FieldKind, MessageDescriptor> = {
  short_text: msg`Short text`,
  long_text: msg`Long text`,
  number: msg`Number`,
  single_choice: msg`One choice`,
  multiple_choice: msg`Several choices`,
  date: msg`Date`,
  file: msg`Files`,
};

export const fileKinds: Record<FileKind, MessageDescriptor> = {
  image: msg`Pictures`,
  video: msg`Film`,
  audio: msg`Audio`,
  document: msg`Documents`,
};

export const templates: Record<CampaignTemplate, { name: MessageDescriptor; note: MessageDescriptor }> = {
  initiative_award: {
    name: msg`Initiative award`,
    note: msg`Novelty, applicability, effect and evidence; five sections of questions.`,
  },
  replication_award: {
    name: msg`Replication award`,
    note: msg`For models that at least two other units already use.`,
  },
  media_contest: {
    name: msg`Media contest`,
    note: msg`Clips, podcasts and infographics.`,
  },
};

/** The parts of the setup, each on a page of its own. */
export type SetupPart = 'details' | 'phases' | 'categories' | 'form' | 'rubrics' | 'council';

/** What the server says is missing → where it is mended, and the words for it. */
export const missing: Record<string, { part: SetupPart; words: MessageDescriptor }> = {
  phase_missing_submission: { part: 'phases', words: msg`Say when entries open and close` },
  phase_missing_screening: { part: 'phases', words: msg`Say when screening takes place` },
  phase_missing_review: { part: 'phases', words: msg`Say when the jury reviews` },
  phase_missing_council: { part: 'phases', words: msg`Say when the council meets` },
  submission_in_the_past: { part: 'phases', words: msg`The closing date for entries has passed` },
  phases_out_of_order: { part: 'phases', words: msg`The stages do not follow one another` },
  form_empty: { part: 'form', words: msg`The entry form asks nothing yet` },
  form_section_empty: { part: 'form', words: msg`A section of the form has no questions` },
  category_missing: { part: 'categories', words: msg`Add at least one award category` },
  category_without_rubric: { part: 'categories', words: msg`Choose a rubric for every category` },
  rubric_not_whole: { part: 'rubrics', words: msg`A rubric does not add up to 100 points` },
  council_rule_not_valid: { part: 'council', words: msg`A voting rule is not valid on these dates` },
  council_rule_missing: { part: 'council', words: msg`Choose a voting rule for every category` },
};
