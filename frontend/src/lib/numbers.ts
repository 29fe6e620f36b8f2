import type { Locale } from './i18n';

/** Writes a number the way the language does; at most `digits` after the mark. */
export function formatNumber(value: number, locale: Locale, digits = 2): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** Writes points that the server counts in hundredths: 725 is 7,25. */
export function formatHundredths(hundredths: number, locale: Locale): string {
  return formatNumber(hundredths / 100, locale);
}

/** Writes a figure of a table, always with two digits after the mark, so that figures stand under each other. */
export function formatFigure(hundredths: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(hundredths / 100);
}

/** Writes a share between 0 and 1 as a percentage. */
export function formatPercent(share: number, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** Counts words as people do: runs of letters between spaces. */
export function countWords(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
}
