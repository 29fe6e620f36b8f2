import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import { showApp } from '../../app/testing';
import { type PublicationFile, type PublicationRead, publicationFilesQuery, publicationQuery, relatedQuery } from './queries';

const SLUG = 'so-hoa-abcde';
const PUBLICATION: PublicationRead = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  slug: SLUG,
  state: 'published',
  title: { vi: 'Số hoá sổ trực', fr: null, en: null },
  summary: '',
  unit_id: '0190a1b2-0000-7000-8000-000000000002',
  unit: { vi: 'Khoa Công nghệ thông tin', fr: null, en: null },
  category_key: 'chuyen-doi-so',
  category: { vi: 'Chuyển đổi số', fr: null, en: null },
  award: null,
  campaign: { vi: 'Đợt xét 2026', fr: null, en: null },
  year: 2026,
  cover: null,
  story: { sections: [], authors: [], media: [] },
  has_share_card: false,
  published_at: '2026-11-20T00:00:00Z',
  open_actions: [],
};
const WAITING: PublicationFile = {
  media_id: '0190a1b2-0000-7000-8000-000000000003',
  kind: 'image',
  alt_text: '',
  caption: 'Tủ hoá chất',
  is_shown: false,
  waits: true,
  pictures: [],
  version: 1,
};

function cacheFor(publication: PublicationRead, files: PublicationFile[]) {
  const cache = makeQueryClient();
  cache.setQueryData(publicationQuery(SLUG).queryKey, publication);
  cache.setQueryData(relatedQuery(SLUG).queryKey, { same_category: [], same_unit: [] });
  cache.setQueryData(publicationFilesQuery(publication.id).queryKey, files);
  return cache;
}

test('a photo that waits is told first, and saved only with words', async () => {
  showApp(`/showcase/${SLUG}`, { cache: cacheFor({ ...PUBLICATION, open_actions: ['describe'] }, [WAITING]) });

  expect(await screen.findByText('Còn 1 ảnh đang chờ lời mô tả')).toBeVisible();
  const form = screen.getByRole('form', { name: /^1\. / });
  const save = within(form).getByRole('button', { name: 'Lưu lời mô tả' });
  expect(save).toBeDisabled();
  const words = within(form).getByRole('textbox', { name: /Trong ảnh có gì/ });
  expect(words).toBeRequired();
  await userEvent.type(words, 'Một cánh tủ có dán mã QR');
  expect(save).toBeEnabled();
});

test('visitors see nothing of it', async () => {
  showApp(`/showcase/${SLUG}`, { cache: cacheFor(PUBLICATION, [WAITING]) });

  expect(await screen.findByRole('heading', { name: 'Số hoá sổ trực' })).toBeVisible();
  expect(screen.queryByText('Còn 1 ảnh đang chờ lời mô tả')).not.toBeInTheDocument();
});
