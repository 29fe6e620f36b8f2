import { Trans } from '@lingui/react/macro';
import { Button } from './Button';

interface ShowMoreProps {
  /** How many are on screen, and of how many, where the server counts. */
  shown: number;
  total?: number;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

/** The foot of a list that comes in parts: the reader decides when more is fetched, so the page's end stays reachable. */
export function ShowMore({ shown, total, hasMore, isLoading, onMore }: ShowMoreProps) {
  return (
    <div className="no-print mt-6 grid justify-items-center gap-2">
      {total !== undefined && (
        <p role="status" className="text-muted text-sm tabular-nums">
          <Trans>
            {shown} of {total}
          </Trans>
        </p>
      )}
      {hasMore && (
        <Button busy={isLoading} onClick={onMore}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </div>
  );
}
