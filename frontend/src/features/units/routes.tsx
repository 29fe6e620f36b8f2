import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const units = createRoute({
  getParentRoute: () => rootRoute,
  path: '/units',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./UnitsPage'), 'UnitsPage'),
});

/** The addresses of this feature. */
export const unitsRoutes = [units] as const;
