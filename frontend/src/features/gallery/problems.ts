import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const galleryProblems: Record<string, MessageDescriptor> = {
  publication_not_found: msg`This initiative is not in the showcase, or it has been taken down.`,
  publication_wrong_state: msg`Somebody else has changed this meanwhile. Please load the page again.`,
  publication_description_missing: msg`Please say in a few words what can be seen in the picture.`,
  publication_award_revoked: msg`The certificate of this initiative was revoked, so it cannot be shown again.`,
};
