import { i18n } from '@lingui/core';
import type { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { makeQueryClient } from '../api/queryClient';
import { type Session, sessionQuery } from '../api/session';
import { Providers } from './Providers';
import { makeRouter } from './router';

export const VISITOR: Session = { account: null, csrf_token: null };

/** Shows the app at an address, for tests of screens: as `session`, with `cache` already knowing what the server would say. */
export function showApp(
  address: string,
  { session = VISITOR, cache = makeQueryClient() }: { session?: Session; cache?: QueryClient } = {},
) {
  cache.setQueryData(sessionQuery.queryKey, session);
  const router = makeRouter(cache, createMemoryHistory({ initialEntries: [address] }));
  return { cache, router, ...render(<Providers i18n={i18n} queryClient={cache} router={router} />) };
}
