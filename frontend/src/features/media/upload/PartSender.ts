import { type Patience, patiently, StoreRefusal } from './patience';
import type { Surroundings, Ticket } from './ports';

const AT_ONCE = 4;
const SIGNED_AT_ONCE = 8;
const MOST_SILENCES = 2;

/** Who wants to know how the parts get on. */
interface Listener {
  onProgress: (sentBytes: number) => void;
  /** A part is safe in the store; `safeBytes` need never be sent again. */
  onPart: (safeBytes: number) => void;
  onTrouble: () => void;
}

/** Sends the parts that the store does not hold yet, several at once. Made anew for each run, so that a stopped run leaves nothing behind. */
export class PartSender {
  private readonly queue: number[];
  private readonly moving = new Map<number, number>();
  private readonly urls = new Map<number, string>();
  private readonly stop = new AbortController();
  private readonly patience: Patience;
  private signing: Promise<void> | null = null;
  safeBytes: number;

  constructor(
    private readonly file: Blob,
    private readonly ticket: Ticket,
    private readonly around: Surroundings,
    private readonly listener: Listener,
  ) {
    // A part that arrived in the wrong size was cut off; it is sent again and replaces the stump.
    const safe = new Set(ticket.stored_parts.filter((part) => part.size_bytes === this.sizeOf(part.number)).map((part) => part.number));
    this.queue = Array.from({ length: ticket.total_parts }, (_, index) => index + 1).filter((number) => !safe.has(number));
    this.safeBytes = [...safe].reduce((sum, number) => sum + this.sizeOf(number), 0);
    this.patience = { line: around.line, haste: around.haste, signal: this.stop.signal, onTrouble: listener.onTrouble };
  }

  /** Sends everything. Throws when a part cannot be sent, or when `signal` says stop. */
  async send(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const halt = () => this.stop.abort();
    signal.addEventListener('abort', halt, { once: true });
    try {
      await Promise.all(Array.from({ length: this.workers() }, () => this.work()));
    } finally {
      halt();
      signal.removeEventListener('abort', halt);
    }
  }

  /** Returns how many parts move at once. Of few parts half wait: those on their way are lost by a pause or a broken line. */
  private workers(): number {
    return Math.min(AT_ONCE, this.queue.length, Math.max(2, Math.ceil(this.queue.length / 2)));
  }

  private async work(): Promise<void> {
    for (let number = this.queue.shift(); number !== undefined; number = this.queue.shift()) {
      await this.sendPart(number);
      this.safeBytes += this.sizeOf(number);
      this.listener.onPart(this.safeBytes);
    }
  }

  private async sendPart(number: number): Promise<void> {
    const start = (number - 1) * this.ticket.part_size_bytes;
    const bytes = this.file.slice(start, start + this.sizeOf(number));
    const md5 = await this.around.checkOf(bytes);
    this.stop.signal.throwIfAborted();
    let silences = 0;
    await patiently(async () => {
      // A store whose rules for browsers do not know the check answers nothing at all: then it goes without.
      const part = { bytes, md5: silences < MOST_SILENCES ? md5 : null };
      const status = await this.around.putPart(await this.urlOf(number), part, (sent) => this.note(number, sent), this.stop.signal);
      if (status === 0 && this.around.line.isOnline()) silences++;
      this.moving.delete(number);
      if (status >= 200 && status < 300) return;
      if (status === 403) this.urls.clear();
      this.urls.delete(number);
      throw new StoreRefusal(status);
    }, this.patience);
  }

  private note(number: number, sentBytes: number): void {
    if (this.stop.signal.aborted) return;
    this.moving.set(number, Math.min(sentBytes, this.sizeOf(number)));
    this.listener.onProgress([...this.moving.values()].reduce((sum, bytes) => sum + bytes, this.safeBytes));
  }

  /** Returns where to put a part. One call signs several parts, and the other workers wait for it. */
  private async urlOf(number: number): Promise<string> {
    for (;;) {
      const url = this.urls.get(number);
      if (url !== undefined) return url;
      this.signing ??= this.sign(number).finally(() => {
        this.signing = null;
      });
      await this.signing;
    }
  }

  private async sign(number: number): Promise<void> {
    const ahead = this.queue.filter((next) => !this.urls.has(next)).slice(0, SIGNED_AT_ONCE - 1);
    const signed = await patiently(() => this.around.server.sign(this.ticket.id, [number, ...ahead]), this.patience);
    for (const part of signed) this.urls.set(part.number, part.url);
    if (!this.urls.has(number)) throw new Error(`part ${number} was not signed`);
  }

  private sizeOf(number: number): number {
    return Math.min(this.ticket.part_size_bytes, this.file.size - (number - 1) * this.ticket.part_size_bytes);
  }
}
