import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { ProblemSentencesProvider } from '../../api/problems';
import { makeQueryClient } from '../../api/queryClient';
import { sessionQuery } from '../../api/session';
import { MediaField } from './field/MediaField';
import { mediaProblems } from './problems';
import type { MediaRead } from './queries';

const ACCOUNT = {
  id: 'lan',
  email: 'lan@example.org',
  full_name: 'Nguyễn Thị Lan',
  language: 'vi' as const,
  roles: [],
  unit_ids: ['unit-1'],
  open_actions: [],
};

const FILE_LIMITS = { image: 1e6, video: 1e6, audio: 1e6, document: 1e6 };

function mediaOf(id: string, change: Partial<MediaRead> = {}): MediaRead {
  const unknown = { width: null, height: null, duration_ms: null, page_count: null, average_colour: null, waveform: null, refusal: null };
  const work = {
    poster_at_ms: null,
    blurhash: null,
    focal_point: { x: 500, y: 500 },
    progress: { step: null, percent: 0, has_failed: false },
    is_lost: false,
  };
  const dates = { received_at: null, ready_at: null, version: 1, purpose: null, content_type: null, derivatives: [], open_actions: [] };
  return {
    id,
    unit_id: 'unit-1',
    state: 'ready',
    kind: 'audio',
    file_name: `${id}.m4a`,
    size_bytes: 2_000_000,
    ...unknown,
    ...work,
    ...dates,
    ...change,
  };
}

function Form({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const [value, setValue] = useState(ids);
  const change = (next: string[]) => {
    onChange(next);
    setValue(next);
  };
  return <MediaField name="sounds" label="Âm thanh" accept={['audio']} maxFiles={3} value={value} onChange={change} />;
}

/** Shows a field whose files the server knows. */
function showField(files: MediaRead[], onChange = vi.fn()) {
  vi.stubGlobal('fetch', async () => Response.json(files));
  const cache = makeQueryClient();
  cache.setQueryData(sessionQuery.queryKey, { account: ACCOUNT, csrf_token: null });
  const router = createRouter({
    routeTree: createRootRoute({ component: () => <Form ids={files.map(({ id }) => id)} onChange={onChange} /> }),
    history: createMemoryHistory(),
  });
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={cache}>
        <ProblemSentencesProvider value={mediaProblems}>
          <RouterProvider router={router} />
        </ProblemSentencesProvider>
      </QueryClientProvider>
    </I18nProvider>,
  );
  return onChange;
}

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('files can be put in another order and taken out', async () => {
  const onChange = showField([mediaOf('a'), mediaOf('b', { duration_ms: 75_000 })]);
  expect(await screen.findByText('Sẵn sàng, dài 1:15')).toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: 'Chuyển b.m4a lên' }));
  expect(onChange).toHaveBeenLastCalledWith(['b', 'a']);

  await userEvent.click(screen.getByRole('button', { name: 'Xóa a.m4a' }));
  expect(onChange).toHaveBeenLastCalledWith(['b']);
});

test('a file of another kind is turned away in words, and nothing is sent', async () => {
  const onChange = showField([]);
  const user = userEvent.setup({ applyAccept: false });

  await user.upload(await screen.findByLabelText('Âm thanh'), new File(['x'], 'phim.mp4', { type: 'video/mp4' }));

  expect(screen.getByText('Mục này không nhận loại tệp này.')).toBeInTheDocument();
  expect(onChange).not.toHaveBeenCalled();
});

test('a file that the server does not take leaves the answer, and the reason stays until it is read', async () => {
  const refusal = { code: 'media_too_large', facts: { found_bytes: 3e9, limit_bytes: 2e9 } };
  const onChange = showField([mediaOf('a', { state: 'refused', kind: null, refusal })]);

  expect(await screen.findByText('Tệp này nặng 3 GB; loại tệp này chỉ nhận tối đa 2 GB.')).toBeInTheDocument();
  await waitFor(() => expect(onChange).toHaveBeenLastCalledWith([]));

  await userEvent.click(screen.getByRole('button', { name: 'Đã hiểu: a.m4a' }));
  expect(screen.queryByText('a.m4a')).not.toBeInTheDocument();
});

test('an upload that was broken off asks for its file once more', async () => {
  const entry = { accountId: 'lan', unitId: 'unit-1', path: '/', field: 'sounds', mediaId: 'a', fileName: 'a.m4a' };
  localStorage.setItem('uploads', JSON.stringify([{ ...entry, sizeBytes: 100, safeBytes: 62, notedAt: Date.now() }]));
  vi.stubGlobal('fetch', async () => Response.json([]));
  showField([]);
  vi.stubGlobal('fetch', async () => Response.json([mediaOf('a', { state: 'uploading', kind: null })]));

  expect(await screen.findByText('Xin chọn lại tệp này để gửi tiếp từ 62%.')).toBeInTheDocument();
});

test('a file for which the unit has no room is refused in words before anything is sent', async () => {
  const asked: string[] = [];
  const room = { campaign_id: null, kind: null, limit_bytes: 2_000, used_bytes: 1_500, free_bytes: 500 };
  showField([]);
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return Response.json(request.url.includes('/media/room') ? { rooms: [room], max_file_bytes: FILE_LIMITS } : []);
  });
  expect(await screen.findByText('Đơn vị của bạn còn 500 byte trong tổng số 2 kB')).toBeInTheDocument();

  await userEvent.upload(await screen.findByLabelText('Âm thanh'), new File([new Uint8Array(501)], 'ghi-am.m4a', { type: 'audio/mp4' }));

  expect(screen.getByText(/^Đơn vị đã dùng 1,5 kB trên 2 kB/)).toBeInTheDocument();
  expect(new Set(asked)).toEqual(new Set(['GET /api/v1/media/room']));
});

test('how large one file may be is as the server is configured, and is told before anything is sent', async () => {
  const asked: string[] = [];
  const room = { campaign_id: null, kind: null, limit_bytes: 9e6, used_bytes: 0, free_bytes: 9e6 };
  showField([]);
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return Response.json(request.url.includes('/media/room') ? { rooms: [room], max_file_bytes: { ...FILE_LIMITS, audio: 600 } } : []);
  });
  expect(await screen.findByText('Đơn vị của bạn còn 9 MB trong tổng số 9 MB')).toBeInTheDocument();

  await userEvent.upload(await screen.findByLabelText('Âm thanh'), new File([new Uint8Array(601)], 'ghi-am.m4a', { type: 'audio/mp4' }));

  expect(screen.getByText('Tệp này quá lớn; loại tệp này chỉ nhận tối đa 600 byte.')).toBeInTheDocument();
  expect(new Set(asked)).toEqual(new Set(['GET /api/v1/media/room']));
});
