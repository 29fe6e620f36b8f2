import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useSavesData } from '../../../lib/saveData';
import { IconButton } from '../../../ui/Button';
import { PlayerIcon } from '../player/PlayerIcon';
import { playbackQuery } from '../player/playback';
import { actOf } from './lightboxKeys';
import { Picture } from './Picture';
import type { ShownItem } from './shownItem';
import { useZoom } from './useZoom';
import './lightbox.css';

interface LightboxProps {
  pictures: readonly ShownItem[];
  /** Which picture is open; `null` for none. */
  index: number | null;
  onIndex: (index: number | null) => void;
}

/** Pictures one by one, as large as the screen allows and larger; the browser brings the focus back afterwards. */
export function Lightbox({ pictures, index, onIndex }: LightboxProps) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = index !== null;
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      aria-label={t`Pictures`}
      className="lightbox"
      onClose={() => onIndex(null)}
      onCancel={(event) => {
        event.preventDefault();
        onIndex(null);
      }}
    >
      {index !== null && pictures[index] && <Slides pictures={pictures} index={index} item={pictures[index]} onIndex={onIndex} />}
    </dialog>
  );
}

interface SlidesProps {
  pictures: readonly ShownItem[];
  index: number;
  item: ShownItem;
  onIndex: (index: number | null) => void;
}

/** Adds the largest size, where the file has one and the borrower did not know. */
function useWidest(item: ShownItem): ShownItem {
  const savesData = useSavesData();
  const { data } = useQuery({ ...playbackQuery(item.mediaId), enabled: item.pictures === undefined && !savesData });
  if (data === undefined || item.pictures !== undefined) return item;
  return { ...item, pictures: data.names.map((name) => ({ name, width: null })) };
}

function Slides({ pictures, index, item, onIndex }: SlidesProps) {
  const { t } = useLingui();
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [strip, setStrip] = useState<HTMLElement | null>(null);
  const [sheet, setSheet] = useState<HTMLElement | null>(null);
  const total = pictures.length;
  const number = index + 1;
  const go = (step: number) => {
    if (pictures[index + step] !== undefined) onIndex(index + step);
  };
  const [ratio, setRatio] = useState(4 / 3);
  const picture = useMemo(() => ({ width: ratio, height: 1 }), [ratio]);
  const zoom = useZoom({
    frame,
    strip,
    sheet,
    picture,
    onSwipe: (swipe) => (swipe === 'close' ? onIndex(null) : swipe && go(swipe === 'next' ? 1 : -1)),
  });
  const press = (event: KeyboardEvent) => {
    const act = actOf(event, zoom.isZoomed);
    if (act === null) return;
    event.preventDefault();
    if (act.act === 'turn') go(act.step);
    else if (act.act === 'end') onIndex(act.isLast ? total - 1 : 0);
    else if (act.act === 'pan') zoom.pan(act.x, act.y);
    else zoom[act.act]();
  };
  const name = item.altText || item.caption || item.fileName;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are heard wherever the focus is in the dialog
    <div className="flex size-full flex-col" onKeyDown={press}>
      <div className="flex items-center gap-1 px-2 py-1 sm:px-4">
        <p role="status" className="me-auto ps-2 tabular-nums">
          {t`Picture ${number} of ${total}`}
          <span className="sr-text">: {name}</span>
        </p>
        <button type="button" className="btn-icon" aria-label={t`Smaller`} title={`${t`Smaller`} (−)`} onClick={zoom.smaller}>
          <span aria-hidden="true" className="text-2xl leading-none">
            −
          </span>
        </button>
        <button type="button" className="btn-icon" aria-label={t`Larger`} title={`${t`Larger`} (+)`} onClick={zoom.larger}>
          <span aria-hidden="true" className="text-2xl leading-none">
            +
          </span>
        </button>
        <button
          type="button"
          className="btn-icon aria-disabled:opacity-40"
          aria-label={t`Show the whole picture`}
          aria-disabled={!zoom.isZoomed}
          title={`${t`Show the whole picture`} (0)`}
          onClick={zoom.whole}
        >
          <PlayerIcon name="small" size={20} />
        </button>
        <IconButton icon="close" label={t`Close`} onClick={() => onIndex(null)} />
      </div>
      <div ref={setFrame} className="lightbox-frame" data-zoomed={zoom.isZoomed || undefined} {...zoom.handlers}>
        <div ref={setStrip} className="lightbox-strip">
          {[-1, 0, 1].map((step) => {
            const near = pictures[index + step];
            if (near === undefined) return null;
            return (
              <div key={near.mediaId} className="lightbox-slide" data-step={step} aria-hidden={step !== 0}>
                {step === 0 ? (
                  <Sheet item={near} isZoomed={zoom.isZoomed} onSheet={setSheet} onRatio={setRatio} />
                ) : (
                  <Whole item={near} isHidden />
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div className="flex min-h-14 items-center justify-between gap-4 px-2 py-1 sm:px-4">
        <IconButton
          icon="arrowLeft"
          label={t`Previous picture`}
          className="aria-disabled:opacity-40"
          aria-disabled={number === 1}
          onClick={() => go(-1)}
        />
        <p className="line-clamp-3 max-w-prose text-center">{item.caption}</p>
        <IconButton
          icon="arrowRight"
          label={t`Next picture`}
          className="aria-disabled:opacity-40"
          aria-disabled={number === total}
          onClick={() => go(1)}
        />
      </div>
      <p className="sr-text">
        <Trans>Plus and minus make it larger and smaller, 0 shows the whole, arrows turn the pictures or move an enlarged one.</Trans>
      </p>
    </div>
  );
}

interface SheetProps {
  item: ShownItem;
  isZoomed: boolean;
  onSheet: (element: HTMLElement | null) => void;
  /** Tells how wide it is for its height. */
  onRatio: (ratio: number) => void;
}

function Sheet({ item, isZoomed, onSheet, onRatio }: SheetProps) {
  const widest = useWidest(item);
  return (
    <div
      ref={onSheet}
      className="lightbox-sheet"
      onLoadCapture={(event) => {
        const { target } = event;
        if (!(target instanceof HTMLImageElement) || target.naturalHeight === 0) return;
        // A larger size of the same picture is a pixel off now and then, which is no reason to begin anew.
        onRatio(Math.round((target.naturalWidth / target.naturalHeight) * 50) / 50);
      }}
    >
      <Picture item={{ ...widest, facts: undefined }} sizes={isZoomed ? '250vw' : '100vw'} fit="contain" eager />
    </div>
  );
}

function Whole({ item, isHidden }: { item: ShownItem; isHidden: boolean }) {
  return <Picture item={{ ...item, facts: undefined, ...(isHidden && { altText: '' }) }} sizes="100vw" fit="contain" eager />;
}
