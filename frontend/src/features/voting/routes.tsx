import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireSignIn } from '../../api/session';
import { rootRoute } from '../../lib/rootRoute';

const council = createRoute({
  getParentRoute: () => rootRoute,
  path: '/council',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./CouncilPage'), 'CouncilPage'),
});

const rules = createRoute({
  getParentRoute: () => rootRoute,
  path: '/council/rules',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./RulesPage'), 'RulesPage'),
});

const rule = createRoute({
  getParentRoute: () => rootRoute,
  path: '/council/rules/$ruleId',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./RulePage'), 'RulePage'),
});

const councilSession = createRoute({
  getParentRoute: () => rootRoute,
  path: '/council/$sessionId',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./CouncilSessionPage'), 'CouncilSessionPage'),
});

const vote = createRoute({
  getParentRoute: () => rootRoute,
  path: '/council/$sessionId/vote',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./VotePage'), 'VotePage'),
});

const campaignCouncil = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage/$campaignId/council',
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import('./CampaignCouncilPage'), 'CampaignCouncilPage'),
});

/** The addresses of this feature. */
export const votingRoutes = [council, rules, rule, councilSession, vote, campaignCouncil] as const;
