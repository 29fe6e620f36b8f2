import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../../api/client';

export type FileAlike = Schemas['FileAlikeRead'];
export type Elsewhere = Schemas['ElsewhereRead'];

/** Files of one entry that are like files of other entries. */
export const entryLookalikesQuery = (initiativeId: string) =>
  queryOptions({
    queryKey: ['screening', initiativeId, 'lookalikes'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/screening/{initiative_id}/lookalikes', { params: { path: { initiative_id: initiativeId } }, signal })),
    staleTime: 60_000,
  });
