import { afterEach, expect, test, vi } from 'vitest';
import { api, askConfirmationWith, done, keepCsrfToken, unwrap } from './client';
import { ApiProblem } from './problem';

const VISITOR = { account: null, csrf_token: null };
const REFUSED = { type: 'urn:problem:confirmation_required', title: 'confirmation_required', code: 'confirmation_required', facts: {} };

/** Puts a server in the place of the network: it gives the answers in turn and keeps the requests. */
function serve(...answers: (() => Response)[]): Request[] {
  const seen: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    seen.push(request);
    const answer = answers[seen.length - 1];
    if (!answer) throw new TypeError('no network');
    return answer();
  });
  return seen;
}

const problem = (status: number, body: unknown) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });

afterEach(() => {
  vi.unstubAllGlobals();
  keepCsrfToken(null);
});

test('the token goes with unsafe calls only', async () => {
  const seen = serve(
    () => Response.json(VISITOR),
    () => Response.json(VISITOR),
  );
  keepCsrfToken('abc');

  await unwrap(api.GET('/api/v1/session'));
  await unwrap(api.DELETE('/api/v1/session'));

  expect(seen.map((request) => request.headers.get('x-csrf-token'))).toEqual([null, 'abc']);
});

test('a refusal is thrown with its code, facts and fields', async () => {
  serve(problem(422, { code: 'invalid', facts: { a: 1 }, errors: [{ path: ['email'], code: 'field_required', facts: {} }] }));

  const refusal = await unwrap(api.POST('/api/v1/session', { body: { email: '', password: '' } })).catch((reason: unknown) => reason);

  expect(refusal).toBeInstanceOf(ApiProblem);
  expect(refusal).toMatchObject({ status: 422, code: 'invalid', facts: { a: 1 }, errors: [{ path: ['email'], code: 'field_required' }] });
});

test('no network, and an answer that is no problem document, have codes of their own', async () => {
  serve(() => new Response('<h1>Bad gateway</h1>', { status: 502 }), problem(500, { code: 'unexpected', request_id: 'r1' }));

  await expect(unwrap(api.GET('/api/v1/session'))).rejects.toMatchObject({ status: 502, code: 'unexpected' });
  await expect(unwrap(api.GET('/api/v1/session'))).rejects.toMatchObject({ code: 'unexpected', requestId: 'r1' });
  await expect(unwrap(api.GET('/api/v1/session'))).rejects.toMatchObject({ status: 0, code: 'offline' });
});

test('an act that wants the password again is repeated once, with the same body', async () => {
  const seen = serve(problem(403, REFUSED), () => new Response(null, { status: 204 }));
  const withdraw = askConfirmationWith(async () => true);

  await done(api.PATCH('/api/v1/me', { body: { language: 'fr' } }));
  withdraw();

  expect(seen).toHaveLength(2);
  expect(await seen[1]?.json()).toEqual({ language: 'fr' });
});

test('when the password is not given, the refusal stands', async () => {
  const seen = serve(problem(403, REFUSED));
  const withdraw = askConfirmationWith(async () => false);

  await expect(done(api.PATCH('/api/v1/me', { body: { language: 'fr' } }))).rejects.toMatchObject({ code: 'confirmation_required' });
  withdraw();

  expect(seen).toHaveLength(1);
});
