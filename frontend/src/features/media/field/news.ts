import type { Schemas } from '../../../api/client';

/** How far the server is with a file, as its stream of changes says it. */
export interface Word {
  id: string;
  state: Schemas['MediaRead']['state'];
  step: string | null;
  percent: number;
  has_failed: boolean;
}

/** What is used of `EventSource`. */
export interface Source {
  readonly readyState: number;
  addEventListener: (name: string, listener: (event: Event) => void) => void;
  close: () => void;
}

interface Follower {
  ids: readonly string[];
  onWord: (word: Word) => void;
}

const CLOSED = 2;
const MAX_FOLLOWED = 50;
const GATHER_MS = 50;
const TRY_AGAIN_MS = 60_000;
const STATES = ['initiated', 'uploading', 'received', 'processing', 'ready', 'refused', 'abandoned'] as const;

/** Reads a message of the stream; `undefined` when it is none that we know. */
export function wordOf(text: unknown): Word | undefined {
  try {
    const told: unknown = JSON.parse(String(text));
    if (typeof told !== 'object' || told === null) return undefined;
    const entry = new Map<string, unknown>(Object.entries(told));
    const [id, percent, step] = [entry.get('id'), entry.get('percent'), entry.get('step')];
    const state = STATES.find((known) => known === entry.get('state'));
    if (typeof id !== 'string' || typeof percent !== 'number' || state === undefined) return undefined;
    return { id, state, percent, step: typeof step === 'string' ? step : null, has_failed: entry.get('has_failed') === true };
  } catch {
    return undefined;
  }
}

/**
 * One stream of changes for the whole tab: browsers open few connections to one host, so fields share it. While it does not
 * flow, `isLive` is false and those who wait look again by themselves.
 */
export class News {
  private readonly followers = new Set<Follower>();
  private readonly listeners = new Set<() => void>();
  private source: Source | null = null;
  private asked = '';
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private restAt = 0;
  isLive = false;

  constructor(
    private readonly open: (address: string) => Source,
    private readonly isSeen: () => boolean,
  ) {}

  /** Calls `listener` when the stream begins or ceases to flow; returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Tells of changes to these files until the returned function is called. */
  follow(ids: readonly string[], onWord: (word: Word) => void): () => void {
    const follower = { ids, onWord };
    this.followers.add(follower);
    this.gather();
    return () => {
      this.followers.delete(follower);
      this.gather();
    };
  }

  /** Asks for what is wanted now; several fields that begin in one breath cost one stream. */
  gather(): void {
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => this.ask(), GATHER_MS);
  }

  private ask(): void {
    const ids = [...new Set([...this.followers].flatMap((follower) => follower.ids))].sort().slice(0, MAX_FOLLOWED);
    const asked = this.isSeen() && Date.now() >= this.restAt ? ids.map((id) => `ids=${id}`).join('&') : '';
    if (asked === this.asked) return;
    this.hangUp();
    if (asked === '') return;
    this.asked = asked;
    const source = this.open(`/api/v1/media/events?${asked}`);
    this.source = source;
    source.addEventListener('open', () => this.show(true));
    source.addEventListener('media', (event) => this.pass(event));
    source.addEventListener('over', () => this.hangUp());
    source.addEventListener('error', () => {
      this.show(false);
      // Refused, not only cut off, which the browser mends by itself.
      if (source.readyState === CLOSED) this.rest();
    });
  }

  private pass(event: Event): void {
    const word = event instanceof MessageEvent ? wordOf(event.data) : undefined;
    if (word === undefined) return;
    this.show(true);
    for (const { ids, onWord } of [...this.followers]) if (ids.includes(word.id)) onWord(word);
  }

  private hangUp(): void {
    this.source?.close();
    this.source = null;
    this.asked = '';
    this.show(false);
  }

  private rest(): void {
    this.hangUp();
    this.restAt = Date.now() + TRY_AGAIN_MS;
    setTimeout(() => this.gather(), TRY_AGAIN_MS);
  }

  private show(isLive: boolean): void {
    if (isLive === this.isLive) return;
    this.isLive = isLive;
    for (const listener of this.listeners) listener();
  }
}
