import type { Schemas } from '../../../api/client';

/** Where an upload stands, as the server says it. Parts are numbered from 1. */
export type Ticket = Schemas['MediaUploadTicket'];

/** What the engine asks of our server. Refusals are thrown as `ApiProblem`; without a network its status is 0. */
export interface UploadServer {
  start: (wanted: Schemas['MediaUploadStart']) => Promise<Ticket>;
  sign: (mediaId: string, numbers: number[]) => Promise<readonly Schemas['SignedPart'][]>;
  /** Says that every part was sent; `sha256` is what this device read, if it could. */
  complete: (mediaId: string, sha256: string | null) => Promise<unknown>;
  /** Returns the unit's file with the same bytes, if it has arrived before. */
  findSame: (unitId: string, sha256: string) => Promise<string | null>;
  cancel: (mediaId: string) => Promise<unknown>;
}

/** One part with what the store compares it with: its MD5 in base64, `null` where none could be made. */
export interface CheckedPart {
  bytes: Blob;
  md5: string | null;
}

/** Sends a part to the object store. Resolves to the HTTP status, 0 when nothing came back; reports bytes sent so far. */
export type PutPart = (url: string, part: CheckedPart, onProgress: (sentBytes: number) => void, signal: AbortSignal) => Promise<number>;

/** Returns the MD5 of a part in base64; `null` when it cannot be told here. Never fails. */
export type CheckOf = (bytes: Blob) => Promise<string | null>;

/** Returns the SHA-256 of a file in hexadecimal; `null` when it cannot be told here. Never fails. */
export type Digest = (file: Blob, signal: AbortSignal) => Promise<string | null>;

/** Whether there is a network, and word of its return. */
export interface Line {
  isOnline: () => boolean;
  onReturn: (listener: () => void) => () => void;
}

/** Everything outside the engine that it uses. */
export interface Surroundings {
  server: UploadServer;
  putPart: PutPart;
  line: Line;
  digest: Digest;
  checkOf: CheckOf;
  /** Scales the pauses between tries; tests make them short. */
  haste: number;
}
