import { expect, test, vi } from 'vitest';
import { FakeStore, fileOf } from './fakeStore';
import { type Place, UploadMemory } from './memory';
import { UploadList } from './UploadList';

const PLACE: Place = { accountId: 'lan', unitId: 'unit-1', path: '/initiatives/1/edit/files', field: 'photos' };

function arrange(sizeBytes = 400) {
  const kept = new Map<string, string>();
  const shelf = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) };
  const memory = new UploadMemory(() => shelf);
  const store = new FakeStore(sizeBytes);
  return { kept, memory, store, list: new UploadList(store.surroundings(), memory) };
}

const statesOf = (list: UploadList) => list.entries.map(({ upload }) => upload.view.state);

test('two files move at once, the third waits until one is through', async () => {
  const { list } = arrange();
  for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) list.add(PLACE, fileOf(400, name));

  expect(statesOf(list)).toEqual(['preparing', 'preparing', 'waiting']);
  await vi.waitFor(() => expect(statesOf(list)).toEqual(['arrived', 'arrived', 'arrived']));
});

test('a paused file makes room for the next one', async () => {
  const { list } = arrange();
  for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) list.add(PLACE, fileOf(400, name));

  list.pause(list.entries[0]?.key ?? '');

  expect(statesOf(list)).toEqual(['paused', 'preparing', 'preparing']);
});

test('all can be stopped and gone on with at once', async () => {
  const { list } = arrange();
  for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) list.add(PLACE, fileOf(400, name));

  list.pauseAll(list.entries);
  expect(statesOf(list)).toEqual(['paused', 'paused', 'paused']);

  list.resumeAll(list.entries);
  expect(statesOf(list)).toEqual(['preparing', 'preparing', 'waiting']);
});

test('the same file is not taken twice; chosen again it goes on', async () => {
  const { list } = arrange();
  expect(list.add(PLACE, fileOf(400))).toBe(true);
  list.pause(list.entries[0]?.key ?? '');

  expect(list.add(PLACE, fileOf(400))).toBe(false);

  expect(statesOf(list)).toEqual(['preparing']);
});

test('an upload is remembered until its file is where it belongs', async () => {
  const { list, memory } = arrange(50);
  list.add(PLACE, fileOf(50));
  await vi.waitFor(() => expect(statesOf(list)).toEqual(['arrived']));
  expect(memory.at(PLACE)).toMatchObject([{ mediaId: 'media-1', fileName: 'film.mp4', sizeBytes: 50, safeBytes: 50 }]);
  expect(memory.at({ ...PLACE, accountId: 'minh' })).toEqual([]);

  list.remove(list.entries[0]?.key ?? '');

  expect(memory.at(PLACE)).toEqual([]);
});

test('a cancelled upload is forgotten', async () => {
  const { list, memory } = arrange();
  list.add(PLACE, fileOf(400));
  await vi.waitFor(() => expect(memory.at(PLACE)).toHaveLength(1));

  list.cancel(list.entries[0]?.key ?? '');

  expect(list.entries).toEqual([]);
  expect(memory.at(PLACE)).toEqual([]);
});

test('what is kept in a wrong shape, or for too long, is passed over', () => {
  const { kept, memory } = arrange();
  const entry = { ...PLACE, mediaId: 'm', fileName: 'f', sizeBytes: 1, safeBytes: 0 };
  kept.set('uploads', JSON.stringify([1, null, { ...entry, notedAt: 0 }, { ...entry, notedAt: Date.now() }]));
  expect(memory.at(PLACE)).toHaveLength(1);

  kept.set('uploads', '{');

  expect(memory.at(PLACE)).toEqual([]);
});
