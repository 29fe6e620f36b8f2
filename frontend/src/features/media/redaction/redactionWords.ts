import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Schemas } from '../../../api/client';

/** What found words give away. */
export const termNames: Record<Schemas['TermKind'], MessageDescriptor> = {
  author: msg`Author`,
  unit: msg`Unit`,
  place: msg`Place`,
  code: msg({ message: 'Code', context: 'place in an entry' }),
  email: msg`E-mail address`,
  phone: msg`Telephone number`,
};

/** Where words stand. */
export const spotNames: Record<Schemas['HitSpot'], MessageDescriptor> = {
  page: msg`Page`,
  captions: msg`Captions`,
  chapters: msg`Chapters`,
  unread: msg`File that was not read to its end`,
  caption: msg`Caption of a file`,
  alt_text: msg`Description of a picture`,
  title: msg({ message: 'Title', context: 'place in an entry' }),
  summary: msg`Summary`,
  answer: msg`Answer`,
};
