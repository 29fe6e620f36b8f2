import type { I18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ProblemSentencesProvider } from '../api/problems';
import { useSavesData } from '../lib/saveData';
import { SlotsProvider } from '../lib/slots';
import { problemSentences, slots } from './features';
import type { makeRouter } from './router';

interface ProvidersProps {
  i18n: I18n;
  queryClient: QueryClient;
  router: ReturnType<typeof makeRouter>;
}

/** The whole app, from the language inwards. */
export function Providers({ i18n, queryClient, router }: ProvidersProps) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <ProblemSentencesProvider value={problemSentences}>
          <SlotsProvider value={slots}>
            <Router router={router} />
          </SlotsProvider>
        </ProblemSentencesProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** Pages are fetched when somebody is about to open them; where data are saved, when they do. */
function Router({ router }: Pick<ProvidersProps, 'router'>) {
  return <RouterProvider router={router} defaultPreload={useSavesData() ? false : 'intent'} />;
}
