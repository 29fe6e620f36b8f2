import type { Schemas } from '../../api/client';

/** What a juror types. */
export type Sheet = Omit<Schemas['SheetUpdate'], 'version'>;

/** A sheet that the server may not have yet, and the version it started from. */
export interface KeptSheet {
  version: number;
  sheet: Sheet;
}

const under = (id: string) => `sheet:${id}`;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether what was found on the device is a sheet. */
export function isSheet(value: unknown): value is Sheet {
  return (
    isRecord(value) &&
    isRecord(value.points) &&
    isRecord(value.comments) &&
    typeof value.private_note === 'string' &&
    typeof value.comment_to_unit === 'string'
  );
}

function read(text: string | null): KeptSheet | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && typeof value.version === 'number' && isSheet(value.sheet)
      ? { version: value.version, sheet: value.sheet }
      : null;
  } catch {
    return null;
  }
}

/** Sheets on this device, until the server has them. A device without room only loses the copy, never the typing. */
export const localSheets = {
  find: (id: string): KeptSheet | null => read(localStorage.getItem(under(id))),
  keep: (id: string, kept: KeptSheet): void => {
    try {
      localStorage.setItem(under(id), JSON.stringify(kept));
    } catch {
      // Storage is full or forbidden: the sheet still goes to the server.
    }
  },
  drop: (id: string): void => localStorage.removeItem(under(id)),
};
