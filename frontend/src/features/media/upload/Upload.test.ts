import { expect, test, vi } from 'vitest';
import { ApiProblem } from '../../../api/problem';
import { FakeStore, fileOf, PART_BYTES } from './fakeStore';
import { Upload, type UploadState } from './Upload';

function uploadTo(store: FakeStore, sizeBytes: number, haste?: number): Upload {
  return new Upload(fileOf(sizeBytes), { unitId: 'unit-1', campaignId: 'call-1' }, store.surroundings(haste));
}

/** Resolves once the upload is in a state. */
function reaches(upload: Upload, state: UploadState): Promise<void> {
  return vi.waitFor(() => expect(upload.view.state).toBe(state), { interval: 1 });
}

function timesSent(store: FakeStore, number: number): number {
  return store.puts.filter((sent) => sent === number).length;
}

test('every part is sent once, four at a time, signed eight at a time', async () => {
  const store = new FakeStore(195);
  const upload = uploadTo(store, 195);

  await upload.run();

  expect(upload.view).toMatchObject({ state: 'arrived', sentBytes: 195, mediaId: 'media-1', problem: null });
  expect([...store.puts].sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(store.parts.get(20)).toBe(5);
  expect(store.mostAtOnce).toBe(4);
  expect(store.signCalls).toBeLessThanOrEqual(4);
});

test('the server is told for which unit and call it is, and each part goes with its check', async () => {
  const store = new FakeStore(15);

  await uploadTo(store, 15).run();

  expect(store.wanted).toMatchObject({ unit_id: 'unit-1', campaign_id: 'call-1', size_bytes: 15 });
  expect([...store.checks].sort()).toEqual(['md5 of 10', 'md5 of 5']);
});

test('a store that answers nothing to a checked part gets it without', async () => {
  const store = new FakeStore(10, { refuse: { 1: [0, 0] } });
  const upload = uploadTo(store, 10);

  await upload.run();

  expect(upload.view.state).toBe('arrived');
  expect(store.checks).toEqual(['md5 of 10', 'md5 of 10', null]);
});

test('what the store holds is not sent again, but a part cut short is', async () => {
  const store = new FakeStore(95);
  for (const number of [1, 2, 3]) store.parts.set(number, PART_BYTES);
  store.parts.set(4, 3);
  const upload = uploadTo(store, 95);

  await upload.run();

  expect(upload.view).toMatchObject({ state: 'arrived', resumedBytes: 30 });
  expect([...store.puts].sort((one, other) => one - other)).toEqual([4, 5, 6, 7, 8, 9, 10]);
});

test('a broken line, a busy store and a refused signature are tried again', async () => {
  const store = new FakeStore(30, { refuse: { 1: [0, 0], 2: [503], 3: [403] } });
  const upload = uploadTo(store, 30);

  await upload.run();

  expect(upload.view.state).toBe('arrived');
  expect([1, 2, 3].map((number) => timesSent(store, number))).toEqual([3, 2, 2]);
});

test('when the links have expired all are signed anew', async () => {
  const store = new FakeStore(80);
  const upload = uploadTo(store, 80);
  const sent = upload.run();
  await vi.waitFor(() => expect(store.parts.size).toBeGreaterThan(0), { interval: 1 });
  store.expireLinks();

  await sent;

  expect(upload.view.state).toBe('arrived');
});

test('a part that the store lost is found out at the end and sent again', async () => {
  const store = new FakeStore(50, { lose: 2 });
  const upload = uploadTo(store, 50);

  await upload.run();

  expect(upload.view.state).toBe('arrived');
  expect(timesSent(store, 2)).toBe(2);
  expect(timesSent(store, 3)).toBe(1);
});

test('a pause stops the sending, and going on sends only the rest', async () => {
  const store = new FakeStore(400);
  const upload = uploadTo(store, 400);
  const sent = upload.run();
  await vi.waitFor(() => expect(store.parts.size).toBeGreaterThan(3), { interval: 1 });
  upload.pause();
  await sent;
  const held = store.parts.size;
  expect(upload.view.state).toBe('paused');
  expect(held).toBeLessThan(40);

  await upload.run();

  expect(upload.view).toMatchObject({ state: 'arrived', resumedBytes: held * PART_BYTES });
});

test('without a network it waits, says so, and goes on the moment the network is back', async () => {
  const store = new FakeStore(50);
  store.isOnline = false;
  const upload = uploadTo(store, 50, 0.001);
  const sent = upload.run();
  await reaches(upload, 'offline');

  store.goOnline();
  await sent;

  expect(upload.view.state).toBe('arrived');
});

test('a network that goes away in the middle is waited for too', async () => {
  const store = new FakeStore(400);
  const upload = uploadTo(store, 400, 0.001);
  const sent = upload.run();
  await vi.waitFor(() => expect(store.parts.size).toBeGreaterThan(3), { interval: 1 });
  store.isOnline = false;
  await reaches(upload, 'offline');

  store.goOnline();
  await sent;

  expect(upload.view.state).toBe('arrived');
});

test('a refusal of the server ends it with the reason', async () => {
  const store = new FakeStore(50, { refuseStart: new ApiProblem(422, 'media_too_large', { facts: { limit_bytes: 10 } }) });
  const upload = uploadTo(store, 50);

  await upload.run();

  expect(upload.view).toMatchObject({ state: 'failed', problem: { code: 'media_too_large' } });
  expect(store.puts).toEqual([]);
});

test('a part that is refused for good ends it, and nothing more is sent', async () => {
  const store = new FakeStore(400, { refuse: { 2: [400] } });
  const upload = uploadTo(store, 400);

  await upload.run();
  const sent = store.puts.length;
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect(upload.view).toMatchObject({ state: 'failed', problem: { code: 'storage_unavailable' } });
  expect(store.puts.length).toBe(sent);
});

test('cancelling stops the sending and tells the server', async () => {
  const store = new FakeStore(400);
  const upload = uploadTo(store, 400);
  const sent = upload.run();
  await vi.waitFor(() => expect(store.parts.size).toBeGreaterThan(0), { interval: 1 });

  await upload.cancel();
  await sent;

  expect(upload.view.state).toBe('cancelled');
  expect(store.cancelled).toBe(true);
});

test('a file whose bytes the unit handed in before is not sent to the end, and counts as arrived', async () => {
  const store = new FakeStore(4_000, { twin: 'media-0', digestAfterMs: 10 });
  const upload = uploadTo(store, 4_000);

  await upload.run();

  expect(upload.view).toMatchObject({ state: 'arrived', mediaId: 'media-0', isKnown: true, problem: null });
  expect(store.puts.length).toBeLessThan(200);
  expect(store.cancelled).toBe(true);
});

test('the completion tells what this device read', async () => {
  const store = new FakeStore(30);

  await uploadTo(store, 30).run();

  expect(store.toldDigest).toBe('digest');
});

test('a pause while the file is digested leaves nothing running, and going on still finds the known file', async () => {
  const store = new FakeStore(4_000, { twin: 'media-0', digestAfterMs: 30 });
  const upload = uploadTo(store, 4_000);
  const sent = upload.run();
  await reaches(upload, 'sending');
  upload.pause();
  await sent;
  expect(upload.view.state).toBe('paused');

  await upload.run();

  expect(upload.view).toMatchObject({ state: 'arrived', mediaId: 'media-0' });
});
