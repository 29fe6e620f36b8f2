import { expect, test } from 'vitest';
import { hrefOf, insideOnly, paths } from './paths';

test('a path carries its parameters, encoded', () => {
  expect(hrefOf(paths.initiativeSection('a b', 'x/y'))).toBe('/initiatives/a%20b/edit/x%2Fy');
  expect(hrefOf(paths.showcase())).toBe('/');
});

test('only addresses inside the app are followed after sign-in', () => {
  expect(insideOnly('/calls?x=1')).toBe('/calls?x=1');
  for (const outside of [undefined, '', 'https://example.org', '//example.org', '/\\example.org', 'calls'])
    expect(insideOnly(outside)).toBe('/');
});
