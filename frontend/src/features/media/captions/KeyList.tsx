import { Trans, useLingui } from '@lingui/react/macro';
import { Dialog } from '../../../ui/Dialog';
import { KEYS } from './keys';

interface KeyListProps {
  isOpen: boolean;
  areOn: boolean;
  onTurn: (areOn: boolean) => void;
  onClose: () => void;
}

/** What the keyboard can do here, and the switch that turns it off. */
export function KeyList({ isOpen, areOn, onTurn, onClose }: KeyListProps) {
  const { i18n, t } = useLingui();
  return (
    <Dialog isOpen={isOpen} title={t`Keyboard shortcuts`} onClose={onClose}>
      <p className="text-muted">
        <Trans>Hold Alt with these keys. Outside text fields, letters and arrows work alone, and the space bar plays and pauses.</Trans>
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        {KEYS.map(({ act, alt, words }) => (
          <div key={act} className="contents">
            <dt>
              <kbd className="border-line bg-sunken inline-block min-w-9 rounded-md border px-2 text-center font-sans font-semibold">
                {alt === '?' ? alt : `Alt + ${alt}`}
              </kbd>
            </dt>
            <dd>{i18n._(words)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted text-sm">
        <Trans>In a time, the arrows up and down move it by a tenth of a second, with Shift by a second.</Trans>
      </p>
      <label className="flex min-h-11 items-center gap-3 font-semibold">
        <input type="checkbox" className="accent-link size-5" checked={areOn} onChange={(event) => onTurn(event.target.checked)} />
        <Trans>Use these keys</Trans>
      </label>
    </Dialog>
  );
}
