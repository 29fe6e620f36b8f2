import type { Locale } from './i18n';

/** Every deadline is said in this zone, wherever the reader sits. */
export const ZONE = 'Asia/Ho_Chi_Minh';

/** How much of a moment is said. */
export type DateStyle = 'date' | 'datetime' | 'full' | 'time';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  datetime: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
  full: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
};

/** Says a moment (ISO 8601 with zone) in the language given, on the clocks of Viet Nam. */
export function formatMoment(moment: string, locale: Locale, style: DateStyle = 'date'): string {
  return new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: ZONE }).format(new Date(moment));
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
