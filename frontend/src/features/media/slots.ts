import type { Slots } from '../../lib/slots';
import { MediaThumbnail } from './gallery/MediaThumbnail';
import { MediaField, MediaGallery } from './lent';

/** What this feature lends to others. */
export const mediaSlots: Slots = { MediaField, MediaGallery, MediaThumbnail };
