import type { Slots } from '../../lib/slots';
import { UnitField } from './UnitField';

/** What this feature lends to others. */
export const unitsSlots: Slots = { UnitField };
