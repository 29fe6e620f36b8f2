import { expect, test } from 'vitest';
import { digestOf } from './digestOf';

test('a file is digested piece by piece to what everybody else calls its SHA-256', async () => {
  const bytes = new Uint8Array(3_000_001).map((_, index) => index % 251);
  const known = await crypto.subtle.digest('SHA-256', bytes);

  const digest = await digestOf(new Blob([bytes]));

  expect(digest).toBe([...new Uint8Array(known)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
});

test('a file that vanished from the device has no digest', async () => {
  const gone = new Blob(['x']);
  gone.stream = () => new ReadableStream({ start: (controller) => controller.error(new DOMException('gone', 'NotReadableError')) });

  expect(await digestOf(gone)).toBeNull();
});
