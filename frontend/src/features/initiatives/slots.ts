import type { Slots } from '../../lib/slots';
import { InitiativeContent } from './InitiativeContent';

/** What this feature lends to others. */
export const initiativesSlots: Slots = { InitiativeContent };
