import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import type { ApiProblem } from '../../api/problem';

export type RoleRequest = Schemas['RoleRequestRead'];

/** Roles that no single person gives: a manager asks, an auditor confirms. */
export const TAKES_TWO: readonly Schemas['Role'][] = ['juror', 'member', 'secretary', 'chair', 'auditor'];

/** The requests that the reader may answer or could have made, newest first. */
export const roleRequestsQuery = queryOptions({
  queryKey: ['role-requests'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/role-requests', { signal })),
});

/** Every change answers with the whole list; people's roles may have changed with it. */
const kept = (cache: QueryClient) => (requests: RoleRequest[]) => {
  cache.setQueryData(roleRequestsQuery.queryKey, requests);
  return cache.invalidateQueries({ queryKey: ['people'] });
};

export const requestRole = (cache: QueryClient) =>
  mutationOptions<RoleRequest[], ApiProblem, Schemas['RoleRequestCreate']>({
    mutationFn: (body) => unwrap(api.POST('/api/v1/role-requests', { body })),
    onSuccess: kept(cache),
  });

export const confirmRole = (cache: QueryClient) =>
  mutationOptions<RoleRequest[], ApiProblem, string>({
    mutationFn: (id) => unwrap(api.POST('/api/v1/role-requests/{request_id}/confirmation', { params: { path: { request_id: id } } })),
    onSuccess: kept(cache),
  });

export const declineRole = (cache: QueryClient) =>
  mutationOptions<RoleRequest[], ApiProblem, { id: string; answer: string }>({
    mutationFn: ({ id, answer }) =>
      unwrap(api.POST('/api/v1/role-requests/{request_id}/refusal', { params: { path: { request_id: id } }, body: { answer } })),
    onSuccess: kept(cache),
  });
