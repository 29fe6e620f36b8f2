import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../api/client';

export type Session = Schemas['CouncilSessionRead'];
export type SessionListed = Schemas['CouncilSessionListed'];
export type Item = Schemas['AgendaItemRead'];
export type Seat = Schemas['SeatRead'];
export type Tally = Schemas['TallyRead'];
export type Choice = Schemas['Choice'];
export type Presence = Schemas['Presence'];
export type Office = Schemas['Office'];
export type Rule = Schemas['CouncilRuleRead'];
export type RuleDefinition = Schemas['RuleDefinition'];
export type Council = Schemas['CouncilRead'];
export type Receipt = Schemas['VoteReceiptRead'];

const LIVE_MS = 2_000;
const WAITING_MS = 5_000;

/** The meetings the reader takes part in, the next one first. */
export const sessionsQuery = queryOptions({
  queryKey: ['council-sessions'],
  queryFn: () => unwrap(api.GET('/api/v1/council-sessions')),
  staleTime: 10_000,
});

/** One meeting, asked for again every two seconds while people are in the room, every five while they gather. */
export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['council-sessions', sessionId],
    queryFn: () => unwrap(api.GET('/api/v1/council-sessions/{session_id}', { params: { path: { session_id: sessionId } } })),
    refetchInterval: ({ state }) => {
      if (state.data?.state === 'ended' || state.data?.state === 'draft') return false;
      return state.data?.state === 'in_session' ? LIVE_MS : WAITING_MS;
    },
    staleTime: 0,
  });

/** What could be put on the agenda. */
export const candidatesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['council-sessions', sessionId, 'candidates'],
    queryFn: () => unwrap(api.GET('/api/v1/council-sessions/{session_id}/candidates', { params: { path: { session_id: sessionId } } })),
    staleTime: 0,
  });

/** The library of rules. */
export const rulesQuery = queryOptions({
  queryKey: ['council-rules'],
  queryFn: () => unwrap(api.GET('/api/v1/council-rules')),
});

/** One rule. */
export const ruleQuery = (ruleId: string) =>
  queryOptions({
    queryKey: ['council-rules', ruleId],
    queryFn: () => unwrap(api.GET('/api/v1/council-rules/{rule_id}', { params: { path: { rule_id: ruleId } } })),
    enabled: ruleId !== 'new',
  });

/** What a rule would do to a council; the server counts. */
export const simulationQuery = (body: Schemas['SimulationAsk']) =>
  queryOptions({
    queryKey: ['council-rules', 'simulation', body],
    queryFn: () => unwrap(api.POST('/api/v1/council-rules/simulation', { body })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** The categories of a campaign with their rules. */
export const categoryRulesQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['category-rules', campaignId],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}/category-rules', { params: { path: { campaign_id: campaignId } } })),
  });

/** The councils of a campaign. */
export const councilsQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['councils', campaignId],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}/councils', { params: { path: { campaign_id: campaignId } } })),
  });

/** People whose name or address holds `words`. */
export const findPeopleQuery = (words: string) =>
  queryOptions({
    queryKey: ['people', words],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/accounts', { params: { query: { q: words } }, signal })),
    enabled: words.length > 1,
  });

const inSession = (sessionId: string) => ({ path: { session_id: sessionId } });
const onItem = (itemId: string) => ({ path: { item_id: itemId } });

