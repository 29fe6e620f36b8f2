import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const FOLDERS = ['cmaps', 'iccs', 'standard_fonts', 'wasm'];
/** Decoders for browsers without WebAssembly, and the engine for scripts in documents, which are never run. */
const LEFT_OUT = /_nowasm_fallback|quickjs/i;

/**
 * Puts beside the build what documents may need and the reader fetches only then: fonts that a PDF leaves out, character
 * maps, and decoders of scanned pages. The folder carries the reader's version, since its files are kept by browsers for a year.
 */
export function pdfAids(): Plugin {
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
