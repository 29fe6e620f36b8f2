import createClient from 'openapi-fetch';
import { ApiProblem, problemOf } from './problem';
import type { components, paths } from './schema.gen';

/** The types of everything that crosses the wire: `Schemas['SessionRead']`. */
export type Schemas = components['schemas'];

/** Asks for the password again; resolves to whether the server has accepted it. */
type Confirmer = () => Promise<boolean>;

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

let csrfToken: string | null = null;
let confirmer: Confirmer | null = null;
let confirming: Promise<boolean> | null = null;

/** Keeps the token that unsafe calls must carry; the session query sets it. */
export function keepCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Says who asks for the password when an act needs it once more; returns how to take that back. */
export function askConfirmationWith(ask: Confirmer): () => void {
  confirmer = ask;
  return () => {
    if (confirmer === ask) confirmer = null;
  };
}

async function isConfirmed(): Promise<boolean> {
  if (confirmer === null) return false;
  confirming ??= confirmer().finally(() => {
    confirming = null;
  });
  return confirming;
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = isJson ? await response.json().catch(() => null) : null;
  return problemOf(response.status, body);
}

async function send(request: Request): Promise<Response> {
  if (!SAFE.has(request.method) && csrfToken !== null) request.headers.set('x-csrf-token', csrfToken);
  try {
    return await globalThis.fetch(request);
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason;
    throw new ApiProblem(0, 'offline');
  }
}

/** Sends a call; a refusal is thrown as `ApiProblem`, and one that only wants the password again is repeated once. */
async function sendOrThrow(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (problem.code !== 'confirmation_required' || !(await isConfirmed())) throw problem;
  const second = await send(again);
  if (second.ok) return second;
  throw await readProblem(second);
}

/** The server, typed by its own description. Wrap calls: `unwrap(api.GET(…))`, or `done(api.DELETE(…))` where nothing comes back. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  credentials: 'same-origin',
  querySerializer: { array: { style: 'form', explode: true } },
  fetch: sendOrThrow,
});

/** Returns what the server answered; a refusal has already been thrown. */
export async function unwrap<Data>(call: Promise<{ data?: Data; response: Response }>): Promise<Data> {
  const { data, response } = await call;
  if (data === undefined) throw new ApiProblem(response.status, 'unexpected');
  return data;
}

/** Waits for a call whose answer is empty; a refusal has already been thrown. */
export async function done(call: Promise<{ response: Response }>): Promise<void> {
  await call;
}
