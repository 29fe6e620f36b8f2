import type { Author } from './queries';

/** All shares together, in hundredths of a percent. */
export const WHOLE = 10_000;

/** One author while the list is being edited; the share as it is typed. */
export interface AuthorRow {
  key: string;
  accountId: string | null;
  fullName: string;
  jobTitle: string;
  unitId: string | null;
  email: string;
  share: string;
}

/** Reads a share: "33,33" is 3333 hundredths; `null` when it is no share between 0 and 100 with two decimals at most. */
export function readShare(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace(/\s*%$/, '');
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return null;
  const [whole = '0', decimals = ''] = plain.split('.');
  const hundredths = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return hundredths <= WHOLE ? hundredths : null;
}

/** Writes a share as it would be typed. */
export function writeShare(hundredths: number): string {
  const decimals = String(hundredths % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(hundredths / 100);
  return decimals ? `${whole},${decimals}` : String(whole);
}

/** Returns the sum of the shares that can be read. */
export function totalOf(rows: readonly AuthorRow[]): number {
  return rows.reduce((sum, row) => sum + (readShare(row.share) ?? 0), 0);
}

/** Returns the rows with equal shares; the first ones get the hundredths that are left over. */
export function splitEvenly(rows: readonly AuthorRow[]): AuthorRow[] {
  const each = Math.floor(WHOLE / rows.length);
  const left = WHOLE - each * rows.length;
  return rows.map((row, index) => ({ ...row, share: writeShare(each + (index < left ? 1 : 0)) }));
}

/** Returns the rows for the authors as they are. */
export function rowsOf(authors: readonly Author[]): AuthorRow[] {
  return authors.map((author, index) => ({
    key: `${index} ${author.account_id ?? author.full_name}`,
    accountId: author.account_id,
    fullName: author.full_name,
    jobTitle: author.job_title,
    unitId: author.unit_id,
    email: author.email ?? '',
    share: writeShare(author.share_hundredths),
  }));
}
