import { digestOf } from './digestOf';

/** Reads a file from end to end beside the page, so that typing stays smooth, and answers with its digest. */
addEventListener('message', (event: MessageEvent<Blob>) => {
  void digestOf(event.data).then((digest) => postMessage(digest));
});
