import { isSamePlace, type Place, type UploadMemory } from './memory';
import type { Surroundings } from './ports';
import { Upload, type UploadState } from './Upload';

/** One file in the list. */
export interface Entry {
  key: string;
  place: Place;
  upload: Upload;
}

const AT_ONCE = 2;
const RUNNING = new Set<UploadState>(['preparing', 'sending', 'retrying', 'offline', 'finishing']);
const OVER = new Set<UploadState>(['arrived', 'cancelled']);
const STOPPABLE = new Set<UploadState>(['waiting', 'preparing', 'sending', 'retrying', 'offline']);
const STANDING = new Set<UploadState>(['paused', 'failed']);

/** Tells whether the upload can be stopped for a while. */
export function canPause({ upload }: Entry): boolean {
  return STOPPABLE.has(upload.view.state);
}

/** Tells whether the upload stands still until somebody goes on with it. */
export function standsStill({ upload }: Entry): boolean {
  return STANDING.has(upload.view.state);
}

function isSameFile(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

/** Tells whether leaving the page now would interrupt the upload. */
export function isMoving({ upload }: Entry): boolean {
  return RUNNING.has(upload.view.state) || upload.view.state === 'waiting';
}

/** All uploads of this tab. It outlives the pages, so that they go on while people look elsewhere; two run at once, the rest wait. */
export class UploadList {
  private readonly listeners = new Set<() => void>();
  private nextKey = 1;
  entries: readonly Entry[] = [];

  constructor(
    private readonly around: Surroundings,
    private readonly memory: UploadMemory,
  ) {}

  /** Calls `listener` when an entry comes, goes, or changes its state; returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Takes a file in and says so. One that is already on its way to the same place is not taken twice, but goes on if it
   * stood still.
   */
  add(place: Place, file: File, campaignId?: string): boolean {
    const known = this.entries.find(
      (entry) => isSamePlace(entry.place, place) && isSameFile(entry.upload.file, file) && !OVER.has(entry.upload.view.state),
    );
    if (known) {
      if (!isMoving(known)) known.upload.queue();
      return false;
    }
    const upload = new Upload(file, { unitId: place.unitId, campaignId }, this.around);
    const entry = { key: `upload-${this.nextKey++}`, place, upload };
    this.entries = [...this.entries, entry];
    this.watch(entry);
    this.advance();
    this.tell();
    return true;
  }

  pause(key: string): void {
    this.find(key)?.pause();
  }

  /** Stops all of these, those in line first, so that none starts in the place of another. */
  pauseAll(entries: readonly Entry[]): void {
    const line = entries.filter(({ upload }) => upload.view.state === 'waiting');
    for (const { upload } of [...line, ...entries]) if (STOPPABLE.has(upload.view.state)) upload.pause();
  }

  /** Gives all of these up, but for those that are through. */
  cancelAll(entries: readonly Entry[]): void {
    for (const { upload } of entries) if (STOPPABLE.has(upload.view.state) || STANDING.has(upload.view.state)) void upload.cancel();
  }

  /** Goes on with all of these that stand still. */
  resumeAll(entries: readonly Entry[]): void {
    for (const { upload } of entries) if (STANDING.has(upload.view.state)) upload.queue();
  }

  resume(key: string): void {
    this.find(key)?.queue();
  }

  cancel(key: string): void {
    void this.find(key)?.cancel();
  }

  /** Takes an entry off the list: its file has become part of its field, or nobody wants to see it any more. */
  remove(key: string): void {
    const mediaId = this.find(key)?.view.mediaId;
    if (mediaId) this.memory.forget(mediaId);
    this.entries = this.entries.filter((entry) => entry.key !== key);
    this.tell();
  }

  private find(key: string): Upload | undefined {
    return this.entries.find((entry) => entry.key === key)?.upload;
  }

  private watch(entry: Entry): void {
    const { upload } = entry;
    let { state, safeBytes, mediaId } = upload.view;
    upload.subscribe(() => {
      const { view } = upload;
      const isChanged = view.state !== state;
      if (view.state !== 'cancelled' && (view.safeBytes !== safeBytes || view.mediaId !== mediaId)) this.note(entry);
      ({ state, safeBytes, mediaId } = view);
      if (!isChanged) return;
      if (state === 'cancelled') return this.remove(entry.key);
      this.advance();
      this.tell();
    });
  }

  private note({ place, upload }: Entry): void {
    const { mediaId, sizeBytes, safeBytes } = upload.view;
    if (mediaId !== null) this.memory.note({ ...place, mediaId, fileName: upload.file.name, sizeBytes, safeBytes, notedAt: Date.now() });
  }

  private advance(): void {
    for (;;) {
      const next = this.entries.find(({ upload }) => upload.view.state === 'waiting');
      const running = this.entries.filter(({ upload }) => RUNNING.has(upload.view.state)).length;
      if (next === undefined || running >= AT_ONCE) return;
      void next.upload.run();
    }
  }

  private tell(): void {
    // A new list each time, so that those who show it notice.
    this.entries = [...this.entries];
    for (const listener of this.listeners) listener();
  }
}
