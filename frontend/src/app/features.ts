import type { MessageDescriptor } from '@lingui/core';
import { coreProblems } from '../api/coreProblems';
import { accountsProblems } from '../features/accounts/problems';
import { accountsSlots } from '../features/accounts/slots';
import { auditProblems } from '../features/audit/problems';
import { auditSlots } from '../features/audit/slots';
import { awardsProblems } from '../features/awards/problems';
import { awardsSlots } from '../features/awards/slots';
import { campaignsProblems } from '../features/campaigns/problems';
import { campaignsSlots } from '../features/campaigns/slots';
import { galleryProblems } from '../features/gallery/problems';
import { gallerySlots } from '../features/gallery/slots';
import { initiativesProblems } from '../features/initiatives/problems';
import { initiativesSlots } from '../features/initiatives/slots';
import { mediaProblems } from '../features/media/problems';
import { mediaSlots } from '../features/media/slots';
import { reviewProblems } from '../features/review/problems';
import { reviewSlots } from '../features/review/slots';
import { unitsProblems } from '../features/units/problems';
import { unitsSlots } from '../features/units/slots';
import { votingProblems } from '../features/voting/problems';
import { votingSlots } from '../features/voting/slots';
import type { Slots } from '../lib/slots';

/** A sentence for every code that the API may give. */
export const problemSentences: Record<string, MessageDescriptor> = {
  ...coreProblems,
  ...accountsProblems,
  ...unitsProblems,
  ...auditProblems,
  ...mediaProblems,
  ...campaignsProblems,
  ...initiativesProblems,
  ...reviewProblems,
  ...votingProblems,
  ...awardsProblems,
  ...galleryProblems,
};

/** What the features lend to one another. */
export const slots: Slots = {
  ...accountsSlots,
  ...unitsSlots,
  ...auditSlots,
  ...mediaSlots,
  ...campaignsSlots,
  ...initiativesSlots,
  ...reviewSlots,
  ...votingSlots,
  ...awardsSlots,
  ...gallerySlots,
};
