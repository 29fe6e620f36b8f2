/** Where the address of an initiative lets a reader in: a file, and so many seconds of it. */
export interface Moment {
  file?: string;
  t?: number;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_SECONDS = 24 * 3600;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readMoment(raw: Record<string, unknown>): Moment {
  const moment: Moment = {};
  if (typeof raw.file === 'string' && ID.test(raw.file)) moment.file = raw.file;
  const seconds = Number(raw.t ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0 && seconds <= MOST_SECONDS) moment.t = seconds;
  return moment;
}
