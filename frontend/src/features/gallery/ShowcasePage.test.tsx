import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import { showApp } from '../../app/testing';
import { facetsQuery, type PublicationCard, showcaseQuery } from './queries';
import type { ShowcaseSearch } from './search';

const CARD: PublicationCard = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  slug: 'so-hoa-abcde',
  title: { vi: 'Số hoá sổ trực', fr: null, en: 'A digital duty book' },
  unit: { vi: 'Khoa Công nghệ thông tin', fr: null, en: null },
  category: { vi: 'Chuyển đổi số', fr: null, en: null },
  award: { vi: 'Giải Nhất', fr: null, en: 'First prize' },
  year: 2026,
  media_kinds: ['image', 'video'],
  cover: null,
  published_at: '2026-11-20T00:00:00Z',
  found_title: null,
  found_text: null,
};
const FACETS = {
  kinds: [
    { value: 'image', label: null, count: 2, depth: 0 },
    { value: 'video', label: null, count: 1, depth: 0 },
  ],
  categories: [],
  awards: [],
  units: [],
  years: [],
  campaigns: [],
  is_capped: false,
};

function cacheWith(search: ShowcaseSearch, items: PublicationCard[], total = items.length) {
  const cache = makeQueryClient();
  cache.setQueryData(showcaseQuery(search).queryKey, {
    pages: [{ items, next_cursor: null, total, is_capped: false }],
    pageParams: [''],
  });
  cache.setQueryData(facetsQuery(search).queryKey, FACETS);
  return cache;
}

test('a card is one link, with its award and what there is to see', async () => {
  showApp('/', { cache: cacheWith({}, [CARD]) });

  expect(await screen.findByRole('link', { name: 'Số hoá sổ trực' })).toHaveAttribute('href', '/showcase/so-hoa-abcde');
  expect(screen.getByText('Giải Nhất')).toBeInTheDocument();
  expect(screen.getByText('1 sáng kiến')).toHaveAttribute('role', 'status');
});

test('a filter goes into the address', async () => {
  const { router } = showApp('/', { cache: cacheWith({}, [CARD]) });

  const boxes = await screen.findAllByRole('checkbox', { name: /Phim/ });
  await userEvent.click(boxes[0] ?? document.body);

  expect(router.state.location.search).toEqual({ kind: 'video' });
});

test('where nothing matches there is a way out', async () => {
  const cache = cacheWith({ q: 'zzz' }, []);
  const { router } = showApp('/?q=zzz', { cache });

  await userEvent.click(await screen.findByRole('button', { name: 'Bỏ từ khóa và bộ lọc' }));

  expect(router.state.location.search).toEqual({});
});
