import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const awardsProblems: Record<string, MessageDescriptor> = {
  decision_not_found: msg`We could not find this decision.`,
  certificate_not_found: msg`We know of no certificate with this code.`,
  award_wrong_state: msg`Somebody else has dealt with this meanwhile. Please load the page again.`,
  award_item_not_tallied: msg`The council has not finished counting this one.`,
  award_already_decided: msg({ message: 'A decision about {code} has already been proposed.' }),
  award_second_person_required: msg({ message: 'You proposed {codes} yourself. Somebody else has to release it.' }),
  certificate_document_pending: msg`The certificate is being made. Please try again in a minute.`,
  certificate_revoked: msg`This certificate was revoked, so its document is no longer handed out.`,
};
