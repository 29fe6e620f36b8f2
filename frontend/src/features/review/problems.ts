import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const reviewProblems: Record<string, MessageDescriptor> = {
  assignment_not_found: msg`This entry is not in your queue. It may have been taken back.`,
  assignment_wrong_state: msg`This sheet is already sealed or was taken back, so it stays as it is.`,
  assignment_conflict: msg`This juror has a conflict of interest with the entry and cannot judge it.`,
  assignment_exists: msg`This juror already judges the entry.`,
  assignment_not_on_panel: msg`This juror does not sit on the panel of the category.`,
  assignment_load_reached: msg({ message: 'The agreed load of {max_load} is reached for this juror. Raise it on the panel first.' }),
  assignment_entry_not_in_review: msg`This entry is not in review.`,
  assignment_rubric_missing: msg`The category has no rubric yet, so nobody can score its entries.`,
  assignment_proposal_stale: msg`Entries, panel or conflicts have changed since this proposal. Nothing was assigned; please ask for a new one.`,
  panel_member_not_found: msg`This place on the panel is gone.`,
  panel_member_not_a_juror: msg`This person does not have the juror role in this call.`,
  panel_member_exists: msg`This juror already sits there.`,
  review_category_not_found: msg`This category is not one of the call.`,
  jury_study_not_for_jurors: msg`Who judges in this call does not see how its jurors compare.`,
  feedback_not_released: msg`The feedback has not been released yet.`,
  feedback_review_running: msg({
    message: 'Sheets still open: {open}. Release the feedback once they are sealed or the phase has closed.',
  }),
  feedback_already_released: msg`The feedback was released before.`,
  sheet_incomplete: msg`The sheet is not complete yet. What is missing is marked.`,
  sheet_invalid: msg`Some points do not fit the rubric. They are marked.`,
  field_unknown: msg`The rubric does not have this criterion.`,
};
