import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../api/client';

export type AwardCandidate = Schemas['AwardCandidateRead'];
export type Decision = Schemas['DecisionRead'];
export type Certificate = Schemas['CertificateRead'];

const KEY = 'decisions';

/** Counted agenda items that wait for a decision. */
export const candidatesQuery = queryOptions({
  queryKey: [KEY, 'candidates'],
  queryFn: () => unwrap(api.GET('/api/v1/decisions/candidates')),
});

/** Proposed and released decisions, newest first. */
export const decisionsQuery = queryOptions({ queryKey: [KEY, 'all'], queryFn: () => unwrap(api.GET('/api/v1/decisions')) });

/** What anybody may know of a certificate. */
export const certificateQuery = (code: string) =>
  queryOptions({
    queryKey: ['certificates', code],
    queryFn: () => unwrap(api.GET('/api/v1/certificates/{code}', { params: { path: { code } } })),
  });

const changed = (cache: QueryClient) => () => cache.invalidateQueries({ queryKey: [KEY] });

/** Turns counted items into proposals. */
export const proposeDecisions = (cache: QueryClient) =>
  mutationOptions({
    mutationFn: (itemIds: string[]) => unwrap(api.POST('/api/v1/decisions', { body: { item_ids: itemIds } })),
    onSettled: changed(cache),
  });

/** Takes a proposal back. */
export const dropDecision = (cache: QueryClient) =>
  mutationOptions({
    mutationFn: (id: string) => done(api.DELETE('/api/v1/decisions/{decision_id}', { params: { path: { decision_id: id } } })),
    onSettled: changed(cache),
  });

/** Publishes proposals, all or none. */
export const releaseDecisions = (cache: QueryClient) =>
  mutationOptions({
    mutationFn: (ids: string[]) => unwrap(api.POST('/api/v1/decisions/release', { body: { decision_ids: ids } })),
    onSettled: changed(cache),
  });

/** Revokes a certificate for ever. */
export const revokeCertificate = (cache: QueryClient) =>
  mutationOptions({
    mutationFn: ({ code, reason }: { code: string; reason: string }) =>
      unwrap(api.POST('/api/v1/certificates/{code}/revocation', { params: { path: { code } }, body: { reason } })),
    onSettled: changed(cache),
  });

/** Returns the address of the PDF; it opens for a minute at a time. */
export function documentHref(code: string): string {
  return `/api/v1/certificates/${encodeURIComponent(code)}/document`;
}
