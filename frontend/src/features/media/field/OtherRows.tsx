import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatPercent } from '../../../lib/numbers';
import { Button, buttonClass } from '../../../ui/Button';
import type { Remembered } from '../upload/memory';
import { Row } from './Row';

/** An upload that was broken off, here or on another device of the same person: it needs its file once more. */
export function UnfinishedRow({ entry, inputId, onDiscard }: { entry: Remembered; inputId: string; onDiscard: () => void }) {
  const { t } = useLingui();
  const share = formatPercent(Math.floor((100 * entry.safeBytes) / Math.max(1, entry.sizeBytes)) / 100, useLocale());
  const { fileName } = entry;
  return (
    <Row
      name={fileName}
      state={t`Choose the file once more to continue at ${share}.`}
      actions={
        <>
          <label htmlFor={inputId} className={buttonClass('quiet')}>
            <Trans>Choose the file</Trans>
            <span className="sr-text">{fileName}</span>
          </label>
          <Button kind="plain" aria-label={t`Cancel ${fileName}`} onClick={onDiscard}>
            {t`Cancel`}
          </Button>
        </>
      }
    />
  );
}

/** A file that was not taken, and why; or, with `isBad` unset, one that is there already. */
export function RefusedRow({
  name,
  reason,
  isBad = true,
  onDismiss,
}: {
  name: string;
  reason: string;
  isBad?: boolean;
  onDismiss: () => void;
}) {
  const { t } = useLingui();
  return (
    <Row
      name={name}
      state={reason}
      isBad={isBad}
      actions={
        <Button kind="plain" aria-label={t`Understood: ${name}`} onClick={onDismiss}>
          {t`Understood`}
        </Button>
      }
    />
  );
}

/** Says to those who do not see the list what has become of a file. */
export function News({ refused, arrived, made }: { refused: readonly string[]; arrived: number; made: string }) {
  const { t } = useLingui();
  const names = refused.join(', ');
  return (
    <p role="status" className="sr-text">
      {names === '' ? t`Files in this field: ${arrived}` : t`Not taken: ${names}`} {made}
    </p>
  );
}
