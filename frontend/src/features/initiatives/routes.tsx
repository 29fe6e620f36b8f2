import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const myInitiatives = createRoute({
  getParentRoute: () => rootRoute,
  path: '/my-initiatives',
  // A call's page sends people here with the call they want to enter.
  validateSearch: (search: Record<string, unknown>): { call?: string } => (typeof search.call === 'string' ? { call: search.call } : {}),
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./MyInitiativesPage'), 'MyInitiativesPage'),
});

const initiative = createRoute({
  getParentRoute: () => rootRoute,
  path: '/initiatives/$initiativeId',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./InitiativePage'), 'InitiativePage'),
});

const taskList = createRoute({
  getParentRoute: () => rootRoute,
  path: '/initiatives/$initiativeId/edit',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./TaskListPage'), 'TaskListPage'),
});

const section = createRoute({
  getParentRoute: () => rootRoute,
  path: '/initiatives/$initiativeId/edit/$section',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./SectionPage'), 'SectionPage'),
});

const checkAnswers = createRoute({
  getParentRoute: () => rootRoute,
  path: '/initiatives/$initiativeId/check',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./CheckAnswersPage'), 'CheckAnswersPage'),
});

const receipt = createRoute({
  getParentRoute: () => rootRoute,
  path: '/initiatives/$initiativeId/receipt',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./ReceiptPage'), 'ReceiptPage'),
});

const revisions = createRoute({
  getParentRoute: () => rootRoute,
  path: '/initiatives/$initiativeId/revisions',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./RevisionsPage'), 'RevisionsPage'),
});

const screening = createRoute({
  getParentRoute: () => rootRoute,
  path: '/screening',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./ScreeningPage'), 'ScreeningPage'),
});

const screeningItem = createRoute({
  getParentRoute: () => rootRoute,
  path: '/screening/$initiativeId',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./ScreeningItemPage'), 'ScreeningItemPage'),
});

/** The addresses of this feature. */
export const initiativesRoutes = [
  myInitiatives,
  initiative,
  taskList,
  section,
  checkAnswers,
  receipt,
  revisions,
  screening,
  screeningItem,
] as const;
