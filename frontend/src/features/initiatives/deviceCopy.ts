import type { PendingParts } from './draftParts';

const key = (initiativeId: string) => `draft:${initiativeId}`;

function isPending(value: unknown): value is PendingParts {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one: unknown) => typeof one === 'object' && one !== null && 'mine' in one)
  );
}

/** Returns what was typed on this device and had not reached the server. */
export function readDeviceCopy(initiativeId: string): PendingParts {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key(initiativeId)) ?? '{}');
    return isPending(found) ? found : {};
  } catch {
    return {};
  }
}

/** Keeps what is typed on this device until the server has it. A full or forbidden store is no reason to stop typing. */
export function writeDeviceCopy(initiativeId: string, pending: PendingParts): void {
  try {
    if (Object.keys(pending).length === 0) localStorage.removeItem(key(initiativeId));
    else localStorage.setItem(key(initiativeId), JSON.stringify(pending));
  } catch {
    // The text stays in memory, and the server gets it within a second.
  }
}
