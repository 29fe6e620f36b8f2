import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';

export type Campaign = Schemas['CampaignRead'];
export type CampaignSummary = Schemas['CampaignSummary'];
export type Movement = Schemas['MovementRead'];
export type Phase = Schemas['PhaseRead'];
export type DeadlineChange = Schemas['DeadlineChangeRead'];

/** Often enough that "closes in 5 minutes" is true. */
const MINUTE_MS = 60_000;

/** The calls the reader may know of; with `managed`, those they run. */
export const campaignsQuery = (managed: boolean) =>
  queryOptions({
    queryKey: ['campaigns', { managed }],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns', { params: { query: { managed } } })),
    refetchInterval: MINUTE_MS,
  });

/** One call in full. */
export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaign', campaignId],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}', { params: { path: { campaign_id: campaignId } } })),
  });

/** What is missing before a draft can be published. */
export const readinessQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaign', campaignId, 'readiness'],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}/readiness', { params: { path: { campaign_id: campaignId } } })),
    staleTime: 0,
  });

/** The movements, newest first. */
export const movementsQuery = queryOptions({
  queryKey: ['movements'],
  queryFn: () => unwrap(api.GET('/api/v1/movements')),
});

/** One rubric by itself. */
export const rubricQuery = (rubricId: string) =>
  queryOptions({
    queryKey: ['rubric', rubricId],
    queryFn: () => unwrap(api.GET('/api/v1/rubrics/{rubric_id}', { params: { path: { rubric_id: rubricId } } })),
  });

/** Sends any change of a campaign; the answer replaces what was known of it. */
export function useCampaignChange() {
  const cache = useQueryClient();
  return useMutation<Campaign, unknown, () => Promise<Campaign>>({
    mutationFn: (send) => send(),
    onSuccess: (campaign) => {
      cache.setQueryData(campaignQuery(campaign.id).queryKey, campaign);
      void cache.invalidateQueries({ queryKey: ['campaigns'] });
      void cache.invalidateQueries({ queryKey: readinessQuery(campaign.id).queryKey });
    },
  });
}

/** Adds a movement. */
export const createMovement = (body: Schemas['MovementCreate']) => unwrap(api.POST('/api/v1/movements', { body }));

/** Opens a draft. */
export const createCampaign = (body: Schemas['CampaignCreate']) => unwrap(api.POST('/api/v1/campaigns', { body }));

const at = (campaignId: string) => ({ path: { campaign_id: campaignId } });

/** The changes of a campaign, one call each. */
export const changes = {
  details: (campaignId: string, body: Schemas['CampaignUpdate']) =>
    unwrap(api.PUT('/api/v1/campaigns/{campaign_id}', { params: at(campaignId), body })),
  phases: (campaignId: string, body: Schemas['PhasesUpdate']) =>
    unwrap(api.PUT('/api/v1/campaigns/{campaign_id}/phases', { params: at(campaignId), body })),
  requestDeadline: (campaignId: string, body: Schemas['DeadlineChangeRequest']) =>
    unwrap(api.POST('/api/v1/campaigns/{campaign_id}/deadline-changes', { params: at(campaignId), body })),
  confirmDeadline: (campaignId: string, changeId: string) =>
    unwrap(
      api.POST('/api/v1/campaigns/{campaign_id}/deadline-changes/{change_id}/confirmation', {
        params: { path: { campaign_id: campaignId, change_id: changeId } },
      }),
    ),
  declineDeadline: (campaignId: string, changeId: string, answer: string) =>
    unwrap(
      api.POST('/api/v1/campaigns/{campaign_id}/deadline-changes/{change_id}/refusal', {
        params: { path: { campaign_id: campaignId, change_id: changeId } },
        body: { answer },
      }),
    ),
  categories: (campaignId: string, body: Schemas['CategoriesUpdate']) =>
    unwrap(api.PUT('/api/v1/campaigns/{campaign_id}/categories', { params: at(campaignId), body })),
  form: (campaignId: string, body: Schemas['FormUpdate']) =>
    unwrap(api.PUT('/api/v1/campaigns/{campaign_id}/form', { params: at(campaignId), body })),
  addRubric: (campaignId: string, body: Schemas['RubricInput']) =>
    unwrap(api.POST('/api/v1/campaigns/{campaign_id}/rubrics', { params: at(campaignId), body })),
  rubric: (campaignId: string, rubricId: string, body: Schemas['RubricInput']) =>
    unwrap(
      api.PUT('/api/v1/campaigns/{campaign_id}/rubrics/{rubric_id}', {
        params: { path: { campaign_id: campaignId, rubric_id: rubricId } },
        body,
      }),
    ),
  removeRubric: (campaignId: string, rubricId: string, version: number) =>
    unwrap(
      api.DELETE('/api/v1/campaigns/{campaign_id}/rubrics/{rubric_id}', {
        params: { path: { campaign_id: campaignId, rubric_id: rubricId }, query: { version } },
      }),
    ),
  publish: (campaignId: string, version: number) =>
    unwrap(api.POST('/api/v1/campaigns/{campaign_id}/publication', { params: at(campaignId), body: { version } })),
  close: (campaignId: string, version: number) =>
    unwrap(api.POST('/api/v1/campaigns/{campaign_id}/closing', { params: at(campaignId), body: { version } })),
};
