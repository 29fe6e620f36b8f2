import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Icon } from './Icon';

interface ErrorPanelProps {
  message: string;
  onRetry?: (() => void) | undefined;
  /** More to say or do, such as a link to sign in. */
  children?: ReactNode;
}

/** Says what could not be shown and offers to try again; the rest of the page stays usable. */
export function ErrorPanel({ message, onRetry, children }: ErrorPanelProps) {
  return (
    <div role="alert" className="notice notice-bad">
      <Icon name="alert" size={22} />
      <div className="grid gap-3">
        <p>{message}</p>
        {children}
        {onRetry && (
          <div>
            <Button icon="undo" onClick={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
