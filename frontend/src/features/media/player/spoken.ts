import type { Locale } from '../../../lib/i18n';

/** Says a place in a recording as it is read aloud: 75 is "1 minute, 15 seconds". */
export function spokenTime(seconds: number, locale: Locale): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const said = parts.filter(([value, unit]) => value > 0 || (unit === 'second' && whole === 0));
  return said.map(([value, unit]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)).join(' ');
}
