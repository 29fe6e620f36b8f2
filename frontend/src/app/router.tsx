import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { accountsRoutes } from '../features/accounts/routes';
import { auditRoutes } from '../features/audit/routes';
import { awardsRoutes } from '../features/awards/routes';
import { campaignsRoutes } from '../features/campaigns/routes';
import { galleryRoutes } from '../features/gallery/routes';
import { initiativesRoutes } from '../features/initiatives/routes';
import { mediaRoutes } from '../features/media/routes';
import { reviewRoutes } from '../features/review/routes';
import { unitsRoutes } from '../features/units/routes';
import { votingRoutes } from '../features/voting/routes';
import { rootRoute } from '../lib/rootRoute';
import { CrashPage } from './CrashPage';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';

const help = createRoute({
  getParentRoute: () => rootRoute,
  path: '/help',
  component: lazyRouteComponent(() => import('./HelpPage'), 'HelpPage'),
});

const routeTree = rootRoute
  .update({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: CrashPage })
  .addChildren([
    ...galleryRoutes,
    ...awardsRoutes,
    ...accountsRoutes,
    ...unitsRoutes,
    ...auditRoutes,
    ...mediaRoutes,
    ...campaignsRoutes,
    ...initiativesRoutes,
    ...reviewRoutes,
    ...votingRoutes,
    help,
  ]);

/** Builds the router; tests give it a cache and a history of their own. */
export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    ...(history && { history }),
    routeTree,
    context: { queryClient },
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
