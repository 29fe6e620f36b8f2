import type { Slots } from '../../lib/slots';
import { Feedback } from './Feedback';

/** What this feature lends to others. */
export const reviewSlots: Slots = { Feedback };
