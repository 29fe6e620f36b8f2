import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { News, type Source, wordOf } from './news';

class FakeSource implements Source {
  readyState = 1;
  isClosed = false;
  private readonly listeners = new Map<string, (event: Event) => void>();

  constructor(readonly address: string) {}

  addEventListener(name: string, listener: (event: Event) => void): void {
    this.listeners.set(name, listener);
  }

  close(): void {
    this.isClosed = true;
  }

  say(name: string, data?: string): void {
    this.listeners.get(name)?.(data === undefined ? new Event(name) : new MessageEvent(name, { data }));
  }
}

function arrange() {
  const sources: FakeSource[] = [];
  const window = { isSeen: true };
  const open = (address: string) => {
    const source = new FakeSource(address);
    sources.push(source);
    return source;
  };
  return { sources, window, news: new News(open, () => window.isSeen) };
}

const word = (id: string, percent = 40) =>
  JSON.stringify({ id, state: 'processing', step: 'ladder', percent, has_failed: false, version: 3 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('fields that begin together share one stream, and each hears of its own files', () => {
  const { sources, news } = arrange();
  const [one, other] = [vi.fn(), vi.fn()];
  news.follow(['b'], one);
  news.follow(['a', 'b'], other);
  vi.runAllTimers();

  expect(sources.map(({ address }) => address)).toEqual(['/api/v1/media/events?ids=a&ids=b']);
  sources[0]?.say('media', word('a'));
  expect(one).not.toHaveBeenCalled();
  expect(other).toHaveBeenCalledWith({ id: 'a', state: 'processing', step: 'ladder', percent: 40, has_failed: false });
  expect(news.isLive).toBe(true);
});

test('when other files are wanted the stream is asked anew, and closed when none are', () => {
  const { sources, news } = arrange();
  const end = news.follow(['a'], vi.fn());
  vi.runAllTimers();
  const endOther = news.follow(['b'], vi.fn());
  vi.runAllTimers();
  expect(sources.map(({ isClosed }) => isClosed)).toEqual([true, false]);

  end();
  endOther();
  vi.runAllTimers();

  expect(sources.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  expect(news.isLive).toBe(false);
});

test('a cut line is the browser’s to mend; a refusal rests for a minute', () => {
  const { sources, news } = arrange();
  news.follow(['a'], vi.fn());
  vi.advanceTimersByTime(100);
  const [source] = sources;
  source?.say('open');
  source?.say('error');
  expect([news.isLive, source?.isClosed]).toEqual([false, false]);
  source?.say('media', word('a'));
  expect(news.isLive).toBe(true);

  if (source) source.readyState = 2;
  source?.say('error');
  vi.advanceTimersByTime(59_000);
  expect([news.isLive, sources.length]).toEqual([false, 1]);
  vi.advanceTimersByTime(2_000);
  expect(sources.length).toBe(2);
});

test('a page that nobody sees hangs up, and asks again when it is seen', () => {
  const { sources, window, news } = arrange();
  news.follow(['a'], vi.fn());
  vi.runAllTimers();
  window.isSeen = false;
  news.gather();
  vi.runAllTimers();
  expect(sources[0]?.isClosed).toBe(true);

  window.isSeen = true;
  news.gather();
  vi.runAllTimers();
  expect(sources.length).toBe(2);
});

test('what is no word of ours is passed over', () => {
  for (const text of ['', '[]', '{"id":1}', '{"id":"a","state":"asleep","percent":1}', 'null']) expect(wordOf(text)).toBeUndefined();
  expect(wordOf('{"id":"a","state":"ready","percent":100}')).toEqual({
    id: 'a',
    state: 'ready',
    step: null,
    percent: 100,
    has_failed: false,
  });
});
