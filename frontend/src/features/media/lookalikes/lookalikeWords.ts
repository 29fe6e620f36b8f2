import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Schemas } from '../../../api/client';

export const likenessNames: Record<Schemas['Likeness'], MessageDescriptor> = {
  same_bytes: msg`The same file`,
  looks: msg`Looks the same`,
  sounds: msg`Sounds the same`,
  reads: msg`Reads the same`,
};

/** Where an entry stands, in the screener's words. */
export const entryStates: Record<Schemas['InitiativeState'], MessageDescriptor> = {
  draft: msg({ message: 'Draft', context: 'state of an entry' }),
  submitted: msg({ message: 'Handed in', context: 'state of an entry' }),
  returned: msg({ message: 'Returned', context: 'state of an entry' }),
  accepted: msg({ message: 'Eligible', context: 'state of an entry' }),
  refused: msg({ message: 'Not eligible', context: 'state of an entry' }),
  withdrawn: msg({ message: 'Withdrawn', context: 'state of an entry' }),
  recognised: msg({ message: 'Recognised', context: 'state of an entry' }),
  not_recognised: msg({ message: 'Not recognised', context: 'state of an entry' }),
};
