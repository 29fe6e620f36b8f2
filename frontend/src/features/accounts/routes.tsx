import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => (typeof search.next === 'string' ? { next: search.next } : {}),
  component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
});

const account = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./AccountPage'), 'AccountPage'),
});

const people = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./PeoplePage'), 'PeoplePage'),
});

/** The addresses of this feature. */
export const accountsRoutes = [signIn, account, people] as const;
