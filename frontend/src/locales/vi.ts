import type { Messages } from '@lingui/core';
import { joined } from './joined';

/** Every catalog of this language, joined into one file so that a page fetches one and no other language. */
export const messages = joined(import.meta.glob<Messages>('./vi/*.po', { eager: true, import: 'messages' }));
