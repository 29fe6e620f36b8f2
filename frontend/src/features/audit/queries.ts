import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import type { ApiProblem } from '../../api/problem';

export type AuditEntry = Schemas['AuditEntryRead'];
export type AuditVerdict = Schemas['AuditVerdict'];

/** The log, newest first, about one thing if `about` is given. */
export const auditQuery = (about: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['audit', about ?? null],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/v1/audit', { params: { query: { before: pageParam, about: about ?? null } }, signal })),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_before ?? undefined,
  });

function firstPage(): number | null {
  return null;
}

/** Recomputes the whole chain on the server. */
export const verifyAudit = mutationOptions<AuditVerdict, ApiProblem>({
  mutationFn: () => unwrap(api.POST('/api/v1/audit/verification')),
});

/** Names by account id, for the entries; who may not list people sees ids instead. */
export const namesQuery = queryOptions({
  queryKey: ['people', ''],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/accounts', { params: { query: { q: '' } }, signal })),
  select: (accounts) => new Map(accounts.map((account) => [account.id, account.full_name])),
  retry: false,
});
