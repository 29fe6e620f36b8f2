import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { IconButton } from '../../../ui/Button';
import { Picture } from './Picture';
import type { ShownItem } from './shownItem';

interface LightboxProps {
  pictures: readonly ShownItem[];
  /** Which picture is open; `null` for none. */
  index: number | null;
  onIndex: (index: number | null) => void;
}

/** Pictures one by one, as large as the screen allows. Arrow keys move on, Escape closes; the browser brings the focus back. */
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

  const item = index === null ? undefined : pictures[index];
  const number = (index ?? 0) + 1;
  const total = pictures.length;
  const go = (step: number) => {
    if (index !== null && pictures[index + step] !== undefined) onIndex(index + step);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') go(-1);
    if (event.key === 'ArrowRight') go(1);
  };
  return (
    <dialog
      ref={dialog}
      aria-label={t`Pictures`}
      className="m-0 size-full max-h-none max-w-none bg-black/90 p-0 text-white [--focus:white] backdrop:bg-black/60"
      onKeyDown={press}
      onClose={() => onIndex(null)}
      onCancel={(event) => {
        event.preventDefault();
        onIndex(null);
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onIndex(null);
      }}
    >
      {item && (
        <div className="pointer-events-none flex size-full flex-col">
          <div className="pointer-events-auto flex items-center justify-between px-4 py-2">
            <p role="status" className="tabular-nums">
              {t`Picture ${number} of ${total}`}
            </p>
            <IconButton icon="close" label={t`Close`} onClick={() => onIndex(null)} />
          </div>
          <div className="min-h-0 flex-1 px-2">
            <Picture key={item.mediaId} item={{ ...item, facts: undefined }} sizes="100vw" fit="contain" eager />
          </div>
          <div className="pointer-events-auto flex items-center justify-between gap-4 px-4 py-2">
            <IconButton
              icon="arrowLeft"
              label={t`Previous picture`}
              className="aria-disabled:opacity-40"
              aria-disabled={number === 1}
              onClick={() => go(-1)}
            />
            <p className="max-w-prose text-center">{item.caption}</p>
            <IconButton
              icon="arrowRight"
              label={t`Next picture`}
              className="aria-disabled:opacity-40"
              aria-disabled={number === total}
              onClick={() => go(1)}
            />
          </div>
        </div>
      )}
    </dialog>
  );
}
