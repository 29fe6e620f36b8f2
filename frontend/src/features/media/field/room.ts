import type { MediaKind } from '../../../lib/slots';
import type { Room } from '../queries';

/** Bytes that are wanted, and of which kind, as far as anybody knows. */
export interface Wanted {
  kind: MediaKind | undefined;
  sizeBytes: number;
}

const SHORT_SHARE = 0.1;

function holdsFor(room: Room, kind: MediaKind | undefined): boolean {
  return room.kind === null || room.kind === kind;
}

/** Returns the limit that a file would break after `before` were taken in; `null` when it fits, or nothing is known. */
export function limitAgainst(rooms: readonly Room[], file: Wanted, before: readonly Wanted[]): Room | null {
  const taken = (room: Room) => before.filter(({ kind }) => holdsFor(room, kind)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return rooms.find((room) => holdsFor(room, file.kind) && file.sizeBytes > room.free_bytes - taken(room)) ?? null;
}

/** Tells whether less than a tenth is left. */
export function isShort({ free_bytes, limit_bytes }: Room): boolean {
  return free_bytes < limit_bytes * SHORT_SHARE;
}

/** Returns the limits worth showing in a field that takes these kinds: the one with the least left, and whatever else runs short. */
export function worthShowing(rooms: readonly Room[], kinds: readonly MediaKind[]): Room[] {
  const concerned = rooms
    .filter((room) => room.kind === null || kinds.includes(room.kind))
    .sort((one, other) => one.free_bytes - other.free_bytes);
  return concerned.filter((room, index) => index === 0 || isShort(room));
}
