import type { Locale } from './i18n';

/** Every deadline is said in this zone, wherever the reader sits. */
export const ZONE = 'Asia/Ho_Chi_Minh';

/** How much of a moment is said. */
export type DateStyle = 'date' | 'datetime' | 'full' | 'time';

const DAY_LONG = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const DAY_SHORT = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
const CLOCK_FULL = { ...CLOCK, second: '2-digit' } as const;

/** Days are written with a month's name, in the order that readers of English outside America and of French know. */
const TAGS = { en: 'en-GB', fr: 'fr-FR' } as const;
const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: DAY_LONG,
  datetime: { ...DAY_LONG, ...CLOCK },
  full: { ...DAY_LONG, ...CLOCK_FULL },
  time: CLOCK,
};

/** Says a moment (ISO 8601 with zone) in the language given, on the clocks of Viet Nam. */
export function formatMoment(moment: string, locale: Locale, style: DateStyle = 'date'): string {
  if (locale === 'vi') return inVietnamese(new Date(moment), style);
  return new Intl.DateTimeFormat(TAGS[locale], { ...STYLES[style], timeZone: ZONE }).format(new Date(moment));
}

/** The way of official letters, "08:00 ngày 15/12/2026"; what browsers say by themselves, "lúc 08:00 15 tháng 12, 2026", nobody writes. */
function inVietnamese(moment: Date, style: DateStyle): string {
  const say = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('vi-VN', { ...parts, timeZone: ZONE }).format(moment);
  if (style === 'date') return say(DAY_SHORT);
  if (style === 'time') return say(CLOCK);
  return `${say(style === 'full' ? CLOCK_FULL : CLOCK)} ngày ${say(DAY_SHORT)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Says how far `moment` is from `now`, in the largest unit that is not zero: "in 3 days", "2 hours ago". */
export function formatDistance(moment: string, now: Date, locale: Locale): string {
  const distance = new Date(moment).getTime() - now.getTime();
  const size = Math.abs(distance);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (size >= DAY) return words.format(Math.trunc(distance / DAY), 'day');
  if (size >= HOUR) return words.format(Math.trunc(distance / HOUR), 'hour');
  return words.format(Math.trunc(distance / MINUTE), 'minute');
}

/** Turns a moment into the value of an `<input type="datetime-local">`, on the clocks of Viet Nam. */
export function toInputValue(moment: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(moment));
  return parts.replace(' ', 'T');
}

/** Turns the value of an `<input type="datetime-local">` into a moment. Viet Nam has kept UTC+7 without summer time since 1975. */
export function fromInputValue(value: string): string {
  return new Date(`${value}:00+07:00`).toISOString();
}
