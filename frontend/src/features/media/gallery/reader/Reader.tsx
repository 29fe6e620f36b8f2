import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { Button, buttonClass, IconButton } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { openPdf, type Pdf, pageSaying } from './pdf';
import { Sheet } from './Sheet';
import './reader.css';

interface ReaderProps {
  address: string;
  title: string;
  onClose: () => void;
}

const SPENT = 'aria-disabled:opacity-40';
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** A document to read page by page, as large as the screen. */
export function Reader({ address, title, onClose }: ReaderProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { t } = useLingui();
  const [pdf, setPdf] = useState<Pdf | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Closed by its owner it must let the page go, too.
    return () => element?.close();
  }, []);
  useEffect(() => {
    let isGone = false;
    const opened = openPdf(address);
    opened.pdf.then(
      (found) => !isGone && setPdf(found),
      () => !isGone && setBroken(true),
    );
    return () => {
      isGone = true;
      opened.close();
    };
  }, [address]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="reader"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="flex size-full flex-col">
        <div className="border-line flex items-center gap-2 border-b px-2 py-1 sm:px-4">
          <h2 id={titleId} className="me-auto min-w-0 truncate ps-2 text-base">
            {title}
          </h2>
          <a href={address} className="btn-icon" aria-label={t`Download`} title={t`Download`} target="_blank" rel="noopener">
            <Icon name="download" size={20} />
          </a>
          <IconButton icon="close" label={t`Close`} onClick={onClose} />
        </div>
        {isBroken ? (
          <NotReadable address={address} onClose={onClose} />
        ) : pdf === null ? (
          <p role="status" className="text-muted m-auto">
            <Trans>Opening the document</Trans>
          </p>
        ) : (
          <Book pdf={pdf} />
        )}
      </div>
    </dialog>
  );
}

function NotReadable({ address, onClose }: { address: string; onClose: () => void }) {
  return (
    <div role="alert" className="m-auto grid max-w-prose justify-items-center gap-3 p-6 text-center">
      <p className="font-semibold">
        <Trans>This document cannot be opened here.</Trans>
      </p>
      <p>
        <Trans>Its pages stay to be seen as pictures, and the document can be downloaded.</Trans>
      </p>
      <div className="flex flex-wrap justify-center gap-3">
        <Button onClick={onClose}>
          <Trans>Back to the pictures</Trans>
        </Button>
        <a href={address} className={buttonClass('quiet')} target="_blank" rel="noopener">
          <Icon name="download" />
          <Trans>Download</Trans>
        </a>
      </div>
    </div>
  );
}

/** The pages and the bar above them. */
function Book({ pdf }: { pdf: Pdf }) {
  const { t } = useLingui();
  const [number, setNumber] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [wanted, setWanted] = useState('');
  const [answer, setAnswer] = useState('');
  const numberId = useId();
  const searching = useRef<AbortController>(null);
  const total = pdf.numPages;
  const turn = (to: number) => setNumber(Math.min(total, Math.max(1, to)));
  const larger = () => setZoom(ZOOMS.find((one) => one > zoom) ?? zoom);
  const smaller = () => setZoom(ZOOMS.findLast((one) => one < zoom) ?? zoom);

  const search = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = new FormData(event.currentTarget).get('words');
    if (typeof words !== 'string' || words.trim() === '') return setWanted('');
    searching.current?.abort();
    searching.current = new AbortController();
    setAnswer(t`Searching`);
    const { signal } = searching.current;
    const found = await pageSaying(pdf, words, words === wanted ? (number % total) + 1 : number, signal).catch(() => null);
    if (signal.aborted) return;
    setWanted(words);
    setAnswer(found === null ? t`Not in this document` : t`Found on page ${found}`);
    if (found !== null) turn(found);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const acts = new Map<string, () => void>([
      ['ArrowLeft', () => turn(number - 1)],
      ['ArrowRight', () => turn(number + 1)],
      ['PageUp', () => turn(number - 1)],
      ['PageDown', () => turn(number + 1)],
      ['Home', () => turn(1)],
      ['End', () => turn(total)],
      ['+', larger],
      ['-', smaller],
      ['0', () => setZoom(1)],
    ]);
    const act = acts.get(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are heard wherever the focus is in the reader
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={press}>
      <div className="border-line flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-b px-2 py-1">
        <div className="flex items-center gap-1">
          <IconButton
            icon="arrowLeft"
            label={t`Previous page`}
            aria-disabled={number === 1}
            className={SPENT}
            onClick={() => turn(number - 1)}
          />
          <label htmlFor={numberId} className="sr-text">
            <Trans>Page number</Trans>
          </label>
          <input
            key={number}
            id={numberId}
            className="control w-14 text-center tabular-nums"
            inputMode="numeric"
            defaultValue={number}
            onKeyDown={(event) => {
              if (event.key === 'Enter') turn(Number(event.currentTarget.value) || number);
            }}
            onBlur={(event) => turn(Number(event.currentTarget.value) || number)}
          />
          <span role="status" className="whitespace-nowrap tabular-nums">
            <span className="sr-text">{t`Page ${number} of ${total}`}</span>
            <span aria-hidden="true">/ {total}</span>
          </span>
          <IconButton
            icon="arrowRight"
            label={t`Next page`}
            aria-disabled={number === total}
            className={SPENT}
            onClick={() => turn(number + 1)}
          />
        </div>
        <div className="flex items-center">
          <button type="button" className="btn-icon" aria-label={t`Smaller`} onClick={smaller}>
            <span aria-hidden="true" className="text-2xl leading-none">
              −
            </span>
          </button>
          <span role="status" className="min-w-14 text-center tabular-nums">
            {Math.round(zoom * 100)}%
          </span>
          <button type="button" className="btn-icon" aria-label={t`Larger`} onClick={larger}>
            <span aria-hidden="true" className="text-2xl leading-none">
              +
            </span>
          </button>
        </div>
        <search className="w-full sm:w-auto">
          <form className="flex w-full items-center gap-2 sm:w-auto" onSubmit={search}>
            <input
              name="words"
              type="search"
              className="control min-w-0 flex-1 sm:w-44"
              aria-label={t`Search in the document`}
              placeholder={t`Search in the document`}
            />
            <IconButton icon="search" type="submit" label={t`Search`} />
          </form>
        </search>
        <p role="status" className="text-muted text-[0.94rem]">
          {answer}
        </p>
      </div>
      <Sheet pdf={pdf} number={number} zoom={zoom} wanted={wanted} />
    </div>
  );
}
