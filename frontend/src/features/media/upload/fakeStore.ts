import { ApiProblem } from '../../../api/problem';
import type { Digest, Line, PutPart, Surroundings, UploadServer } from './ports';

/** What goes wrong in a test. */
export interface Trouble {
  /** Part number → statuses answered before it is taken. */
  refuse?: Record<number, number[]>;
  /** A part that the store loses just before the completion. */
  lose?: number;
  /** The file that the server has with the same bytes, once `digestAfterMs` have passed. */
  twin?: string;
  digestAfterMs?: number;
  /** The server's refusal of the start. */
  refuseStart?: ApiProblem;
}

export const PART_BYTES = 10;

/** An object store and our server in one, in memory, for tests of the engine. Links die when `expireLinks` is called. */
export class FakeStore {
  readonly parts = new Map<number, number>();
  readonly puts: number[] = [];
  readonly checks: (string | null)[] = [];
  signCalls = 0;
  mostAtOnce = 0;
  isOnline = true;
  cancelled = false;
  toldDigest: string | null = null;
  wanted: Parameters<UploadServer['start']>[0] | null = null;
  private age = 0;
  private moving = 0;
  private readonly returnListeners = new Set<() => void>();

  constructor(
    private readonly sizeBytes: number,
    private readonly trouble: Trouble = {},
  ) {}

  readonly server: UploadServer = {
    start: async (wanted) => {
      this.reach();
      this.wanted = wanted;
      if (this.trouble.refuseStart) throw this.trouble.refuseStart;
      const stored_parts = [...this.parts].map(([number, size_bytes]) => ({ number, size_bytes }));
      const total_parts = Math.ceil(this.sizeBytes / PART_BYTES);
      return { id: 'media-1', state: 'uploading', part_size_bytes: PART_BYTES, total_parts, stored_parts };
    },
    sign: async (_, numbers) => {
      this.reach();
      this.signCalls++;
      return numbers.map((number) => ({ number, url: `${number} ${this.age}` }));
    },
    findSame: async () => this.trouble.twin ?? null,
    complete: async (_, sha256) => {
      this.reach();
      this.toldDigest = sha256;
      if (this.trouble.lose !== undefined) this.parts.delete(this.trouble.lose);
      this.trouble.lose = undefined;
      const heldBytes = [...this.parts.values()].reduce((sum, size) => sum + size, 0);
      if (heldBytes !== this.sizeBytes) throw new ApiProblem(409, 'upload_incomplete');
    },
    cancel: async () => {
      this.cancelled = true;
    },
  };

  readonly putPart: PutPart = async (url, { bytes, md5 }, onProgress, signal) => {
    const [number = 0, age] = url.split(' ').map(Number);
    this.puts.push(number);
    this.checks.push(md5);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.moving);
    await new Promise((resolve) => setTimeout(resolve, 2));
    this.moving--;
    if (signal.aborted || !this.isOnline) return 0;
    if (age !== this.age) return 403;
    const refusal = this.trouble.refuse?.[number]?.shift();
    if (refusal !== undefined) return refusal;
    onProgress(bytes.size);
    this.parts.set(number, bytes.size);
    return 200;
  };

  private readonly line: Line = {
    isOnline: () => this.isOnline,
    onReturn: (listener) => {
      this.returnListeners.add(listener);
      return () => this.returnListeners.delete(listener);
    },
  };

  surroundings(haste = 500): Surroundings {
    const digest: Digest = async () => {
      await new Promise((resolve) => setTimeout(resolve, this.trouble.digestAfterMs ?? 0));
      return 'digest';
    };
    const checkOf = async (bytes: Blob) => `md5 of ${bytes.size}`;
    return { server: this.server, putPart: this.putPart, line: this.line, digest, checkOf, haste };
  }

  expireLinks(): void {
    this.age++;
  }

  goOnline(): void {
    this.isOnline = true;
    for (const listener of this.returnListeners) listener();
  }

  private reach(): void {
    if (!this.isOnline) throw new ApiProblem(0, 'offline');
  }
}

/** A file of so many bytes. */
export function fileOf(sizeBytes: number, name = 'film.mp4', lastModified = 1): File {
  return new File([new Uint8Array(sizeBytes)], name, { type: 'video/mp4', lastModified });
}
