import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import type { Session } from '../../api/session';
import { showApp } from '../../app/testing';
import { assignmentQuery, type JuryAssignment, queueQuery } from './queries';

const name = { vi: 'Tiêu chí' };
const ID = '00000000-0000-7000-8000-000000000001';
const at = '2026-11-01T00:00:00Z';

const assignment: JuryAssignment = {
  assignment_id: ID,
  position: 1,
  state: 'open',
  campaign: { campaign_id: 'c', name, blind_review: true, opens_at: at, closes_at: at, is_open: true },
  category_name: name,
  content: {
    title: 'Sổ trực số',
    title_translations: null,
    summary: 'Ghi một lần.',
    answers: {},
    files: [],
    authors: null,
    unit_name: null,
  },
  form: { sections: [] },
  rubric: {
    pass_percent: 70,
    criteria: [
      { key: 'novelty', name: { vi: 'Tính mới' }, maximum: 30, comment_below: 10 },
      { key: 'effect', name: { vi: 'Hiệu quả' }, maximum: 70 },
    ],
  },
  sheet: { version: 1, points: {}, comments: {}, private_note: '', comment_to_unit: '', updated_at: at },
  sealed: null,
  open_actions: ['score', 'seal', 'recuse'],
};

const session: Session = {
  csrf_token: 't',
  account: { id: 'a', email: 'j@x.test', full_name: 'Giám Khảo', language: 'vi', unit_ids: [], roles: [], open_actions: ['sheet.enter'] },
};

const network = globalThis.fetch;
let answers: (() => Response)[] = [];
let sent: unknown[] = [];

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  });

beforeEach(() => {
  localStorage.clear();
  answers = [];
  sent = [];
  globalThis.fetch = async (input) => {
    const request = input instanceof Request ? input : new Request(input);
    if (request.method !== 'PATCH') return json(request.url.endsWith('/jury') ? { campaigns: [], items: [] } : assignment);
    sent.push(await request.json());
    return answers.shift()?.() ?? json({ version: sent.length + 1, saved_at: at });
  };
});

afterEach(() => {
  globalThis.fetch = network;
});

async function open() {
  const cache = makeQueryClient();
  cache.setQueryData(assignmentQuery(ID).queryKey, assignment);
  cache.setQueryData(queueQuery.queryKey, { campaigns: [], items: [] });
  showApp(`/jury/${ID}`, { session, cache });
  return within(await screen.findByRole('form', { name: 'Phiếu chấm điểm' }));
}

test('digits give points, Enter moves on, and the sheet saves itself', async () => {
  const sheet = await open();
  const user = userEvent.setup();

  await user.click(sheet.getByRole('textbox', { name: 'Tính mới' }));
  await user.keyboard('24{Enter}41,5');

  expect(sheet.getByRole('textbox', { name: 'Hiệu quả' })).toHaveFocus();
  expect(sheet.getByText('65,5')).toBeInTheDocument();
  await waitFor(() => expect(sent.at(-1)).toMatchObject({ points: { novelty: 2400, effect: 4150 } }), { timeout: 3000 });
  await waitFor(() => expect(localStorage.getItem(`sheet:${ID}`)).toBeNull());
});

test('what is typed right after the key for a comment goes into the comment', async () => {
  const sheet = await open();
  const points = sheet.getByRole('textbox', { name: 'Tính mới' });
  points.focus();

  fireEvent.keyDown(points, { key: 'n' });

  expect(document.activeElement).toBeInstanceOf(HTMLTextAreaElement);
});

test('a low score asks for a word before the sheet can be sealed', async () => {
  const sheet = await open();
  const user = userEvent.setup();

  await user.click(sheet.getByRole('textbox', { name: 'Tính mới' }));
  await user.keyboard('5');
  await user.click(sheet.getByRole('button', { name: 'Chốt phiếu này' }));

  const missing = within(sheet.getByRole('alert'));
  expect(missing.getAllByRole('link').map((link) => link.textContent)).toEqual(['Tính mới: vui lòng nêu lý do', 'Hiệu quả: chưa có điểm']);
});

test('a sheet that was changed elsewhere keeps what is typed here and asks', async () => {
  answers = [() => json({ code: 'stale_version', facts: { yours: 1, current: 4 } }, 409)];
  const sheet = await open();
  const user = userEvent.setup();

  await user.click(sheet.getByRole('textbox', { name: 'Hiệu quả' }));
  await user.keyboard('60');

  await sheet.findByText('Phiếu này đã được sửa ở cửa sổ khác', undefined, { timeout: 3000 });
  expect(sheet.getByRole('textbox', { name: 'Hiệu quả' })).toHaveValue('60');
  expect(localStorage.getItem(`sheet:${ID}`)).toContain('6000');
});
