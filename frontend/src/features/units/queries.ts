import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import type { Unit } from './tree';

/** The whole tree as a list, in Vietnamese order of names. */
export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: () => unwrap(api.GET('/api/v1/units')) });

/** Adds or renames a unit. */
export function useUnitChange() {
  const cache = useQueryClient();
  return useMutation<Unit, unknown, () => Promise<Unit>>({
    mutationFn: (send) => send(),
    onSuccess: () => cache.invalidateQueries({ queryKey: unitsQuery.queryKey }),
  });
}

export const createUnit = (body: Schemas['UnitCreate']) => unwrap(api.POST('/api/v1/units', { body }));

export const renameUnit = (unitId: string, body: Schemas['UnitRename']) =>
  unwrap(api.PATCH('/api/v1/units/{unit_id}', { params: { path: { unit_id: unitId } }, body }));
