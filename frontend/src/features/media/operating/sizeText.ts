import type { Locale } from '../../../lib/i18n';

/** The units in which people say how much room there is, with steps of 1,000 as everywhere in the app. */
export const SIZE_UNITS = ['megabyte', 'gigabyte', 'terabyte'] as const;

export type SizeUnit = (typeof SIZE_UNITS)[number];

const BYTES: Record<SizeUnit, number> = { megabyte: 1000 ** 2, gigabyte: 1000 ** 3, terabyte: 1000 ** 4 };

/** Returns how a unit is written: MB in English, Mo in French. */
export function unitSign(unit: SizeUnit, locale: Locale): string {
  const parts = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).formatToParts(1);
  return parts.find((part) => part.type === 'unit')?.value ?? unit;
}

/** Returns the bytes that a typed number of a unit stands for; a comma is a decimal mark too. `null` where it is no size. */
export function bytesOf(text: string, unit: SizeUnit): number | null {
  const typed = text.trim().replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(typed)) return null;
  return Math.round(Number(typed) * BYTES[unit]);
}

/** Parts a size into what people would type: 1.5 terabytes, 200 gigabytes. */
export function typedSize(bytes: number, locale: Locale): { text: string; unit: SizeUnit } {
  const unit = [...SIZE_UNITS].reverse().find((one) => bytes >= BYTES[one]) ?? 'megabyte';
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false }).format(bytes / BYTES[unit]);
  return { text, unit };
}