/** Everything that can be done in and around a meeting, one call each. */
export const acts = {
  change: (sessionId: string, body: Schemas['CouncilSessionUpdate']) =>
    done(api.PATCH('/api/v1/council-sessions/{session_id}', { params: inSession(sessionId), body })),
  add: (sessionId: string, initiativeIds: string[]) =>
    done(
      api.POST('/api/v1/council-sessions/{session_id}/items', { params: inSession(sessionId), body: { initiative_ids: initiativeIds } }),
    ),
  drop: (sessionId: string, itemId: string) =>
    done(
      api.DELETE('/api/v1/council-sessions/{session_id}/items/{item_id}', { params: { path: { session_id: sessionId, item_id: itemId } } }),
    ),
  order: (sessionId: string, version: number, itemIds: string[]) =>
    done(api.PUT('/api/v1/council-sessions/{session_id}/agenda', { params: inSession(sessionId), body: { version, item_ids: itemIds } })),
  convene: (sessionId: string) => done(api.POST('/api/v1/council-sessions/{session_id}/convocation', { params: inSession(sessionId) })),
  checkIn: (sessionId: string) => done(api.POST('/api/v1/council-sessions/{session_id}/check-in', { params: inSession(sessionId) })),
  start: (sessionId: string) => done(api.POST('/api/v1/council-sessions/{session_id}/start', { params: inSession(sessionId) })),
  end: (sessionId: string) => done(api.POST('/api/v1/council-sessions/{session_id}/end', { params: inSession(sessionId) })),
  attend: (sessionId: string, accountId: string, presence: Presence) =>
    done(
      api.PUT('/api/v1/council-sessions/{session_id}/attendance/{account_id}', {
        params: { path: { session_id: sessionId, account_id: accountId } },
        body: { presence },
      }),
    ),
  recuse: (itemId: string, accountId: string, body: Schemas['RecusalRecord']) =>
    done(
      api.PUT('/api/v1/agenda-items/{item_id}/recusals/{account_id}', {
        params: { path: { item_id: itemId, account_id: accountId } },
        body,
      }),
    ),
  open: (itemId: string) => done(api.POST('/api/v1/agenda-items/{item_id}/opening', { params: onItem(itemId) })),
  cast: (itemId: string, choice: Choice) =>
    done(api.POST('/api/v1/agenda-items/{item_id}/vote', { params: onItem(itemId), body: { choice } })),
  close: (itemId: string) => done(api.POST('/api/v1/agenda-items/{item_id}/closing', { params: onItem(itemId) })),
  tally: (itemId: string) => done(api.POST('/api/v1/agenda-items/{item_id}/tally', { params: onItem(itemId) })),
  void: (itemId: string, reason: string) =>
    done(api.POST('/api/v1/agenda-items/{item_id}/voiding', { params: onItem(itemId), body: { reason } })),
};

/** Does one of `acts`; what is known of meetings is fetched again afterwards, after a refusal too. */
export function useAct() {
  const cache = useQueryClient();
  return useMutation<void, unknown, () => Promise<void>>({
    mutationFn: (act) => act(),
    onSettled: () => cache.invalidateQueries({ queryKey: ['council-sessions'] }),
  });
}

/** Prepares a meeting. */
export const prepareSession = (councilId: string, body: Schemas['CouncilSessionFields']) =>
  unwrap(api.POST('/api/v1/councils/{council_id}/sessions', { params: { path: { council_id: councilId } }, body }));

/** Changes of a campaign's council set-up. */
export const setup = {
  assign: (campaignId: string, categoryId: string, ruleId: string) =>
    done(
      api.PUT('/api/v1/campaigns/{campaign_id}/category-rules/{category_id}', {
        params: { path: { campaign_id: campaignId, category_id: categoryId } },
        body: { rule_id: ruleId },
      }),
    ),
  create: (campaignId: string, name: Schemas['CouncilCreate']['name']) =>
    done(api.POST('/api/v1/campaigns/{campaign_id}/councils', { params: { path: { campaign_id: campaignId } }, body: { name } })),
  appoint: (councilId: string, accountId: string, office: Office, votes: boolean) =>
    done(
      api.PUT('/api/v1/councils/{council_id}/members/{account_id}', {
        params: { path: { council_id: councilId, account_id: accountId } },
        body: { office, votes },
      }),
    ),
  dismiss: (councilId: string, accountId: string) =>
    done(
      api.DELETE('/api/v1/councils/{council_id}/members/{account_id}', {
        params: { path: { council_id: councilId, account_id: accountId } },
      }),
    ),
};

/** Does one of `setup`; the campaign's councils, rules and readiness are fetched again. */
export function useSetup(campaignId: string) {
  const cache = useQueryClient();
  return useMutation<void, unknown, () => Promise<void>>({
    mutationFn: (act) => act(),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['councils', campaignId] }),
        cache.invalidateQueries({ queryKey: ['category-rules', campaignId] }),
        cache.invalidateQueries({ queryKey: ['campaign', campaignId] }),
      ]),
  });
}

/** Writes rules. */
export const writeRule = {
  create: (body: Schemas['CouncilRuleCreate']) => unwrap(api.POST('/api/v1/council-rules', { body })),
  update: (ruleId: string, body: Schemas['CouncilRuleUpdate']) =>
    unwrap(api.PUT('/api/v1/council-rules/{rule_id}', { params: { path: { rule_id: ruleId } }, body })),
  newVersion: (ruleId: string) => unwrap(api.POST('/api/v1/council-rules/{rule_id}/versions', { params: { path: { rule_id: ruleId } } })),
};
