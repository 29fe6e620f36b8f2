import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const campaignsProblems: Record<string, MessageDescriptor> = {
  campaign_not_found: msg`We could not find this call.`,
  movement_not_found: msg`We could not find this movement.`,
  rubric_not_found: msg`We could not find this rubric.`,
  campaign_phase_not_found: msg`This call has no such stage.`,
  campaign_wrong_state: msg`The call has moved on, so this can no longer be done. Reload the page to see where it is.`,
  campaign_frozen: msg`The call is published, so this stays as it is.`,
  campaign_not_ready: msg`Something is still missing before this call can be published.`,
  campaign_code_taken: msg`Another call already has this code.`,
  campaign_phase_closed: msg`This stage of the call is not open now.`,
  campaign_deadline_not_later: msg`The new date must be later than the one announced, and still ahead.`,
  rubric_in_use: msg`A category uses this rubric. Choose another one there first.`,
  campaign_categories_invalid: msg`Some categories need attention.`,
  field_unknown: msg`This is no longer part of the call.`,
  field_used_twice: msg`This code is used twice.`,
  field_not_an_option: msg`Please choose one of the answers offered.`,
  field_too_many_words: msg({ message: 'Please use at most {max_words} words.' }),
  field_too_many_files: msg({ message: 'Please add at most {max_files} files.' }),
  deadline_change_not_found: msg`We could not find this request for a later deadline.`,
  deadline_change_pending: msg`A later deadline for this stage already waits for a second person.`,
};
