import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';

/** Tells whether asking again could help: the network or the server was at fault, not the question. */
function isWorthRetrying(problem: unknown): boolean {
  return problem instanceof ApiProblem && (problem.code === 'offline' || problem.status >= 500);
}

/** Builds the cache of what the server said. When a session has ended, the frame learns of it. */
export function makeQueryClient(): QueryClient {
  const onError = (problem: unknown) => {
    if (problem instanceof ApiProblem && problem.code === 'sign_in_required') void client.invalidateQueries({ queryKey: ['session'] });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // Offline, a paused query or mutation would say nothing; ours fail with the code `offline` and say so.
      queries: { staleTime: 30_000, networkMode: 'always', retry: (count, problem) => count < 1 && isWorthRetrying(problem) },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
