import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import type { Session as SignIn } from '../../api/session';
import { showApp } from '../../app/testing';
import { type Session, sessionQuery } from './queries';
import { makeItem, makeSession } from './samples';

const MEMBER: SignIn = {
  csrf_token: 'token',
  account: { id: 'me', email: 'lan@example.org', full_name: 'Lan', language: 'vi', roles: [], unit_ids: [], open_actions: ['vote.cast'] },
};
const OPEN = makeItem({ state: 'open', open_actions: ['vote'], own_part: { may_vote: true, barred: null, vote: null } });

afterEach(() => vi.unstubAllGlobals());

function answerWith(session: () => Session) {
  const sent: { url: string; body: string }[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json(session());
    sent.push({ url: request.url, body: await request.text() });
    return Response.json({ item_id: 'item', choice: 'agree', cast_at: '2026-12-21T02:10:00Z', receipt: 'ABCDEFGHIJKLMNOPQRST' });
  });
  return sent;
}

function show(session: Session) {
  const cache = makeQueryClient();
  cache.setQueryData(sessionQuery('meeting').queryKey, session);
  return showApp('/council/meeting/vote', { session: MEMBER, cache });
}

test('a vote takes two taps, nothing is chosen before, and the page says that it is open', async () => {
  const sent = answerWith(() => makeSession({ items: [OPEN] }));
  show(makeSession({ items: [OPEN] }));

  const choices = await screen.findAllByRole('button', { name: /đồng ý|ý kiến/i });
  expect(choices.map((button) => button.textContent)).toEqual(['Đồng ý', 'Không đồng ý', 'Không có ý kiến']);
  expect(new Set(choices.map((button) => button.className)).size).toBe(1);
  expect(screen.getByText(/Đây là biểu quyết công khai/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Đồng ý' }));
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Biểu quyết', hidden: true }));

  expect(sent.map(({ body }) => body)).toEqual(['{"choice":"agree"}']);
});

test('what opens takes the focus of whoever waits', async () => {
  answerWith(() => makeSession({ items: [makeItem()] }));
  const { cache } = show(makeSession({ items: [makeItem()] }));
  await screen.findByText('Đang chờ chủ tịch mở cuộc biểu quyết tiếp theo.');

  act(() => {
    cache.setQueryData(sessionQuery('meeting').queryKey, makeSession({ items: [OPEN] }));
  });

  expect(await screen.findByRole('heading', { name: /Vé điện tử liên thông/ })).toHaveFocus();
});

test('who is recused is told, and gets no buttons', async () => {
  const barred = makeItem({ state: 'open', own_part: { may_vote: false, barred: 'recused', vote: null } });
  answerWith(() => makeSession({ items: [barred] }));
  show(makeSession({ items: [barred] }));

  expect(await screen.findByText(/Bạn hồi tị ở nội dung này/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Đồng ý' })).toBeNull();
});

test('a title that looks like a tag is shown as it was written', async () => {
  const counted = makeItem({ state: 'tallied', closed_at: '2026-12-21T02:30:00Z', title: '<0>Vé</0> <script>' });
  answerWith(() => makeSession({ items: [counted] }));
  show(makeSession({ items: [counted] }));

  expect(await screen.findAllByRole('heading', { name: 'Kết quả: <0>Vé</0> <script>' })).not.toHaveLength(0);
});
