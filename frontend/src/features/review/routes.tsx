import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const jury = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jury',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./JuryPage'), 'JuryPage'),
});

const scoring = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jury/$assignmentId',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./ScoringPage'), 'ScoringPage'),
});

const assignment = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/review',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./AssignmentPage'), 'AssignmentPage'),
});

/** The addresses of this feature. */
export const reviewRoutes = [jury, scoring, assignment] as const;
