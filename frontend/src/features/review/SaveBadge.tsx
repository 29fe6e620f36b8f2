import { Trans } from '@lingui/react/macro';
import { StatusBadge } from '../../ui/Badge';
import { DateTime } from '../../ui/DateTime';
import type { SheetControl } from './useSheet';

/** Where the typing is. Read out politely, and only when the place changes. */
export function SaveBadge({ control }: { control: SheetControl }) {
  return (
    <span role="status" className="text-[0.94rem]">
      <Words control={control} />
    </span>
  );
}

function Words({ control }: { control: SheetControl }) {
  switch (control.state) {
    case 'saving':
      return (
        <StatusBadge tone="neutral">
          <Trans>Saving</Trans>
        </StatusBadge>
      );
    case 'offline':
      return (
        <StatusBadge tone="warn">
          <Trans>Kept on this device</Trans>
        </StatusBadge>
      );
    case 'conflict':
      return (
        <StatusBadge tone="warn">
          <Trans>Changed elsewhere</Trans>
        </StatusBadge>
      );
    case 'refused':
      return (
        <StatusBadge tone="bad">
          <Trans>Not saved</Trans>
        </StatusBadge>
      );
    default:
      return (
        <StatusBadge tone="ok">
          <Trans>
            Saved at <DateTime value={control.savedAt} style="time" />
          </Trans>
        </StatusBadge>
      );
  }
}
