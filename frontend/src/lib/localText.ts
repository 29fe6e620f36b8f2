import type { Locale } from './i18n';

/** A text that people write in several languages; Vietnamese is always there. */
export interface LocalText {
  vi: string;
  fr?: string | null;
  en?: string | null;
}

/** A text in the language it really is in, which may differ from the one asked for. */
export interface PickedText {
  text: string;
  lang: Locale;
}

/** Returns the text in `locale`, or in Vietnamese where nobody has translated it. */
export function pick(text: LocalText, locale: Locale): PickedText {
  const wanted = text[locale];
  if (!wanted) return { text: text.vi, lang: 'vi' };
  return { text: locale === 'fr' ? spacedFrench(wanted) : wanted, lang: locale };
}

/** French puts a space before ":" and inside "« »"; typed as a plain one it lets the sign slip to the next line. */
function spacedFrench(text: string): string {
  return text.replace(/ (?=[:;?!»%])/g, '\u00a0').replace(/« /g, '«\u00a0');
}

/** Returns the languages that have no text yet. */
export function missingLanguages(text: LocalText): Locale[] {
  const languages: Locale[] = ['vi', 'fr', 'en'];
  return languages.filter((locale) => !text[locale]?.trim());
}
