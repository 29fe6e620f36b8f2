import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import type { Session } from '../../api/session';
import { showApp } from '../../app/testing';
import { initiativeQuery } from './queries';
import { anInitiative } from './testing';

const LAN: Session = {
  csrf_token: 'token',
  account: {
    id: '01900000-0000-7000-8000-000000000001',
    email: 'lan@example.test',
    full_name: 'Nguyễn Thị Lan',
    language: 'vi',
    roles: [],
    unit_ids: [],
    open_actions: ['draft.edit'],
  },
};

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  });

function showDraft(answer: (request: Request) => Response) {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request.clone());
    return answer(request);
  });
  const initiative = anInitiative();
  const cache = makeQueryClient();
  cache.setQueryData(initiativeQuery(initiative.id).queryKey, initiative);
  showApp(`/initiatives/${initiative.id}/edit/title-and-summary`, { session: LAN, cache });
  return requests;
}

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test('what is typed is kept on this device at once and reaches the server by itself', async () => {
  const requests = showDraft((request) =>
    json(request.method === 'PATCH' ? { version: 2, saved_at: '2026-11-20T03:42:00Z', others: [] } : anInitiative()),
  );

  await userEvent.type(await screen.findByLabelText('Tóm tắt'), 'Ngắn');

  expect(localStorage.getItem(`draft:${anInitiative().id}`)).toContain('Ngắn');
  expect(await screen.findByText('10:42', { exact: false }, { timeout: 3000 })).toBeInTheDocument();
  const patch = requests.find((request) => request.method === 'PATCH');
  expect(await patch?.json()).toEqual({ version: 1, summary: 'Ngắn', answers: {} });
  expect(localStorage.getItem(`draft:${anInitiative().id}`)).toBeNull();
});

test('a save refused because a colleague was faster shows both texts and replaces neither', async () => {
  const draft = { ...anInitiative({ title: 'Của đồng nghiệp', version: 2 }), key_versions: { title: 2 } };
  showDraft((request) =>
    request.method === 'PATCH' ? json({ code: 'stale_version', facts: { yours: 1, current: 2, parts: ['title'] } }, 409) : json(draft),
  );

  const title = await screen.findByLabelText('Tên sáng kiến');
  await userEvent.type(title, ' của tôi');

  expect(await screen.findByRole('button', { name: 'Giữ bản của tôi' }, { timeout: 3000 })).toBeInTheDocument();
  expect(screen.getByText('Của đồng nghiệp')).toBeInTheDocument();
  expect(title).toHaveValue('Vé giấy tái dùng của tôi');
  await userEvent.click(screen.getByRole('button', { name: 'Lấy bản của đồng nghiệp' }));
  expect(title).toHaveValue('Của đồng nghiệp');
});
