import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const accountsProblems: Record<string, MessageDescriptor> = {
  wrong_credentials: msg`The e-mail address or the password is not right. Please check both and try again.`,
  too_many_attempts: msg`There have been too many tries. Please wait a quarter of an hour, then try again.`,
  account_not_found: msg`We could not find this person.`,
  account_email_taken: msg`Somebody already uses this e-mail address.`,
  password_weak: msg`This password is too easy to guess. Please choose a longer one with less common words.`,
  roles_collide: msg`One person may not hold these two roles at the same time.`,
  role_scope_wrong: msg`This role cannot be given for this scope.`,
  role_scope_unknown: msg`There is no such unit or campaign.`,
  role_not_yours_to_give: msg`You do not have the right to give this role.`,
  second_person_required: msg`You asked for this yourself. Another person has to confirm it.`,
  request_wrong_state: msg`This request has already been answered. Reload the page to see how.`,
  request_lapsed: msg`Nobody confirmed this request in time. Please make it again.`,
  role_needs_request: msg`This role takes two persons: ask for it with a reason, and an auditor confirms it.`,
  role_given_directly: msg`This role needs no second person; it can be given directly.`,
  role_already_held: msg`This person already has this role.`,
  role_request_pending: msg`This role for this person already waits for an auditor.`,
  role_request_not_found: msg`We could not find this request.`,
};
