import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../../api/queryClient';
import { edited, type PlainCue, plain } from './cues';
import { readDeviceCopy, writeDeviceCopy } from './device';
import type { Known, TrackName } from './server';
import { useTrack } from './useTrack';

const NAME: TrackName = { mediaId: 'film-1', kind: 'captions', language: 'vi' };
const cue = (text: string, start_ms = 0): PlainCue => ({ start_ms, end_ms: start_ms + 1_000, text });

/** What the server has; a save upon another version is refused. */
let server: Known;
let isDown: boolean;
let sent: Known[];

function problem(status: number, code: string): Response {
  return Response.json({ code, facts: {} }, { status, headers: { 'content-type': 'application/problem+json' } });
}

beforeEach(() => {
  localStorage.clear();
  [server, isDown, sent] = [{ version: 1, cues: [cue('một')] }, false, []];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (isDown) return problem(503, 'database_unavailable');
    if (request.method === 'GET') return Response.json(server);
    const body: Known = await request.json();
    sent.push(body);
    if (body.version !== server.version) return problem(409, 'stale_version');
    server = { version: server.version + 1, cues: body.cues };
    return Response.json(server);
  });
});

afterEach(() => vi.unstubAllGlobals());

function open(known: Known = server) {
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={makeQueryClient()}>{children}</QueryClientProvider>
  );
  return renderHook(() => useTrack(NAME, known, 60_000), { wrapper }).result;
}

/** Writes and waits for the save. */
async function write(track: ReturnType<typeof open>, ...cues: PlainCue[]) {
  act(() => track.current.change(edited(cues)));
  await act(() => track.current.flush());
}

test('what is written is kept on the device until the server has it', async () => {
  const track = open();
  act(() => track.current.change(edited([cue('hai')])));
  expect(readDeviceCopy(NAME)).toEqual({ version: 1, cues: [cue('hai')] });
  await act(() => track.current.flush());
  expect([server.version, server.cues, track.current.state.kind]).toEqual([2, [cue('hai')], 'saved']);
  expect(readDeviceCopy(NAME)).toBeNull();
});

test('while the server is away nothing is lost, and the next opening sends it', async () => {
  const track = open();
  isDown = true;
  await write(track, cue('hai'));
  expect(track.current.state.kind).toBe('kept');
  isDown = false;
  const again = open();
  expect(plain(again.current.cues)).toEqual([cue('hai')]);
  await waitFor(() => expect(server.cues).toEqual([cue('hai')]));
});

test('what a colleague saved meanwhile is shown beside, and nothing is sent until one is chosen', async () => {
  const track = open();
  server = { version: 2, cues: [cue('của họ')] };
  await write(track, cue('của tôi'));
  expect(track.current.theirs?.cues).toEqual([cue('của họ')]);
  await write(track, cue('của tôi'), cue('thêm', 5_000));
  expect([sent.length, server.cues]).toEqual([1, [cue('của họ')]]);
  act(() => track.current.keepMine());
  await waitFor(() => expect(server).toEqual({ version: 3, cues: [cue('của tôi'), cue('thêm', 5_000)] }));
  expect(track.current.theirs).toBeNull();
});

test('a colleague’s captions can be taken instead', async () => {
  const track = open();
  server = { version: 2, cues: [cue('của họ')] };
  await write(track, cue('của tôi'));
  act(() => track.current.theirs && track.current.adopt(track.current.theirs));
  expect(plain(track.current.cues)).toEqual([cue('của họ')]);
  expect([readDeviceCopy(NAME), track.current.version()]).toEqual([null, 2]);
});

test('the same words from two sides are no quarrel', async () => {
  const track = open();
  server = { version: 2, cues: [cue('hai')] };
  await write(track, cue('hai'));
  expect([track.current.theirs, track.current.version()]).toEqual([null, 2]);
});

test('a copy on the device of an older version stands beside what the server has', () => {
  writeDeviceCopy(NAME, { version: 1, cues: [cue('cũ')] });
  server = { version: 4, cues: [cue('mới')] };
  const track = open();
  expect([plain(track.current.cues), track.current.theirs?.version]).toEqual([[cue('cũ')], 4]);
});

test('cues that the server refuses are named by their place', async () => {
  const track = open();
  vi.stubGlobal('fetch', async () =>
    Response.json(
      { code: 'media_track_invalid', errors: [{ path: ['cues', '1', 'end_ms'], code: 'cue_after_end', facts: {} }] },
      { status: 422, headers: { 'content-type': 'application/problem+json' } },
    ),
  );
  await write(track, cue('một'), cue('hai', 2_000));
  expect(track.current.state).toMatchObject({ kind: 'refused', cues: new Set([1]) });
});
