import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Skeleton } from '../ui/Skeleton';
import { ProblemPanel } from './ProblemPanel';

interface LoadedProps<Data> {
  query: UseQueryResult<Data, unknown>;
  /** What holds the place meanwhile; three grey lines unless given. */
  waiting?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows what a query brought; before that a skeleton, and where it failed the reason and a way to try again. */
export function Loaded<Data>({ query, waiting, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemPanel problem={query.error} onRetry={() => void query.refetch()} />;
  return waiting ?? <Skeleton />;
}
