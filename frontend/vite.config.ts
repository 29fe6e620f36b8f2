import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { pdfAids } from './pdfAids';

const TESTS_OF_COMPONENTS = 'src/**/*.test.tsx';
const TESTS_OF_LOGIC = 'src/**/*.test.ts';

export default defineConfig({
  plugins: [react(), lingui({ macroTransform: true }), tailwindcss(), pdfAids()],
  // The reader of PDF is a module in its worker, too.
  worker: { format: 'es' },
  // Nothing becomes a data: address, because the content security policy of the pages would refuse it.
  build: { target: 'es2022', assetsInlineLimit: 0, manifest: true, outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 260 },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  preview: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: {
    // jsdom takes seconds to start, so only files that render something pay for it.
    projects: [
      { extends: true, test: { name: 'logic', environment: 'node', include: [TESTS_OF_LOGIC] } },
      {
        extends: true,
        test: { name: 'screens', environment: 'jsdom', include: [TESTS_OF_COMPONENTS], setupFiles: './src/app/testSetup.ts' },
      },
    ],
  },
});
