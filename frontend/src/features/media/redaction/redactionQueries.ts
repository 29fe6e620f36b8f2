import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../../api/client';
import { ApiProblem } from '../../../api/problem';

export type Redaction = Schemas['RedactionRead'];
export type Hit = Schemas['RedactionHitRead'];
export type RedactedFile = Schemas['RedactedFileRead'];
export type Mask = Schemas['MaskRead'];
export type MaskWrite = Schemas['MaskWrite'];
export type Decision = Schemas['HitDecision'];

const LOOK_MS = 2_500;

const at = (initiativeId: string) => ({ initiative_id: initiativeId });

/** Tells whether the server is still searching, or preparing a file for the jury. */
export function isBusy(redaction: Redaction): boolean {
  return redaction.search === 'searching' || redaction.search === 'waiting' || redaction.files.some((file) => file.state === 'preparing');
}

const PAGES_OR_WORDS = ['document.pdf', 'captions.vtt'];

/** Tells whether the jury gets nothing of a file whatever is decided: a document without pages. */
export function isWithheld({ kind, is_ready, names }: RedactedFile): boolean {
  return kind === 'document' && is_ready && !PAGES_OR_WORDS.some((name) => names.includes(name));
}

async function readOrNothing(initiativeId: string): Promise<Redaction | null> {
  try {
    return await unwrap(api.GET('/api/v1/screening/{initiative_id}/redaction', { params: { path: at(initiativeId) } }));
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.code === 'redaction_not_needed') return null;
    throw problem;
  }
}

/** What gives the people of an entry away; `null` where its jury may know them. Looks again while the server is at work. */
export const redactionQuery = (initiativeId: string) =>
  queryOptions({
    queryKey: ['redaction', initiativeId],
    queryFn: () => readOrNothing(initiativeId),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? LOOK_MS : false),
  });

const send = {
  search: (initiativeId: string) =>
    unwrap(api.POST('/api/v1/screening/{initiative_id}/redaction/search', { params: { path: at(initiativeId) } })),
  decide: (initiativeId: string, hitId: string, body: Schemas['HitDecided']) => {
    const path = { ...at(initiativeId), hit_id: hitId };
    return unwrap(api.PUT('/api/v1/screening/{initiative_id}/redaction/hits/{hit_id}/decision', { params: { path }, body }));
  },
  reopen: (initiativeId: string, hitId: string) => {
    const path = { ...at(initiativeId), hit_id: hitId };
    return unwrap(api.DELETE('/api/v1/screening/{initiative_id}/redaction/hits/{hit_id}/decision', { params: { path } }));
  },
  mask: (initiativeId: string, body: MaskWrite) =>
    unwrap(api.POST('/api/v1/screening/{initiative_id}/redaction/masks', { params: { path: at(initiativeId) }, body })),
  unmask: (initiativeId: string, maskId: string) => {
    const path = { ...at(initiativeId), mask_id: maskId };
    return unwrap(api.DELETE('/api/v1/screening/{initiative_id}/redaction/masks/{mask_id}', { params: { path } }));
  },
};

/** The acts of the checklist; every answer is the whole list as it is then. */
export function useRedactionActs(initiativeId: string) {
  const cache = useQueryClient();
  const onSuccess = (fresh: Redaction) => cache.setQueryData(redactionQuery(initiativeId).queryKey, fresh);
  return {
    search: useMutation({ mutationFn: () => send.search(initiativeId), onSuccess }),
    decide: useMutation({
      mutationFn: ({ hitId, decision, reason = '' }: { hitId: string; decision: Decision; reason?: string }) =>
        send.decide(initiativeId, hitId, { decision, reason }),
      onSuccess,
    }),
    reopen: useMutation({ mutationFn: (hitId: string) => send.reopen(initiativeId, hitId), onSuccess }),
    mask: useMutation({ mutationFn: (mask: MaskWrite) => send.mask(initiativeId, mask), onSuccess }),
    unmask: useMutation({ mutationFn: (maskId: string) => send.unmask(initiativeId, maskId), onSuccess }),
  };
}

export type RedactionActs = ReturnType<typeof useRedactionActs>;
