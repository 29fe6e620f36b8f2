import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import type { Session } from '../../api/session';
import { showApp } from '../../app/testing';
import { type Campaign, campaignQuery, type DeadlineChange } from './queries';

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

const CALL: Campaign = {
  id: 'c1',
  code: 'C1',
  name: { vi: 'Mô hình hay' },
  summary: null,
  state: 'published',
  version: 1,
  movement: null,
  phases: [{ kind: 'submission', opens_at: '2026-10-05T01:00:00Z', closes_at: '2026-12-15T01:00:00Z', is_open: true }],
  open_actions: ['extend', 'close'],
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

const WAITING: DeadlineChange = {
  id: 'd1',
  phase: 'submission',
  closes_before: '2026-12-15T01:00:00Z',
  closes_at: '2026-12-20T01:00:00Z',
  reason: 'Đường truyền gián đoạn sau bão.',
  state: 'requested',
  requested_by: 'Phan Anh Dũng',
  requested_at: NOW,
  lapses_at: '2026-11-30T10:00:00Z',
  settled_by: null,
  settled_at: null,
  answer: '',
  is_own: false,
  open_actions: ['confirm', 'decline'],
};

afterEach(() => vi.unstubAllGlobals());

function show(campaign: Campaign, answer: Campaign = campaign) {
  const sent: { url: string; body: string }[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'GET') sent.push({ url: new URL(request.url).pathname, body: await request.text() });
    return Response.json(answer);
  });
  const cache = makeQueryClient();
  cache.setQueryData(campaignQuery(campaign.id).queryKey, campaign);
  showApp('/manage/c1/phases', { session: MANAGER, cache });
  return sent;
}

test('the second manager reads the reason and confirms the later date', async () => {
  const sent = show({ ...CALL, deadline_changes: [WAITING] }, CALL);

  expect(await screen.findByText('Đường truyền gián đoạn sau bão.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Đề nghị gia hạn/ })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Xác nhận gia hạn' }));

  expect(sent).toEqual([{ url: '/api/v1/campaigns/c1/deadline-changes/d1/confirmation', body: '' }]);
  expect(await screen.findByRole('button', { name: /Đề nghị gia hạn/ })).toBeInTheDocument();
});

test('whoever asked can only take the request back', async () => {
  show({ ...CALL, deadline_changes: [{ ...WAITING, is_own: true, open_actions: ['decline'] }] });

  expect(await screen.findByRole('button', { name: 'Rút đề nghị' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Xác nhận gia hạn' })).not.toBeInTheDocument();
});

test('a later date is not asked for without a later moment and a reason', async () => {
  const sent = show(CALL);

  await userEvent.click(await screen.findByRole('button', { name: /Đề nghị gia hạn/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Gửi đề nghị gia hạn' }));

  expect(screen.getByRole('link', { name: 'Vui lòng nêu lý do, ít nhất mười ký tự' })).toBeInTheDocument();
  expect(sent).toEqual([]);
});
