/** Where somebody stopped in one recording: seconds, and when, for the oldest to be forgotten. */
interface Place {
  seconds: number;
  at: number;
}

const STORED_UNDER = 'media.places';
const MOST_KEPT = 80;
const EARLY_SECONDS = 15;
const LATE_SHARE = 0.05;

/** The part of the browser's storage that is needed. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'seconds' in value && 'at' in value && Number.isFinite(value.seconds);
}

function placesOn(shelf: Shelf): Map<string, Place> {
  try {
    const stored: unknown = JSON.parse(shelf.getItem(STORED_UNDER) ?? '{}');
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return new Map(entries.filter((entry): entry is [string, Place] => isPlace(entry[1])));
  } catch {
    return new Map();
  }
}

/** Returns whether a place is worth coming back to: past the beginning, and not so late that nothing is left. */
export function isWorthKeeping(seconds: number, length: number): boolean {
  const end = Math.max(3, Math.min(30, length * LATE_SHARE));
  return seconds > EARLY_SECONDS && (length <= 0 || seconds < length - end);
}

/** Keeps the place in a recording on this device, or forgets it where it is not worth keeping. */
export function keepPlace(shelf: Shelf, mediaId: string, seconds: number, length: number, now = Date.now()): void {
  const places = placesOn(shelf);
  places.delete(mediaId);
  if (isWorthKeeping(seconds, length)) places.set(mediaId, { seconds: Math.floor(seconds), at: now });
  const latest = [...places].sort(([, one], [, other]) => other.at - one.at).slice(0, MOST_KEPT);
  try {
    shelf.setItem(STORED_UNDER, JSON.stringify(Object.fromEntries(latest)));
  } catch {
    // A full or forbidden storage costs the place and nothing else.
  }
}

/** Returns the place that was kept, in seconds; `null` without one. */
export function placeOf(shelf: Shelf, mediaId: string): number | null {
  return placesOn(shelf).get(mediaId)?.seconds ?? null;
}
