import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../../api/client';
import type { ApiProblem } from '../../../api/problem';

export type Condition = Schemas['ConditionRead'];
export type WaitingWork = Schemas['WaitingWorkRead'];
export type FailedMedia = Schemas['FailedMediaRead'];
export type FailedJob = Schemas['FailedJobRead'];
export type StorageUse = Schemas['StorageUseRead'];
export type SweepReport = Schemas['SweepReportRead'];
export type Quota = Schemas['QuotaRead'];
export type NewQuota = Schemas['QuotaCreate'];

const LOOK_AGAIN_MS = 15_000;
const LOOK_SOON_MS = 2_000;

export const conditionsQuery = queryOptions({
  queryKey: ['operations', 'health'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/operations/health', { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

export const workQuery = queryOptions({
  queryKey: ['operations', 'work'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/operations/work', { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

export const failedQuery = queryOptions({
  queryKey: ['operations', 'failed'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/media/failed', { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

/** Jobs of every kind that were given up, the latest first, page by page. */
export const failedJobsQuery = infiniteQueryOptions({
  queryKey: ['operations', 'jobs'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET('/api/v1/operations/failed-jobs', { params: { query: { cursor: pageParam || null } }, signal })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
  refetchInterval: LOOK_AGAIN_MS,
});

export const storageUseQuery = queryOptions({
  queryKey: ['operations', 'storage'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/operations/storage', { signal })),
});

/** Reports of sweeps, the latest first; looks again soon while one has not ended. */
export const sweepsQuery = queryOptions({
  queryKey: ['operations', 'sweeps'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/operations/sweeps', { signal })),
  refetchInterval: ({ state }) => (state.data?.some((report) => report.ended_at === null) ? LOOK_SOON_MS : false),
});

export const quotasQuery = queryOptions({
  queryKey: ['operations', 'quotas'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/media/quotas', { signal })),
});

/** Names of units, for limits that are about one. */
export const quotaUnitsQuery = queryOptions({
  queryKey: ['units', 'quotas'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/units', { signal })),
  staleTime: 60_000,
});

/** Calls, for limits that are about one. */
export const quotaCallsQuery = queryOptions({
  queryKey: ['campaigns', 'quotas'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/campaigns', { params: { query: {} }, signal }))).items,
  staleTime: 60_000,
});

const refresh = (cache: QueryClient, ...parts: string[]) =>
  Promise.all(parts.map((part) => cache.invalidateQueries({ queryKey: ['operations', part] })));

/** Has the files chosen worked on again; answers how many it was. */
export const retryFailed = (cache: QueryClient) =>
  mutationOptions<Schemas['Retried'], ApiProblem, string[]>({
    mutationFn: (ids) => unwrap(api.POST('/api/v1/media/failed/retry', { body: { media_ids: ids } })),
    onSuccess: () => refresh(cache, 'failed', 'work'),
  });

/** Has the same work done by new jobs; answers how many it was. */
export const retryJobs = (cache: QueryClient) =>
  mutationOptions<Schemas['JobsSettled'], ApiProblem, number[]>({
    mutationFn: (ids) => unwrap(api.POST('/api/v1/operations/failed-jobs/retry', { body: { job_ids: ids } })),
    onSuccess: () => refresh(cache, 'jobs', 'work'),
  });

/** Lets the work of these jobs be; answers how many it was. */
export const dropJobs = (cache: QueryClient) =>
  mutationOptions<Schemas['JobsSettled'], ApiProblem, number[]>({
    mutationFn: (ids) => unwrap(api.POST('/api/v1/operations/failed-jobs/drop', { body: { job_ids: ids } })),
    onSuccess: () => refresh(cache, 'jobs'),
  });

export const askForSweep = (cache: QueryClient) =>
  mutationOptions<SweepReport, ApiProblem, boolean>({
    mutationFn: (isDry) => unwrap(api.POST('/api/v1/operations/sweeps', { body: { is_dry: isDry } })),
    onSettled: () => refresh(cache, 'sweeps'),
  });

export const addQuota = (cache: QueryClient) =>
  mutationOptions<Quota, ApiProblem, NewQuota>({
    mutationFn: (body) => unwrap(api.POST('/api/v1/media/quotas', { body })),
    onSuccess: () => refresh(cache, 'quotas'),
  });

export const changeQuota = (cache: QueryClient) =>
  mutationOptions<Quota, ApiProblem, { quota: Quota; maxBytes: number }>({
    mutationFn: ({ quota, maxBytes }) =>
      unwrap(
        api.PATCH('/api/v1/media/quotas/{quota_id}', {
          params: { path: { quota_id: quota.id } },
          body: { version: quota.version, max_bytes: maxBytes },
        }),
      ),
    onSettled: () => refresh(cache, 'quotas'),
  });

export const removeQuota = (cache: QueryClient) =>
  mutationOptions<void, ApiProblem, Quota>({
    mutationFn: (quota) =>
      done(api.DELETE('/api/v1/media/quotas/{quota_id}', { params: { path: { quota_id: quota.id }, query: { version: quota.version } } })),
    onSettled: () => refresh(cache, 'quotas'),
  });
