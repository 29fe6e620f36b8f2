import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';

export type Initiative = Schemas['InitiativeRead'];
export type InitiativeListed = Schemas['InitiativeListed'];
export type InitiativeState = Schemas['InitiativeState'];
export type InitiativeAction = Schemas['InitiativeAction'];
export type Author = Schemas['AuthorRead'];
export type Attachment = Schemas['AttachmentRead'];
export type FormField = Schemas['FormField'];
export type FormSection = Schemas['FormSection'];
export type MissingPart = Schemas['MissingPart'];
export type Verdict = Schemas['VerdictWrite'];

const at = (initiativeId: string) => ({ path: { initiative_id: initiativeId } });

/** The cursor of a list's first page. */
const firstPage = (): string | null => null;

/** The entries of the person's units, newest first. */
export const ownInitiativesQuery = infiniteQueryOptions({
  queryKey: ['initiatives', 'own'],
  queryFn: ({ pageParam }) => unwrap(api.GET('/api/v1/initiatives', { params: { query: { cursor: pageParam } } })),
  initialPageParam: firstPage(),
  getNextPageParam: (page) => page.next_cursor,
});

/** One initiative as this reader sees it. */
export const initiativeQuery = (initiativeId: string) =>
  queryOptions({
    queryKey: ['initiatives', initiativeId],
    queryFn: () => unwrap(api.GET('/api/v1/initiatives/{initiative_id}', { params: at(initiativeId) })),
  });

/** The draft as the public would see it, and what is missing. */
export const previewQuery = (initiativeId: string) =>
  queryOptions({
    queryKey: ['initiatives', initiativeId, 'preview'],
    queryFn: () => unwrap(api.GET('/api/v1/initiatives/{initiative_id}/preview', { params: at(initiativeId) })),
    staleTime: 0,
  });

/** What changed from the revision before `number` to it. */
export const changesQuery = (initiativeId: string, number: number) =>
  queryOptions({
    queryKey: ['initiatives', initiativeId, 'changes', number],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/initiatives/{initiative_id}/revisions/{number}/changes', {
          params: { path: { initiative_id: initiativeId, number } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The calls that may take entries. */
export const callsQuery = queryOptions({
  queryKey: ['campaigns', { managed: false }],
  queryFn: () => unwrap(api.GET('/api/v1/campaigns')),
});

/** One call with its categories. */
export const callQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaign', campaignId],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}', { params: { path: { campaign_id: campaignId } } })),
    enabled: campaignId !== '',
  });

/** The names of all units. */
export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: () => unwrap(api.GET('/api/v1/units')) });

/** What waits for a screener, the longest wait first. */
export const screeningQuery = infiniteQueryOptions({
  queryKey: ['screening', 'queue'],
  queryFn: ({ pageParam }) => unwrap(api.GET('/api/v1/screening', { params: { query: { cursor: pageParam } } })),
  initialPageParam: firstPage(),
  getNextPageParam: (page) => page.next_cursor,
  staleTime: 0,
});

/** One entry on the screener's desk. */
export const screeningItemQuery = (initiativeId: string) =>
  queryOptions({
    queryKey: ['screening', initiativeId],
    queryFn: () => unwrap(api.GET('/api/v1/screening/{initiative_id}', { params: at(initiativeId) })),
  });

/** Every change of an initiative, one call each. */
export const send = {
  start: (body: Schemas['InitiativeStart']) => unwrap(api.POST('/api/v1/initiatives', { body })),
  save: (initiativeId: string, body: Schemas['DraftPatch']) =>
    unwrap(api.PATCH('/api/v1/initiatives/{initiative_id}', { params: at(initiativeId), body })),
  draft: (initiativeId: string) => unwrap(api.GET('/api/v1/initiatives/{initiative_id}/draft', { params: at(initiativeId) })),
  read: (initiativeId: string) => unwrap(api.GET('/api/v1/initiatives/{initiative_id}', { params: at(initiativeId) })),
  authors: (initiativeId: string, body: Schemas['AuthorsWrite']) =>
    unwrap(api.PUT('/api/v1/initiatives/{initiative_id}/authors', { params: at(initiativeId), body })),
  attachments: (initiativeId: string, body: Schemas['AttachmentsWrite']) =>
    unwrap(api.PUT('/api/v1/initiatives/{initiative_id}/attachments', { params: at(initiativeId), body })),
  confirmShare: (initiativeId: string, share: number) =>
    unwrap(
      api.POST('/api/v1/initiatives/{initiative_id}/share-confirmation', { params: at(initiativeId), body: { share_hundredths: share } }),
    ),
  submit: (initiativeId: string, version: number) =>
    unwrap(api.POST('/api/v1/initiatives/{initiative_id}/submission', { params: at(initiativeId), body: { version, oath: true } })),
  withdraw: (initiativeId: string, version: number) =>
    unwrap(api.POST('/api/v1/initiatives/{initiative_id}/withdrawal', { params: at(initiativeId), body: { version } })),
  discard: (initiativeId: string, version: number) =>
    done(api.DELETE('/api/v1/initiatives/{initiative_id}', { params: { ...at(initiativeId), query: { version } } })),
  decide: (initiativeId: string, body: Verdict) =>
    unwrap(api.POST('/api/v1/screening/{initiative_id}/decision', { params: at(initiativeId), body })),
};

/** Sends a change of one initiative; the answer replaces what was known of it. */
export function useInitiativeChange<Input = void>(change: (input: Input) => Promise<Initiative>) {
  const cache = useQueryClient();
  return useMutation<Initiative, unknown, Input>({
    mutationFn: change,
    onSuccess: (initiative) => {
      cache.setQueryData(initiativeQuery(initiative.id).queryKey, initiative);
      void cache.invalidateQueries({ queryKey: ownInitiativesQuery.queryKey });
      void cache.invalidateQueries({ queryKey: previewQuery(initiative.id).queryKey });
    },
  });
}

/** What a file is to an initiative, as it is written. */
export type AttachmentDraft = Schemas['AttachmentWrite'];

/** Returns the part of an attachment that people write. */
export function attachmentDraft(file: Attachment): Required<AttachmentDraft> {
  const { media_id, field_key, caption, alt_text, confidential, is_cover } = file;
  return { media_id, field_key, caption, alt_text, confidential, is_cover };
}

/**
 * Changes the list of files. When somebody else changed it in between, the change is made again on the list as it is now,
 * so that nothing of theirs is lost.
 */
export async function changeFiles(
  initiative: Initiative,
  change: (files: Required<AttachmentDraft>[]) => AttachmentDraft[],
): Promise<Initiative> {
  const put = (fresh: Initiative) =>
    send.attachments(fresh.id, { version: fresh.version, attachments: change(fresh.attachments.map(attachmentDraft)) });
  try {
    return await put(initiative);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'stale_version') throw problem;
    return put(await send.read(initiative.id));
  }
}
