import { md5 } from '@noble/hashes/legacy.js';

/** Digests parts beside the page, so that typing stays smooth. Each comes with a number that its answer carries. */
addEventListener('message', (event: MessageEvent<{ number: number; bytes: Blob }>) => {
  const { number, bytes } = event.data;
  void bytes.arrayBuffer().then(
    (buffer) => postMessage({ number, md5: btoa(String.fromCharCode(...md5(new Uint8Array(buffer)))) }),
    () => postMessage({ number, md5: null }),
  );
});
