import { ApiProblem } from '../../../api/problem';
import { fingerprintOf } from './fingerprint';
import { PartSender } from './PartSender';
import { Pace } from './pace';
import { patiently, StoreRefusal } from './patience';
import type { Surroundings, Ticket } from './ports';

/** How far an upload is. `arrived`: the server has the file and judges it by itself. */
export type UploadState =
  | 'waiting'
  | 'preparing'
  | 'sending'
  | 'retrying'
  | 'offline'
  | 'paused'
  | 'finishing'
  | 'arrived'
  | 'failed'
  | 'cancelled';

/** An upload as a reader sees it; a new object each time something changes. */
export interface UploadView {
  state: UploadState;
  sizeBytes: number;
  sentBytes: number;
  /** Bytes that will not have to be sent again, whatever happens. */
  safeBytes: number;
  /** Bytes that were there already when this run began. */
  resumedBytes: number;
  bytesPerSecond: number;
  secondsLeft: number | null;
  mediaId: string | null;
  /** The unit had handed in the very same bytes before, so nothing more was sent; `mediaId` is that file. */
  isKnown: boolean;
  problem: ApiProblem | null;
}

/** For whom a file is sent: a unit, perhaps for a call, whose quotas it counts in. */
export interface Purpose {
  unitId: string;
  campaignId?: string | undefined;
}

const MAX_ROUNDS = 3;
const SHOWN_EVERY_MS = 200;
const STILL = { bytesPerSecond: 0, secondsLeft: null };

const MENDABLE = new Set(['upload_incomplete', 'upload_lost', 'media_wrong_state', 'media_not_found']);

/** Tells whether starting again, which lists the parts anew, can mend this. */
function isMendable(reason: unknown): boolean {
  if (reason instanceof StoreRefusal) return reason.status === 404;
  return reason instanceof ApiProblem && MENDABLE.has(reason.code);
}

function problemOf(reason: unknown): ApiProblem {
  if (reason instanceof ApiProblem) return reason;
  if (reason instanceof StoreRefusal) return new ApiProblem(reason.status, 'storage_unavailable');
  // The file was moved or changed on the device after it was chosen, so that its bytes can no longer be read.
  if (reason instanceof DOMException) return new ApiProblem(0, 'media_unreadable_here');
  return new ApiProblem(0, 'unexpected');
}

/** One file on its way. It can be paused, gone on with and cancelled; what the server holds is never sent twice. */
export class Upload {
  private readonly listeners = new Set<() => void>();
  private controller = new AbortController();
  private fingerprint: string | null = null;
  private sha256: string | null = null;
  private shownAt = 0;
  view: UploadView;

  constructor(
    readonly file: File,
    readonly purpose: Purpose,
    private readonly around: Surroundings,
  ) {
    const nothing = { sentBytes: 0, safeBytes: 0, resumedBytes: 0, mediaId: null, isKnown: false, problem: null };
    this.view = { state: 'waiting', sizeBytes: file.size, ...nothing, ...STILL };
  }

  /** Calls `listener` after each change; returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Sends the file, or goes on with it. Ends when it has arrived, failed, or was stopped; the view says which. */
  async run(): Promise<void> {
    this.controller.abort();
    this.controller = new AbortController();
    const { signal } = this.controller;
    try {
      await this.go(signal);
    } catch (reason) {
      if (!signal.aborted) this.show({ state: 'failed', problem: problemOf(reason), ...STILL });
    }
  }

  /** Stops sending; `run` goes on. */
  pause(): void {
    this.controller.abort();
    this.show({ state: 'paused', sentBytes: this.view.safeBytes, ...STILL });
  }

  /** Stands in line again after a pause or a failure. */
  queue(): void {
    this.show({ state: 'waiting', problem: null });
  }

  /** Gives the upload up, here and on the server. If the server cannot be told now, its sweep finds the parts later. */
  async cancel(): Promise<void> {
    this.controller.abort();
    this.show({ state: 'cancelled', ...STILL });
    if (this.view.mediaId === null) return;
    await this.around.server.cancel(this.view.mediaId).catch((reason: unknown) => {
      if (!(reason instanceof ApiProblem)) throw reason;
    });
  }

  private async go(signal: AbortSignal): Promise<void> {
    this.show({ state: 'preparing', problem: null, ...STILL });
    this.fingerprint ??= await fingerprintOf(this.file);
    signal.throwIfAborted();
    for (let round = 1; ; round++) {
      try {
        return await this.goOnce(signal, round === 1, this.fingerprint);
      } catch (reason) {
        signal.throwIfAborted();
        if (round === MAX_ROUNDS || !isMendable(reason)) throw reason;
      }
    }
  }

