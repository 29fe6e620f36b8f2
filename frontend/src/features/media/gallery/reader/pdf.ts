import { getDocument, type PDFDocumentProxy, PDFWorker, type RenderTask, TextLayer, version } from 'pdfjs-dist';
import Worker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';
import { folded } from '../../player/cues';

/** Fonts, character maps and decoders that documents may need; the build puts them there, named by version. */
const AIDS = `/assets/pdf-${version}/`;
const MAX_PIXELS = 16_000_000;

export type Pdf = PDFDocumentProxy;

/** A document being opened; `close` ends its worker, too. */
export interface OpenPdf {
  pdf: Promise<Pdf>;
  close: () => void;
}

/** Opens a document in a worker, a piece at a time where the server allows. Scripts, forms and notes in it are left alone. */
export function openPdf(address: string): OpenPdf {
  const worker = PDFWorker.create({ port: new Worker() });
  const task = getDocument({
    url: new URL(address, location.href),
    worker,
    cMapUrl: `${AIDS}cmaps/`,
    iccUrl: `${AIDS}iccs/`,
    standardFontDataUrl: `${AIDS}standard_fonts/`,
    wasmUrl: `${AIDS}wasm/`,
    enableXfa: false,
    disableAutoFetch: true,
    maxImageSize: 64_000_000,
  });
  return { pdf: task.promise, close: () => void task.destroy().finally(() => worker.destroy()) };
}

interface Sheet {
  canvas: HTMLCanvasElement;
  words: HTMLElement;
}

interface Look {
  number: number;
  /** How wide the page is drawn, in CSS pixels. */
  width: number;
  signal: AbortSignal;
}

/** Draws a page, and lays its words over it to be selected and read out. */
export async function drawPage(pdf: Pdf, { canvas, words }: Sheet, { number, width, signal }: Look): Promise<void> {
  const page = await pdf.getPage(number);
  if (signal.aborted) return;
  const scale = width / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale });
  const density = Math.min(globalThis.devicePixelRatio || 1, Math.sqrt(MAX_PIXELS / (viewport.width * viewport.height)));
  const drawn = document.createElement('canvas');
  drawn.width = Math.floor(viewport.width * density);
  drawn.height = Math.floor(viewport.height * density);
  const task: RenderTask = page.render({ canvas: drawn, viewport, transform: [density, 0, 0, density, 0, 0], annotationMode: 0 });
  signal.addEventListener('abort', () => task.cancel());
  await task.promise;
  if (signal.aborted) return;
  canvas.width = drawn.width;
  canvas.height = drawn.height;
  canvas.style.setProperty('width', `${viewport.width}px`);
  canvas.style.setProperty('height', `${viewport.height}px`);
  canvas.getContext('2d')?.drawImage(drawn, 0, 0);
  words.replaceChildren();
  words.style.setProperty('--total-scale-factor', String(scale));
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport });
  signal.addEventListener('abort', () => layer.cancel());
  await layer.render();
}

/** Returns what a page says, as it is searched. */
async function saidOn(pdf: Pdf, number: number): Promise<string> {
  const content = await (await pdf.getPage(number)).getTextContent();
  return folded(
    content.items
      .map((item) => ('str' in item ? item.str : ''))
      .join(' ')
      .normalize('NFC'),
  );
}

/** Returns the next page that says something, from one page on and around the end; `null` when none does. */
export async function pageSaying(pdf: Pdf, wanted: string, from: number, signal: AbortSignal): Promise<number | null> {
  const needle = folded(wanted.normalize('NFC').trim()).replace(/\s+/g, ' ');
  for (let step = 0; step < pdf.numPages && !signal.aborted; step++) {
    const number = ((from - 1 + step) % pdf.numPages) + 1;
    if ((await saidOn(pdf, number)).replace(/\s+/g, ' ').includes(needle)) return number;
  }
  return null;
}

/** Marks the pieces of a page that hold what is searched for. */
export function markWords(words: HTMLElement, wanted: string): void {
  const needle = folded(wanted.normalize('NFC').trim());
  for (const piece of words.querySelectorAll('span')) {
    piece.classList.toggle('reader-hit', needle !== '' && folded((piece.textContent ?? '').normalize('NFC')).includes(needle));
  }
}
