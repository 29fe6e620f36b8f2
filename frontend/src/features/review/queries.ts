import { queryOptions } from '@tanstack/react-query';
import { api, done, type Schemas, unwrap } from '../../api/client';

export type JuryQueue = Schemas['JuryQueue'];
export type JuryQueueItem = Schemas['JuryQueueItem'];
export type JuryAssignment = Schemas['JuryAssignment'];
export type RubricDefinition = Schemas['RubricDefinition'];
export type Criterion = Schemas['Criterion'];
export type Matrix = Schemas['MatrixRead'];
export type Proposal = Schemas['ProposalRead'];
export type Review = Schemas['ReviewRead'];
export type RankedEntry = Schemas['RankedEntryRead'];
export type Study = Schemas['StudyRead'];

/** The juror's own queue. */
export const queueQuery = queryOptions({ queryKey: ['jury'], queryFn: () => unwrap(api.GET('/api/v1/jury')) });

/** One entry beside its sheet. It is never fetched again behind the juror's back. */
export const assignmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['jury', id],
    queryFn: () => unwrap(api.GET('/api/v1/jury/{assignment_id}', { params: { path: { assignment_id: id } } })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const conflictsQuery = queryOptions({ queryKey: ['conflicts'], queryFn: () => unwrap(api.GET('/api/v1/conflicts')) });

export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: () => unwrap(api.GET('/api/v1/units')) });

const at = (id: string) => ({ params: { path: { campaign_id: id } } });

export const reviewQuery = (id: string) =>
  queryOptions({ queryKey: ['reviews', id], queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}/review', at(id))) });

export const panelQuery = (id: string) =>
  queryOptions({ queryKey: ['panels', id], queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}/panel', at(id))) });

export const matrixQuery = (id: string) =>
  queryOptions({ queryKey: ['assignments', id], queryFn: () => unwrap(api.GET('/api/v1/campaigns/{campaign_id}/assignments', at(id))) });

export const rankingQuery = (id: string, category: string | null) =>
  queryOptions({
    queryKey: ['rankings', id, category],
    queryFn: () =>
      unwrap(api.GET('/api/v1/campaigns/{campaign_id}/ranking', { params: { path: { campaign_id: id }, query: { category } } })),
  });

/** What the sheets of a category say of its jury; `places` draws the line, or those that pass do. */
export const studyQuery = (id: string, category: string, places: number | null) =>
  queryOptions({
    queryKey: ['studies', id, category, places],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/campaigns/{campaign_id}/jury-study', {
          params: { path: { campaign_id: id }, query: { category, ...(places !== null && { places }) } },
        }),
      ),
    enabled: category !== '',
    placeholderData: (before: Study | undefined) => (before?.category_id === category ? before : undefined),
  });

const own = (id: string) => ({ params: { path: { assignment_id: id } } });

export const saveSheet = (id: string, body: Schemas['SheetUpdate']) =>
  unwrap(api.PATCH('/api/v1/jury/{assignment_id}', { ...own(id), body }));

export const sealSheet = (id: string, version: number) =>
  unwrap(api.POST('/api/v1/jury/{assignment_id}/seal', { ...own(id), body: { version } }));

export const recuse = (id: string, body: Schemas['Recusal']) =>
  done(api.POST('/api/v1/jury/{assignment_id}/recusal', { ...own(id), body }));

export const declareConflict = (body: Schemas['ConflictDeclare']) => unwrap(api.POST('/api/v1/conflicts', { body }));

export const addMember = (id: string, body: Schemas['PanelMemberCreate']) =>
  unwrap(api.POST('/api/v1/campaigns/{campaign_id}/panel', { ...at(id), body }));

export const changeMember = (memberId: string, maxLoad: number) =>
  unwrap(api.PATCH('/api/v1/panel-members/{member_id}', { params: { path: { member_id: memberId } }, body: { max_load: maxLoad } }));

export const removeMember = (memberId: string) =>
  unwrap(api.DELETE('/api/v1/panel-members/{member_id}', { params: { path: { member_id: memberId } } }));

export const assign = (id: string, body: Schemas['AssignmentCreate']) =>
  unwrap(api.POST('/api/v1/campaigns/{campaign_id}/assignments', { ...at(id), body }));

export const cancelAssignment = (id: string) => done(api.POST('/api/v1/assignments/{assignment_id}/cancellation', own(id)));

export const propose = (id: string) => unwrap(api.POST('/api/v1/campaigns/{campaign_id}/assignment-proposals', at(id)));

export const applyProposal = (id: string, { digest, additions }: Proposal) =>
  unwrap(api.POST('/api/v1/campaigns/{campaign_id}/assignment-proposals/application', { ...at(id), body: { digest, additions } }));

export const releaseFeedback = (id: string) => unwrap(api.POST('/api/v1/campaigns/{campaign_id}/feedback-release', at(id)));
