import { LOCALE_LIST } from '../../../lib/i18n';

const TAG = /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?$/i;

/** Returns a simple language tag as it is usually written (`zh-Hant`, `pt-BR`), or null. The same rule as the server's. */
export function languageTag(typed: string): string | null {
  const found = TAG.exec(typed.trim());
  if (found === null) return null;
  const [, language, script, region] = found;
  const title = script && script.charAt(0).toUpperCase() + script.slice(1).toLowerCase();
  return [language?.toLowerCase(), title, region?.toUpperCase()].filter(Boolean).join('-');
}

/** Returns the name of a language in the language on screen, with a capital. */
export function languageName(tag: string, locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** Returns the languages to choose from: those written in already, then ours. */
export function offeredLanguages(written: readonly string[], chosen: string): string[] {
  return [...new Set([...written, ...LOCALE_LIST, chosen])];
}
