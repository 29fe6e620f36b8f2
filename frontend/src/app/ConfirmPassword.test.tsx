import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { api, done } from '../api/client';
import { showApp } from './testing';

afterEach(() => vi.unstubAllGlobals());

const refusal = (code: string) => () =>
  new Response(JSON.stringify({ code, facts: {} }), { status: 403, headers: { 'content-type': 'application/problem+json' } });
const accepted = () => new Response(null, { status: 204 });

/** Answers each call with the next entry for its address. */
function serve(answers: Record<string, (() => Response)[]>) {
  vi.stubGlobal('fetch', async (request: Request) => {
    const answer = answers[new URL(request.url).pathname]?.shift();
    if (!answer) throw new TypeError('no network');
    return answer();
  });
}

test('an act that needs the password again asks for it, minds a wrong one, and then goes on', async () => {
  serve({
    '/api/v1/me': [refusal('confirmation_required'), accepted],
    '/api/v1/session/confirmation': [refusal('wrong_credentials'), accepted],
  });
  showApp('/help');
  await screen.findByRole('heading', { level: 1 });

  const act = done(api.PATCH('/api/v1/me', { body: { language: 'fr' } }));
  await userEvent.type(await screen.findByLabelText('Mật khẩu'), 'wrong{Enter}');
  expect(await screen.findByText(/mật khẩu chưa đúng/)).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText('Mật khẩu'), 'right{Enter}');

  await act;
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('closing the question leaves the act undone', async () => {
  serve({ '/api/v1/me': [refusal('confirmation_required')] });
  showApp('/help');
  await screen.findByRole('heading', { level: 1 });

  const act = done(api.PATCH('/api/v1/me', { body: { language: 'fr' } })).catch((reason: unknown) => reason);
  await userEvent.click(await screen.findByRole('button', { name: 'Hủy' }));

  expect(await act).toMatchObject({ code: 'confirmation_required' });
});
