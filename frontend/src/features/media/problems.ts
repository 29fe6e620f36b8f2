import type { MessageDescriptor } from '@lingui/core';

/** Sentences for the refusals of this feature's part of the API. */
export const mediaProblems: Record<string, MessageDescriptor> = {};
