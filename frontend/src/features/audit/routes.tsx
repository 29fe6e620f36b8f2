import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const audit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: ({ about }: Record<string, unknown>): { about?: string } => (typeof about === 'string' ? { about } : {}),
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./AuditPage'), 'AuditPage'),
});

/** The addresses of this feature. */
export const auditRoutes = [audit] as const;
