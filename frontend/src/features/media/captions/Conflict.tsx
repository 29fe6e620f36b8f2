import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import type { PlainCue } from './cues';
import { showTime } from './times';

interface ConflictProps {
  mine: readonly PlainCue[];
  theirs: readonly PlainCue[];
  language: string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

const lineOf = (cue: PlainCue) => `${showTime(cue.start_ms)}–${showTime(cue.end_ms)} ${cue.text.replaceAll('\n', ' / ')}`;

/** Two people wrote at once: what differs stands side by side, nothing is lost, and the person decides. */
export function Conflict({ mine, theirs, language, onKeepMine, onTakeTheirs }: ConflictProps) {
  const { t } = useLingui();
  return (
    <Notice tone="warn" live title={t`A colleague saved other captions meanwhile`}>
      <p>
        <Trans>Both are kept, and nothing was replaced. Only the lines that differ are shown. Choose which stay.</Trans>
      </p>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <Version title={<Trans>Yours</Trans>} cues={mine} others={theirs} language={language}>
          <Button onClick={onKeepMine}>
            <Trans>Keep mine</Trans>
          </Button>
        </Version>
        <Version title={<Trans>Your colleague’s</Trans>} cues={theirs} others={mine} language={language}>
          <Button onClick={onTakeTheirs}>
            <Trans>Take theirs</Trans>
          </Button>
        </Version>
      </div>
    </Notice>
  );
}

interface VersionProps {
  title: ReactNode;
  cues: readonly PlainCue[];
  others: readonly PlainCue[];
  language: string;
  children: ReactNode;
}

function Version({ title, cues, others, language, children }: VersionProps) {
  const known = new Set(others.map(lineOf));
  const own = [...new Set(cues.map(lineOf))].filter((line) => !known.has(line));
  return (
    <section className="bg-surface text-ink border-line grid content-between gap-3 rounded-[10px] border p-4">
      <div>
        <h2 className="text-muted mb-1 font-sans text-sm font-semibold">{title}</h2>
        <ul lang={language} className="grid max-h-60 gap-1 overflow-y-auto text-sm">
          {own.length === 0 && (
            <li className="text-muted">
              <Trans>Nothing of its own</Trans>
            </li>
          )}
          {own.map((line) => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      </div>
      <div>{children}</div>
    </section>
  );
}
