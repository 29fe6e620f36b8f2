import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import { Button } from './Button';

interface UndoToastProps {
  /** What has just been done; nothing is shown while it is `null`. */
  message: ReactNode | null;
  onUndo: () => void;
  onDismiss: () => void;
}

const STAYS_MS = 10_000;

/** Offers to take back what was just done. Only for undo: everything else is said where it happened. */
export function UndoToast({ message, onUndo, onDismiss }: UndoToastProps) {
  const isShown = message !== null;
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(onDismiss, STAYS_MS);
    return () => clearTimeout(timer);
  }, [isShown, onDismiss]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-20 z-40 grid justify-items-center px-4 lg:bottom-6">
      {isShown && (
        <div className="bg-ink text-paper pointer-events-auto flex items-center gap-4 rounded-[10px] py-1 pr-1 pl-4">
          <span>{message}</span>
          <Button kind="quiet" icon="undo" onClick={onUndo}>
            <Trans>Undo</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
