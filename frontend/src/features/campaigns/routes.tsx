import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const calls = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calls',
  component: lazyRouteComponent(() => import('./CallsPage'), 'CallsPage'),
});

const call = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calls/$campaignId',
  component: lazyRouteComponent(() => import('./CallPage'), 'CallPage'),
});

const campaigns = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./CampaignsPage'), 'CampaignsPage'),
});

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./SetupPage'), 'SetupPage'),
});

const details = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/details',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./DetailsPage'), 'DetailsPage'),
});

const phases = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/phases',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./PhasesPage'), 'PhasesPage'),
});

const categories = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/categories',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./CategoriesPage'), 'CategoriesPage'),
});

const form = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/form',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./FormPage'), 'FormPage'),
});

const rubrics = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/rubrics',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./RubricsPage'), 'RubricsPage'),
});

/** The addresses of this feature. */
export const campaignsRoutes = [calls, call, campaigns, setup, details, phases, categories, form, rubrics] as const;
