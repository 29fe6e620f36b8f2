import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextAreaField } from '../../ui/TextAreaField';
import { acts, type Item, useAct } from './queries';

const FEWEST = 3;
const MOST = 500;

/** Declares an item void, with a reason that stays on record. */
export function VoidButton({ item }: { item: Item }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const act = useAct();
  const texts = useProblemTexts();
  const isShort = reason.trim().length < FEWEST;
  const error = act.isError ? texts.of(act.error) : undefined;
  return (
    <>
      <Button kind="plain" onClick={() => setOpen(true)}>
        <Trans>Declare void</Trans>
      </Button>
      <Dialog
        isOpen={isOpen}
        title={<Trans>Declare this item void?</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <Button
            kind="danger"
            busy={act.isPending}
            disabled={isShort}
            onClick={() => act.mutate(() => acts.void(item.id, reason), { onSuccess: () => setOpen(false) })}
          >
            <Trans>Declare void</Trans>
          </Button>
        }
      >
        <p>
          <Trans>Votes already cast stay on record and decide nothing. The initiative can be put on the agenda again.</Trans>
        </p>
        <TextAreaField
          name={`void-${item.id}`}
          label={t`Reason`}
          error={error}
          rows={3}
          maxLength={MOST}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Dialog>
    </>
  );
}
