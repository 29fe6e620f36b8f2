import { Trans } from '@lingui/react/macro';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';

/** Stands where a player cannot play. */
export function NotPlayable({ onRetry }: { onRetry: () => void }) {
  return (
    <Notice tone="warn" title={<Trans>This recording cannot be played at the moment.</Trans>}>
      <Button kind="plain" onClick={onRetry}>
        <Trans>Try again</Trans>
      </Button>
    </Notice>
  );
}
