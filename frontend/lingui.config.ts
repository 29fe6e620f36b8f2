import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** One catalog for each feature and each shared layer, so that two teams never edit the same file. */
const PARTS = {
  app: 'src/app',
  api: 'src/api',
  ui: 'src/ui',
  lib: 'src/lib',
  accounts: 'src/features/accounts',
  units: 'src/features/units',
  audit: 'src/features/audit',
  media: 'src/features/media',
  campaigns: 'src/features/campaigns',
  initiatives: 'src/features/initiatives',
  review: 'src/features/review',
  voting: 'src/features/voting',
  awards: 'src/features/awards',
  gallery: 'src/features/gallery',
};

export default defineConfig({
  sourceLocale: 'en',
  locales: ['vi', 'fr', 'en'],
  // Values that people typed are never parsed as tags; the path begins at the root of this project.
  runtimeConfigModule: { Trans: ['/src/lib/Trans', 'Trans'] },
  catalogs: Object.entries(PARTS).map(([name, folder]) => ({
    path: `src/locales/{locale}/${name}`,
    include: [folder],
    exclude: ['**/*.test.*'],
  })),
  format: formatter({ lineNumbers: false, origins: false, printPlaceholdersInComments: false }),
});
