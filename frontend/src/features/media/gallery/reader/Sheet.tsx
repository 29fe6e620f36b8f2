import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { drawPage, markWords, type Pdf } from './pdf';

interface SheetProps {
  pdf: Pdf;
  number: number;
  /** 1 fills the width of the screen, as far as that is comfortable to read. */
  zoom: number;
  /** What is searched for. */
  wanted: string;
}

const MARGIN_PX = 24;
const COMFORTABLE_PX = 900;

/** One page of a document: its drawing, and its words over it. */
export function Sheet({ pdf, number, zoom, wanted }: SheetProps) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const size = new ResizeObserver(() => setRoom(Math.min(COMFORTABLE_PX, element.clientWidth - MARGIN_PX)));
    size.observe(element);
    // Keys are for the page from the first moment on.
    element.focus();
    return () => size.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its top
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
  }, [number]);
  useEffect(() => {
    if (canvas.current === null || words.current === null || room <= 0) return;
    const stop = new AbortController();
    const sheet = { canvas: canvas.current, words: words.current };
    setFailed(false);
    drawPage(pdf, sheet, { number, width: room * zoom, signal: stop.signal }).then(
      () => markWords(sheet.words, wanted),
      () => setFailed(!stop.signal.aborted),
    );
    return () => stop.abort();
  }, [pdf, number, zoom, room, wanted]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={frame} className="reader-frame" tabIndex={0} aria-label={t`Page ${number}`}>
      {hasFailed && <p role="alert">{t`This page cannot be drawn.`}</p>}
      <div className="reader-sheet">
        <canvas ref={canvas} />
        <div ref={words} className="reader-words" />
      </div>
    </section>
  );
}
