const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1_000;

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?$/;
const SECONDS = /^(\d{1,6})(?:[.,](\d{1,3}))?$/;
const UNITS = /^(?:(\d+)h)?(?:(\d+)(?:m|min|['′’]))?(?:(\d+)(?:[.,](\d{1,3}))?(?:s|["″”])?)?$/;

function thousandths(digits: string | undefined): number {
  return Number((digits ?? '').padEnd(3, '0'));
}

/**
 * Returns a typed moment in milliseconds, or null: `1:02.5`, `01:02:03,250`, `62.5` and `62` (seconds), `1m2s`, `1h 2m 3.5s`,
 * `1'02"`, `500ms`.
 */
export function parseTime(typed: string): number | null {
  const text = typed.toLowerCase().replace(/\s+/g, '');
  const milliseconds = /^(\d{1,9})ms$/.exec(text);
  if (milliseconds) return Number(milliseconds[1]);
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, hours, minutes, seconds, rest] = clock;
    if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
    return Number(hours ?? 0) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND + thousandths(rest);
  }
  const plain = SECONDS.exec(text);
  if (plain) return Number(plain[1]) * SECOND + thousandths(plain[2]);
  const units = text === '' ? null : UNITS.exec(text);
  if (!units) return null;
  const [, hours, minutes, seconds, rest] = units;
  return Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * SECOND + thousandths(rest);
}

/** Returns a moment as it is shown and can be typed again: `0:01.250`, `1:02:03.000`. */
export function showTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor(whole / MINUTE) % 60;
  const rest = `${two(Math.floor(whole / SECOND) % 60)}.${String(whole % SECOND).padStart(3, '0')}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
