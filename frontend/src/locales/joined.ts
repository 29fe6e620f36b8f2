import type { Messages } from '@lingui/core';

/** Joins the catalogs of one language. Ids are made from the English text, so equal ids mean equal sentences. */
export function joined(catalogs: Record<string, Messages>): Messages {
  return Object.assign({}, ...Object.values(catalogs));
}
