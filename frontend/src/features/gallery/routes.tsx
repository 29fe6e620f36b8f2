import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../lib/rootRoute';
import { readMoment } from './moment';
import { readSearch } from './search';

const showcase = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./ShowcasePage'), 'ShowcasePage'),
});

const showcaseItem = createRoute({
  getParentRoute: () => rootRoute,
  path: '/showcase/$slug',
  validateSearch: readMoment,
  component: lazyRouteComponent(() => import('./ShowcaseItemPage'), 'ShowcaseItemPage'),
});

/** The addresses of this feature. */
export const galleryRoutes = [showcase, showcaseItem] as const;
