import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';

/** What every route's loader and guard may use. */
export interface RouterContext {
  queryClient: QueryClient;
}

/** The parent of every route. Its frame (header, navigation, footer) is set by `app`, so that features need not know it. */
export const rootRoute = createRootRouteWithContext<RouterContext>()();
