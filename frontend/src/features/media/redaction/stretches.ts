import { formatPosition } from '../words';

const TIME = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?$|^(\d{1,6})(?:[.,](\d{1,3}))?$/;

/** Reads a moment as people write it: "1:15", "1:02:03,5" or "75"; milliseconds, or `null`. */
export function parseMoment(text: string): number | null {
  const found = TIME.exec(text.trim());
  if (!found) return null;
  const [, hours = '0', minutes = '0', seconds, part = '', alone, alonePart = ''] = found;
  const thousandths = (alone === undefined ? part : alonePart).padEnd(3, '0');
  const whole = alone === undefined ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : Number(alone);
  return whole * 1000 + Number(thousandths);
}

/** Writes a moment so that `parseMoment` reads the same: 75,500 ms is "1:15.5". */
export function formatMoment(milliseconds: number): string {
  const rest = String(milliseconds % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return formatPosition(milliseconds / 1000) + (rest && `.${rest}`);
}
