import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import type { Parts } from './draftParts';

interface ConflictPanelProps {
  parts: readonly string[];
  mine: Parts;
  theirs: Parts;
  /** The question, for a part. */
  nameOf: (part: string) => ReactNode;
  onKeepMine: (part: string) => void;
  onTakeTheirs: (part: string) => void;
}

function Words({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === '') {
    return (
      <span className="text-muted">
        <Trans>Not answered</Trans>
      </span>
    );
  }
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
}

/** Two people wrote in the same place: both texts side by side, and the person decides for each. */
export function ConflictPanel({ parts, mine, theirs, nameOf, onKeepMine, onTakeTheirs }: ConflictPanelProps) {
  if (parts.length === 0) return null;
  return (
    <Notice tone="warn" live title={<Trans>A colleague changed the same text while you were writing</Trans>}>
      <p>
        <Trans>Nothing is lost. Choose which text stays.</Trans>
      </p>
      <div className="mt-3 grid gap-4">
        {parts.map((part) => (
          <section key={part} className="bg-surface text-ink border-line grid gap-3 rounded-[10px] border p-4">
            <h3>{nameOf(part)}</h3>
            <div className="grid gap-4 sm:grid-cols-2">
              <div className="grid content-between gap-3">
                <div>
                  <p className="text-muted text-sm font-semibold">
                    <Trans>Your text</Trans>
                  </p>
                  <p className="break-words whitespace-pre-line">
                    <Words value={mine[part]} />
                  </p>
                </div>
                <div>
                  <Button onClick={() => onKeepMine(part)}>
                    <Trans>Keep mine</Trans>
                  </Button>
                </div>
              </div>
              <div className="grid content-between gap-3">
                <div>
                  <p className="text-muted text-sm font-semibold">
                    <Trans>Your colleague’s text</Trans>
                  </p>
                  <p className="break-words whitespace-pre-line">
                    <Words value={theirs[part]} />
                  </p>
                </div>
                <div>
                  <Button onClick={() => onTakeTheirs(part)}>
                    <Trans>Take theirs</Trans>
                  </Button>
                </div>
              </div>
            </div>
          </section>
        ))}
      </div>
    </Notice>
  );
}