  private async goOnce(signal: AbortSignal, isFirst: boolean, fingerprint: string): Promise<void> {
    const { mediaId, safeBytes } = this.view;
    // Everything was sent in an earlier run and only the answer got lost: starting anew would send it all once more.
    if (isFirst && mediaId !== null && safeBytes === this.file.size) return await this.finish(mediaId, signal);
    const ticket = await this.patiently(signal, () => this.around.server.start(this.wanted(fingerprint)));
    this.show({ mediaId: ticket.id });
    if (await this.sendUnlessKnown(ticket, signal, isFirst)) await this.finish(ticket.id, signal);
  }

  /** Sends the parts while the file is digested beside; stops as soon as the server turns out to have the same bytes. */
  private async sendUnlessKnown(ticket: Ticket, signal: AbortSignal, isFirst: boolean): Promise<boolean> {
    const enough = new AbortController();
    const twin = this.findTwin(signal);
    void twin.then((id) => id === null || enough.abort());
    try {
      await this.sendParts(ticket, AbortSignal.any([signal, enough.signal]), isFirst);
    } catch (reason) {
      signal.throwIfAborted();
      if (!enough.signal.aborted) throw reason;
    }
    const known = await twin;
    signal.throwIfAborted();
    if (known === null || known === ticket.id) return true;
    this.show({ state: 'arrived', mediaId: known, isKnown: true, sentBytes: this.file.size, safeBytes: this.file.size, ...STILL });
    // If the server cannot be told now, its sweep finds the parts later.
    await this.around.server.cancel(ticket.id).catch(() => undefined);
    return false;
  }

  private async findTwin(signal: AbortSignal): Promise<string | null> {
    this.sha256 ??= await this.around.digest(this.file, signal);
    const { sha256 } = this;
    if (sha256 === null) return null;
    return await this.patiently(signal, () => this.around.server.findSame(this.purpose.unitId, sha256)).catch(() => null);
  }

  private async finish(mediaId: string, signal: AbortSignal): Promise<void> {
    this.show({ state: 'finishing', sentBytes: this.file.size, ...STILL });
    await this.patiently(signal, () => this.around.server.complete(mediaId, this.sha256));
    this.show({ state: 'arrived' });
  }

  private wanted(fingerprint: string) {
    const { size, type } = this.file;
    const name = this.file.name.replace(/\p{Cc}/gu, '').slice(-500) || 'file';
    const { unitId, campaignId = null } = this.purpose;
    return { unit_id: unitId, campaign_id: campaignId, file_name: name, declared_type: type.slice(0, 120), size_bytes: size, fingerprint };
  }

  private async sendParts(ticket: Ticket, signal: AbortSignal, isFirst: boolean): Promise<void> {
    const pace = new Pace();
    const sender = new PartSender(this.file, ticket, this.around, {
      onProgress: (sentBytes) => this.showProgress(sentBytes, pace),
      onPart: (safeBytes) => this.show({ safeBytes }),
      onTrouble: () => this.showTrouble(signal),
    });
    const { safeBytes } = sender;
    pace.note(safeBytes, performance.now());
    this.show({ state: 'sending', safeBytes, sentBytes: safeBytes, ...(isFirst && { resumedBytes: safeBytes }) });
    await sender.send(signal);
  }

  private patiently<Result>(signal: AbortSignal, task: () => Promise<Result>): Promise<Result> {
    const { line, haste } = this.around;
    return patiently(task, { line, haste, signal, onTrouble: () => this.showTrouble(signal) });
  }

  private showTrouble(signal: AbortSignal): void {
    if (!signal.aborted) this.show({ state: this.around.line.isOnline() ? 'retrying' : 'offline', ...STILL });
  }

  private showProgress(sentBytes: number, pace: Pace): void {
    const now = performance.now();
    pace.note(sentBytes, now);
    if (now - this.shownAt < SHOWN_EVERY_MS && this.view.state === 'sending') return;
    this.shownAt = now;
    const { bytesPerSecond } = pace;
    this.show({ state: 'sending', sentBytes, bytesPerSecond, secondsLeft: pace.secondsFor(this.file.size - sentBytes) });
  }

  private show(change: Partial<UploadView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
