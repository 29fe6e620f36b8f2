import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { IconName } from '../../ui/Icon';
import type { MediaKind } from './search';

/** What each kind of media is called on cards and in filters. */
export const KIND_NAMES: Record<MediaKind, MessageDescriptor> = {
  image: msg`Photos`,
  video: msg`Film`,
  audio: msg`Audio`,
  document: msg`Document`,
};

export const KIND_ICONS: Record<MediaKind, IconName> = { image: 'image', video: 'video', audio: 'audio', document: 'document' };

const TELLING: readonly MediaKind[] = ['video', 'audio', 'document', 'image'];

/** Returns the kind that says most about an initiative: almost all have photos. */
export function mostTelling(kinds: readonly MediaKind[]): MediaKind | undefined {
  return TELLING.find((kind) => kinds.includes(kind));
}
