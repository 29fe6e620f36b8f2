import type { Slots } from '../../lib/slots';
import { MediaField, MediaGallery, MediaStage, MediaThumbnail } from './lent';

/** What this feature lends to others. */
export const mediaSlots: Slots = { MediaField, MediaGallery, MediaStage, MediaThumbnail };
