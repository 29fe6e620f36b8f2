import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const unitsProblems: Record<string, MessageDescriptor> = {
  unit_not_found: msg`We could not find this unit.`,
  unit_code_taken: msg`Another unit already has this code.`,
};
