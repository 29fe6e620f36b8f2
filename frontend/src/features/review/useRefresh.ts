import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Returns how to fetch all that a change in a call's review may have touched. */
export function useRefresh(campaignId: string): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      ['reviews', 'panels', 'assignments', 'rankings', 'studies'].map((noun) => cache.invalidateQueries({ queryKey: [noun, campaignId] })),
    );
  }, [cache, campaignId]);
}
