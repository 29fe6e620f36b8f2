import type { Known, TrackName } from './server';

const keyOf = ({ mediaId, kind, language }: TrackName) => `captions:${mediaId}:${kind}:${language}`;

function isKnown(value: unknown): value is Known {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('cues' in value)) return false;
  return typeof value.version === 'number' && Array.isArray(value.cues) && value.cues.every(isCue);
}

function isCue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const has = (name: string, type: string) => typeof Reflect.get(value, name) === type;
  return has('start_ms', 'number') && has('end_ms', 'number') && has('text', 'string');
}

/** Returns what was written on this device and had not reached the server, and upon which version. */
export function readDeviceCopy(name: TrackName): Known | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null');
    return isKnown(found) ? found : null;
  } catch {
    return null;
  }
}

/** Keeps what is written on this device until the server has it. A full or forbidden store is no reason to stop writing. */
export function writeDeviceCopy(name: TrackName, copy: Known | null): void {
  try {
    if (copy === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(copy));
  } catch {
    // The text stays in memory, and the server gets it within seconds.
  }
}
