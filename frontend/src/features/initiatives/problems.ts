import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const initiativesProblems: Record<string, MessageDescriptor> = {
  initiative_not_found: msg`We could not find this initiative.`,
  revision_not_found: msg`We could not find this revision.`,
  initiative_wrong_state: msg`The initiative has moved on, so this can no longer be done. Reload the page to see where it is.`,
  initiative_not_yours: msg`You can read this initiative, but this act is for others.`,
  initiative_incomplete: msg`Something is still missing before it can be handed in.`,
  initiative_category_unknown: msg`Please choose a category of this call.`,
  draft_invalid: msg`Some of this does not fit the form, so it was not saved. It is kept on this device.`,
  share_not_yours: msg`You are not listed as an author of this initiative.`,
  share_changed: msg`Your share has changed meanwhile. Please look at it again.`,
  return_date_past: msg`Please choose a date within the year ahead.`,
  redaction_open: msg`Something that gives the authors away may still be in the entry. Please go through the list “Hide from the jury” first.`,
  redaction_mask_shared: msg`Another entry with the same file has been prepared for its jury under this mask, so it stays.`,
  redaction_closed: msg`The review has begun, or the entry is decided: what is hidden stays hidden.`,
  redaction_not_needed: msg`The jury of this call may know whose an entry is, so nothing is hidden from it.`,
  redaction_hit_not_found: msg`This was not found in the last search. Reload the page.`,
  redaction_reason_missing: msg`Please say why the jury may read this.`,
  screening_decision_invalid: msg`Please give a reason that goes with this decision.`,
  reason_not_for_outcome: msg`This reason does not go with this decision.`,
  author_without_account: msg`Nobody here has this address. Leave it empty to list them by name.`,
  author_listed_twice: msg`This person is listed twice.`,
  shares_not_whole: msg`The shares do not add up to 100 %.`,
  share_is_zero: msg`Every author needs a share above 0 %.`,
  oath_required: msg`Please confirm that what you hand in is true.`,
  attachment_not_arrived: msg`A file is still being uploaded.`,
  attachment_refused: msg`A file could not be used. Please remove it or choose another.`,
  attachment_kind_not_taken: msg`This question does not take this kind of file.`,
  attachment_listed_twice: msg`A file can only be used once.`,
  attachment_two_covers: msg`Only one file can be the cover.`,
};
