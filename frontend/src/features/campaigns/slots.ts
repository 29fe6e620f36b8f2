import type { Slots } from '../../lib/slots';
import { RubricView } from './RubricTable';

/** What this feature lends to others. */
export const campaignsSlots: Slots = { RubricView };
