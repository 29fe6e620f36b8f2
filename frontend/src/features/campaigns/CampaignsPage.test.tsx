import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import type { Session } from '../../api/session';
import { showApp } from '../../app/testing';
import { type Campaign, campaignQuery, campaignsQuery, readinessQuery } from './queries';

const MANAGER: Session = {
  csrf_token: 'token',
  account: {
    id: '1',
    email: 'manager@example.test',
    full_name: 'Trần Văn Minh',
    language: 'vi',
    roles: [{ role: 'manager', scope_kind: 'everywhere', scope_id: null }],
    unit_ids: [],
    open_actions: ['campaign.create', 'campaign.edit'],
  },
};

const NOW = '2026-11-23T10:00:00Z';

const DRAFT: Campaign = {
  id: 'c1',
  code: 'C1',
  name: { vi: 'Mô hình hay' },
  summary: null,
  state: 'draft',
  version: 1,
  movement: null,
  phases: [],
  open_actions: ['edit', 'publish'],
  now: NOW,
  blind_review: true,
  sheets_per_entry: 3,
  published_at: null,
  closed_at: null,
  form_version_id: 'f1',
  form_frozen_at: null,
  form: { sections: [] },
  categories: [],
  rubrics: [],
  deadline_changes: [],
};

function knowing(campaign: Campaign, missing: string[] = []) {
  const cache = makeQueryClient();
  cache.setQueryData(campaignsQuery(true).queryKey, { now: NOW, items: [campaign] });
  cache.setQueryData(campaignQuery(campaign.id).queryKey, campaign);
  // Given as if from the future, so that the screen is shown as arranged and not fetched again.
  cache.setQueryData(readinessQuery(campaign.id).queryKey, { missing }, { updatedAt: Date.now() + 60_000 });
  return cache;
}

test('a new call needs a name and a code before it is sent', async () => {
  showApp('/manage', { session: MANAGER, cache: knowing(DRAFT) });

  await userEvent.click(await screen.findByRole('button', { name: 'Đợt phát động mới' }));
  await userEvent.click(screen.getByRole('button', { name: 'Tạo bản nháp' }));

  expect(screen.getByRole('link', { name: 'Vui lòng đặt tên cho đợt phát động' })).toBeInTheDocument();
  expect(screen.getByRole('radio', { name: /Giải thưởng sáng kiến/ })).toBeChecked();
});

test('the setup says what is missing under the task that mends it', async () => {
  showApp('/manage/c1', { session: MANAGER, cache: knowing(DRAFT, ['form_empty', 'category_missing']) });

  expect(await screen.findByText('Mẫu hồ sơ chưa có câu hỏi')).toBeInTheDocument();
  expect(screen.getByText('Thêm ít nhất một hạng mục giải thưởng')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Công bố đợt phát động' })).not.toBeInTheDocument();
});

test('a published call shows its form read-only and says why', async () => {
  const published: Campaign = { ...DRAFT, state: 'published', open_actions: ['extend', 'close'] };
  showApp('/manage/c1/details', { session: MANAGER, cache: knowing(published) });

  expect(await screen.findByText(/Yêu cầu và cách chấm được giữ đúng/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Lưu' })).not.toBeInTheDocument();
});

test('a half-written form is not lost by leaving the page', async () => {
  showApp('/manage/c1/details', { session: MANAGER, cache: knowing(DRAFT) });

  const [name] = await screen.findAllByLabelText('Tiếng Việt');
  if (name) await userEvent.type(name, ' 2027');
  await userEvent.click(screen.getByRole('link', { name: /Mô hình hay/ }));

  expect(await screen.findByText('Rời trang mà không lưu?')).toBeInTheDocument();
});
