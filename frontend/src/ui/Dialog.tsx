import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './Button';

interface DialogProps {
  isOpen: boolean;
  title: ReactNode;
  /** Escape, the cross, or a press beside the dialog. */
  onClose: () => void;
  /** Buttons at the foot, the act first. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A question that must be settled before anything else. The browser keeps the focus inside and brings it back afterwards. */
export function Dialog({ isOpen, title, onClose, actions, children }: DialogProps) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way to close is Escape, which `onCancel` hears
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="dialog"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {isOpen && (
        <div className="grid gap-4">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId}>{title}</h2>
            <span className="-mt-2 -mr-2 shrink-0">
              <IconButton icon="close" label={t`Close`} onClick={onClose} />
            </span>
          </div>
          {children}
          {actions !== undefined && <div className="bg-surface sticky -bottom-6 -mb-6 flex flex-wrap gap-3 pt-2 pb-6">{actions}</div>}
        </div>
      )}
    </dialog>
  );
}
