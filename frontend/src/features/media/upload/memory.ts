/** Where files are being handed in: by whom, for which unit, on which page, in which field. */
export interface Place {
  accountId: string;
  unitId: string;
  path: string;
  field: string;
}

/** An upload that this device began; kept until the file is part of its field, so that closing the browser loses nothing. */
export interface Remembered extends Place {
  mediaId: string;
  fileName: string;
  sizeBytes: number;
  safeBytes: number;
  /** Milliseconds since 1970. */
  notedAt: number;
}

/** Where it is kept; `localStorage` fits. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

const KEPT_UNDER = 'uploads';
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;
const MAX_KEPT = 50;
const TEXTS = ['accountId', 'unitId', 'path', 'field', 'mediaId', 'fileName'];
const NUMBERS = ['sizeBytes', 'safeBytes', 'notedAt'];

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const entry = new Map<string, unknown>(Object.entries(value));
  return TEXTS.every((key) => typeof entry.get(key) === 'string') && NUMBERS.every((key) => typeof entry.get(key) === 'number');
}

/** Tells whether two places are the same field. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.accountId === other.accountId && one.unitId === other.unitId && one.path === other.path && one.field === other.field;
}

/** What this device remembers of uploads. A browser that keeps nothing only loses the reminder. */
export class UploadMemory {
  constructor(private readonly shelf: () => Shelf) {}

  /** Returns what was begun at a place, oldest first. */
  at(place: Place): Remembered[] {
    return this.all().filter((entry) => isSamePlace(entry, place));
  }

  note(entry: Remembered): void {
    this.keep([...this.all().filter(({ mediaId }) => mediaId !== entry.mediaId), entry]);
  }

  forget(mediaId: string): void {
    this.keep(this.all().filter((entry) => entry.mediaId !== mediaId));
  }

  private all(): Remembered[] {
    try {
      const stored: unknown = JSON.parse(this.shelf().getItem(KEPT_UNDER) ?? '[]');
      const oldest = Date.now() - KEPT_FOR_MS;
      return Array.isArray(stored) ? stored.filter(isRemembered).filter((entry) => entry.notedAt > oldest) : [];
    } catch {
      return [];
    }
  }

  private keep(entries: readonly Remembered[]): void {
    try {
      this.shelf().setItem(KEPT_UNDER, JSON.stringify(entries.slice(-MAX_KEPT)));
    } catch {
      // Full, or forbidden by the browser.
    }
  }
}
