import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { api, done, keepCsrfToken, type Schemas, unwrap } from './client';
import { ApiProblem } from './problem';

export type Session = Schemas['SessionRead'];
export type SessionAccount = Schemas['SessionAccount'];
export type Role = Schemas['RoleRead']['role'];

function kept(session: Session): Session {
  keepCsrfToken(session.csrf_token);
  return session;
}

/** Who is signed in. Everything that depends on the person starts here. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => kept(await unwrap(api.GET('/api/v1/session'))),
  staleTime: 5 * 60_000,
});

/** Returns the person signed in: `null` for a visitor, `undefined` until known. */
export function useAccount(): SessionAccount | null | undefined {
  return useQuery(sessionQuery).data?.account;
}

/** Tells whether the person holds one of the roles, anywhere. */
export function holds(account: SessionAccount | null | undefined, ...roles: Role[]): boolean {
  return account?.roles.some((grant) => roles.includes(grant.role)) ?? false;
}

/** Tells whether the server would let the person do `action` somewhere (a row of the policy table). */
export function mayDo(account: SessionAccount | null | undefined, action: string): boolean {
  return account?.open_actions.includes(action) ?? false;
}

/** Forgets all that belonged to the person before, and goes on as the new one. */
async function begin(cache: QueryClient, session: Session): Promise<void> {
  await cache.cancelQueries();
  // The session itself stays in the cache, because what is on screen listens to it.
  cache.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
  cache.setQueryData(sessionQuery.queryKey, kept(session));
}

/** Signs in; a refusal throws `wrong_credentials` or `too_many_attempts`. */
export async function signIn(cache: QueryClient, credentials: Schemas['SignIn']): Promise<Session> {
  const session = await unwrap(api.POST('/api/v1/session', { body: credentials }));
  await begin(cache, session);
  return session;
}

/** Signs out on this device, or on all of them. */
export async function signOut(cache: QueryClient, where: 'here' | 'everywhere'): Promise<void> {
  const call = where === 'here' ? api.DELETE('/api/v1/session') : api.DELETE('/api/v1/sessions');
  await begin(cache, await unwrap(call));
}

/** Gives the password once more; afterwards acts that need it go through for a while. */
export async function confirmPassword(password: string): Promise<void> {
  await done(api.POST('/api/v1/session/confirmation', { body: { password } }));
}

/** Guard for `beforeLoad`: a visitor is sent to sign in and comes back afterwards. */
export async function requireSignIn({
  context,
  location,
}: {
  context: { queryClient: QueryClient };
  location: { href: string };
}): Promise<void> {
  const session = await context.queryClient.ensureQueryData(sessionQuery).catch((reason: unknown) => {
    if (reason instanceof ApiProblem) return null;
    throw reason;
  });
  if (session !== null && session.account === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
}
