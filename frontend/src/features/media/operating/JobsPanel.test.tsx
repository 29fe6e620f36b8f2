import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../../api/queryClient';
import { JobsPanel } from './JobsPanel';
import type { FailedJob } from './operatingQueries';

const MAIL: FailedJob = {
  id: 41,
  name: 'notifications.send_mail',
  about: 'mail',
  about_id: '0190a1b2-0000-7000-8000-000000000001',
  attempts: 9,
  failed_at: '2026-11-20T00:00:00Z',
  error: 'aiosmtplib.errors.SMTPConnectError',
};
const SWEEP: FailedJob = {
  ...MAIL,
  id: 40,
  name: 'media.sweep.periodic',
  about: null,
  about_id: null,
  error: 'exemplar.core.storage.StorageUnavailable',
};
const UNKNOWN: FailedJob = { ...SWEEP, id: 39, name: 'old.work', error: null };

/** Shows the panel over a server that holds these jobs; returns what was asked of it. */
function showPanel(jobs: FailedJob[]) {
  let held = jobs;
  const asked: [string, number[]][] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json({ items: held, next_cursor: null });
    const { job_ids: ids }: { job_ids: number[] } = await request.json();
    asked.push([new URL(request.url).pathname.split('/').at(-1) ?? '', ids]);
    held = held.filter(({ id }) => !ids.includes(id));
    return Response.json({ count: ids.length });
  });
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={makeQueryClient()}>
        <JobsPanel />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

test('a job is told by its work, what it is about and the kind of its error', async () => {
  showPanel([MAIL, SWEEP, UNKNOWN]);

  const rows = (await screen.findAllByRole('row')).slice(1);
  expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
    'Gửi một thưSố 41 · Thư 0190a1b2-0000-7000-8000-000000000001',
    'Đối chiếu kho tệp với cơ sở dữ liệuSố 40',
    'old.workSố 39',
  ]);
  expect(screen.getByText('aiosmtplib.errors.SMTPConnectError')).toBeInTheDocument();
  expect(screen.getByText('Kho tệp không trả lời.')).toBeInTheDocument();
  expect(screen.getByText(/^Không được ghi lại/)).toBeInTheDocument();
});

test('all are tried again, or only those that were chosen', async () => {
  const asked = showPanel([MAIL, SWEEP, UNKNOWN]);

  await userEvent.click(await screen.findByRole('checkbox', { name: 'Chọn: old.work, 39' }));
  await userEvent.click(screen.getByRole('button', { name: 'Thử lại 1 việc đã chọn' }));
  expect(await screen.findByText('1 việc đã được xếp hàng lại.')).toBeInTheDocument();
  await userEvent.click(await screen.findByRole('button', { name: 'Thử lại mọi việc đang hiển thị' }));

  expect(await screen.findByText('Không có việc nào phải bỏ dở')).toBeInTheDocument();
  expect(asked).toEqual([
    ['retry', [39]],
    ['retry', [41, 40]],
  ]);
});

test('a job is dropped only after a question', async () => {
  const asked = showPanel([MAIL]);

  await userEvent.click(await screen.findByRole('button', { name: 'Bỏ hẳn: Gửi một thư, 41' }));
  await userEvent.click(screen.getByRole('button', { name: 'Giữ trong danh sách' }));
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Bỏ hẳn: Gửi một thư, 41' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Bỏ hẳn' }));

  expect(await screen.findByText('Đã bỏ hẳn 1 việc.')).toBeInTheDocument();
  expect(asked).toEqual([['drop', [41]]]);
});
