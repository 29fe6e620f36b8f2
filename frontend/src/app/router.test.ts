import { expect, test } from 'vitest';
import { makeQueryClient } from '../api/queryClient';
import { paths } from '../lib/paths';
import { makeRouter } from './router';

test('every entry of the path builder is a route, and every route has an entry', () => {
  const routes = Object.keys(makeRouter(makeQueryClient()).routesByPath).sort();
  const built = Object.values(paths).map((path) => path('a', 'b').to);

  expect([...built].sort()).toEqual(routes);
});
