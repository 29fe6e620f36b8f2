import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

interface CaptionsSearch {
  kind?: 'captions' | 'chapters';
  language?: string;
}

const captions = createRoute({
  getParentRoute: () => rootRoute,
  path: '/files/$mediaId/captions',
  validateSearch: ({ kind, language }: Record<string, unknown>): CaptionsSearch => ({
    ...(kind === 'captions' || kind === 'chapters' ? { kind } : {}),
    ...(typeof language === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,4}){0,2}$/i.test(language) ? { language } : {}),
  }),
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./captions/CaptionsPage'), 'CaptionsPage'),
});

const operations = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: string } => (typeof tab === 'string' ? { tab } : {}),
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./operating/OperationsPage'), 'OperationsPage'),
});

/** The addresses of this feature. */
export const mediaRoutes = [captions, operations] as const;
