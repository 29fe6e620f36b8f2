import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';

interface SealDialogProps {
  isOpen: boolean;
  isBusy: boolean;
  total: { total: number; attainable: number };
  onClose: () => void;
  onSeal: () => void;
}

/** Asks once more, and names what becomes final. */
export function SealDialog({ isOpen, isBusy, total, onClose, onSeal }: SealDialogProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const got = formatHundredths(total.total, locale);
  const most = formatHundredths(total.attainable, locale);
  return (
    <Dialog
      isOpen={isOpen}
      title={t`Seal this sheet?`}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" icon="lock" busy={isBusy} onClick={onSeal}>
            <Trans>
              Seal with {got} of {most} points
            </Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Keep working</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          {got} of {most} points, your comments on the criteria and the comment for the unit become final. Nobody can change them
          afterwards, you included.
        </Trans>
      </p>
      <p className="text-muted">
        <Trans>Your private note stays yours and is not part of it.</Trans>
      </p>
    </Dialog>
  );
}

/** Lists the keys of the score sheet. */
export function KeysDialog({ isOpen, onClose, children }: { isOpen: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useLingui();
  const keys = [
    ['0–9', t`Type the points`],
    ['↑ ↓', t`One point more or less`],
    ['Enter', t`Next criterion; at the end, seal`],
    ['Tab', t`Next field`],
    ['n', t`Comment on this criterion`],
    ['s', t`Skip for now`],
    ['?', t`Show these keys`],
  ];
  return (
    <Dialog isOpen={isOpen} title={t`Keyboard shortcuts`} onClose={onClose}>
      <dl className="grid grid-cols-[6rem_1fr] gap-x-4 gap-y-2">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="border-control rounded border px-2 py-0.5">{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        <Trans>They act only while you are in a field for points.</Trans>
      </p>
      {children}
    </Dialog>
  );
}
