import type { Slots } from '../../lib/slots';
import { Lookalikes, MediaField, MediaGallery, MediaStage, MediaThumbnail, RedactionChecklist } from './lent';

/** What this feature lends to others. */
export const mediaSlots: Slots = { Lookalikes, MediaField, MediaGallery, MediaStage, MediaThumbnail, RedactionChecklist };
