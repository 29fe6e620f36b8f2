import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const TESTS_OF_COMPONENTS = 'src/**/*.test.tsx';
const TESTS_OF_LOGIC = 'src/**/*.test.ts';

const FOLDERS = ['cmaps', 'iccs', 'standard_fonts', 'wasm'];
/** Decoders for browsers without WebAssembly, and the engine for scripts in documents, which are never run. */
const LEFT_OUT = /_nowasm_fallback|quickjs/i;

/**
 * Puts beside the build what documents may need and the reader fetches only then: fonts that a PDF leaves out, character
 * maps, and decoders of scanned pages. The folder carries the reader's version, since its files are kept by browsers for a year.
 */
function pdfAids(): Plugin {
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve('pdfjs-dist/package.json'));
  const { version }: { version: string } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return {
    name: 'pdf-aids',
    apply: 'build',
    generateBundle() {
      for (const folder of FOLDERS) {
        for (const file of readdirSync(join(home, folder))) {
          if (LEFT_OUT.test(file) && !file.startsWith('LICENSE')) continue;
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdf-${version}/${folder}/${file}`,
            source: readFileSync(join(home, folder, file)),
          });
        }
      }
    },
  };
}

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
