import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '..');
const MAX_LINES = 250;

/** What each layer may import, besides itself. A feature may not import another feature. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  lib: ['locales'],
  ui: ['lib'],
  api: ['lib', 'ui'],
  features: ['lib', 'ui', 'api'],
  app: ['lib', 'ui', 'api', 'features', 'locales'],
  locales: [],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|tsx)$/.test(path) && !/\.gen\.ts$/.test(path) && path.includes('/'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

/** Names the layer of a path inside `src`; a feature is a layer of its own. */
function layerOf(path: string): { layer: string; feature: string | undefined } {
  const [layer = '', feature] = path.split('/');
  return { layer, feature: layer === 'features' ? feature : undefined };
}

function importsOf({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/(?:from|import\(|import)\s*'(\.[^']*)'/g)].map(([, target = '']) =>
    relative(SRC, resolve(SRC, dirname(path), target)),
  );
}

function isForbidden(from: string, to: string): boolean {
  const here = layerOf(from);
  const there = layerOf(to);
  if (/\.test\.tsx?$/.test(from) && there.layer === 'app') return false;
  if (here.layer === there.layer) return here.feature !== there.feature;
  return !MAY_IMPORT[here.layer]?.includes(there.layer);
}

test('imports point downwards, and features do not know each other', () => {
  const breaches = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => isForbidden(file.path, target))
      .map((target) => `${file.path} → ${target}`),
  );

  expect(breaches).toEqual([]);
});

test('the ui kit knows neither router nor server', () => {
  const breaches = files.filter(({ path, text }) => path.startsWith('ui/') && /'@tanstack\/|'openapi-fetch'/.test(text));

  expect(breaches.map(({ path }) => path)).toEqual([]);
});

test('no file is longer than 250 lines', () => {
  const long = files.filter(({ text }) => text.split('\n').length > MAX_LINES + 1);

  expect(long.map(({ path }) => path)).toEqual([]);
});

test('types are not forced: no `as`, no `any`, no `!`', () => {
  const FORCED = /\bas (?!const\b)[A-Za-z{(]|\bany\b(?=[,;>)\]|]| =)|[\w)\]]!(?=[.;,)\]])/;
  const breaches = files
    .filter(({ path }) => path !== 'app/architecture.test.ts')
    .flatMap(({ path, text }) =>
      codeLines(text)
        .filter((line) => FORCED.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );

  expect(breaches).toEqual([]);
});

/** Leaves out comments, imports that rename, and sentences in quotes. */
function codeLines(text: string): string[] {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/import [^;]*;/g, '')
    .replace(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g, "''")
    .replace(/<Trans>[\s\S]*?<\/Trans>/g, '')
    .split('\n')
    .filter((line) => !line.trim().startsWith('//'));
}
