import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../api/client';
import type { ApiProblem } from '../../api/problem';

export type Person = Schemas['AccountRead'];
export type RoleChange = Schemas['RoleChange'];
export type NewPerson = Schemas['AccountCreate'];

/** People whose name or address holds `words`; at most fifty. */
export const peopleQuery = (words: string) =>
  queryOptions({
    queryKey: ['people', words],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/accounts', { params: { query: { q: words } }, signal })),
  });

/** Where roles may reach: units. */
export const scopeUnitsQuery = queryOptions({
  queryKey: ['units', 'scopes'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/units', { signal })),
  staleTime: 60_000,
});

/** Where roles may reach: campaigns. */
export const scopeCampaignsQuery = queryOptions({
  queryKey: ['campaigns', 'scopes'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/campaigns', { params: { query: {} }, signal }))).items,
  staleTime: 60_000,
});

const refresh = (cache: QueryClient) => cache.invalidateQueries({ queryKey: ['people'] });

export const createPerson = (cache: QueryClient) =>
  mutationOptions<Person, ApiProblem, NewPerson>({
    mutationFn: (body) => unwrap(api.POST('/api/v1/accounts', { body })),
    onSuccess: () => refresh(cache),
  });

export const grantRole = (cache: QueryClient) =>
  mutationOptions<void, ApiProblem, { id: string; role: RoleChange }>({
    mutationFn: ({ id, role }) =>
      done(api.POST('/api/v1/accounts/{account_id}/roles', { params: { path: { account_id: id } }, body: role })),
    onSuccess: () => refresh(cache),
  });

export const takeRoleAway = (cache: QueryClient) =>
  mutationOptions<void, ApiProblem, { id: string; role: RoleChange }>({
    mutationFn: ({ id, role }) =>
      done(api.POST('/api/v1/accounts/{account_id}/roles/removal', { params: { path: { account_id: id } }, body: role })),
    onSuccess: () => refresh(cache),
  });

export const endSessions = mutationOptions<void, ApiProblem, string>({
  mutationFn: (id) => done(api.DELETE('/api/v1/accounts/{account_id}/sessions', { params: { path: { account_id: id } } })),
});
