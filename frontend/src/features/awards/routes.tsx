import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const certificate = createRoute({
  getParentRoute: () => rootRoute,
  path: '/c/$code',
  component: lazyRouteComponent(() => import('./CertificatePage'), 'CertificatePage'),
});

const awards = createRoute({
  getParentRoute: () => rootRoute,
  path: '/awards',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./AwardsPage'), 'AwardsPage'),
});

/** The addresses of this feature. */
export const awardsRoutes = [certificate, awards] as const;
