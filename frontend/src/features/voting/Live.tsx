import { Trans } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { StatusBadge } from '../../ui/Badge';
import { DateTime } from '../../ui/DateTime';

/** Says whether what is on screen is live; when the line is lost, how old it is. `isQuiet`: only then. */
export function Live({ query, isQuiet = false }: { query: UseQueryResult<unknown, unknown>; isQuiet?: boolean }) {
  const isLost = query.isRefetchError || query.fetchStatus === 'paused' || query.failureCount > 0;
  return (
    <p role="status" className="text-sm">
      {isLost ? (
        <StatusBadge tone="warn">
          <Trans>
            Reconnecting. These figures are from <DateTime style="time" value={new Date(query.dataUpdatedAt).toISOString()} />.
          </Trans>
        </StatusBadge>
      ) : (
        <span className={isQuiet ? 'sr-text' : 'text-muted'}>
          <Trans>Kept up to date by itself</Trans>
        </span>
      )}
    </p>
  );
}
