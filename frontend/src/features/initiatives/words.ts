import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Schemas } from '../../api/client';
import type { Tone } from '../../ui/Badge';
import type { InitiativeState } from './queries';

/** Sections of the draft besides those of the form; a hyphen keeps them apart from keys of the form. */
export const BASICS = 'title-and-summary';
export const AUTHORS = 'authors-and-shares';

/** Where an initiative stands, in words. */
export const stateNames: Record<InitiativeState, MessageDescriptor> = {
  draft: msg`Draft`,
  submitted: msg`Handed in`,
  returned: msg`Returned for changes`,
  accepted: msg`Eligible, in review`,
  refused: msg`Not eligible`,
  withdrawn: msg`Withdrawn`,
  recognised: msg`Recognised`,
  not_recognised: msg`Not recognised`,
};

/** The colour that goes with it. */
export const stateTones: Record<InitiativeState, Tone> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'warn',
  accepted: 'info',
  refused: 'bad',
  withdrawn: 'neutral',
  recognised: 'gold',
  not_recognised: 'neutral',
};

/** Why an entry is returned or refused. */
export const reasonNames: Record<Schemas['ScreeningReason'], MessageDescriptor> = {
  incomplete: msg`Something is missing`,
  unclear: msg`Something is not clear`,
  evidence_missing: msg`Evidence is missing`,
  file_unusable: msg`A file cannot be used`,
  wrong_category: msg`It belongs to another category`,
  authors_unclear: msg`Authors or shares are not clear`,
  personal_data: msg`It holds other people’s personal data`,
  confidential: msg`It holds what must stay confidential`,
  not_applied: msg`It has not been applied or tried out`,
  not_new: msg`It is not new in the unit`,
  duplicate: msg`It has been handed in before`,
  not_eligible: msg`The conditions of the call are not met`,
  protected: msg`It is under somebody’s intellectual property`,
};

/** The stages of a call, for "what happens next". */
export const stageNames: Record<string, MessageDescriptor> = {
  submission: msg`Handing in`,
  screening: msg`Eligibility check`,
  review: msg`Jury`,
  council: msg`Council`,
  award: msg`Result`,
};
