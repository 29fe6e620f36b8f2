import type { Slots } from '../../lib/slots';

/** What this feature lends to others. */
export const accountsSlots: Slots = {};
