import { Trans, useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import { IconButton } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import { Icon } from '../../../ui/Icon';
import { type EditedCue, isTooFast, MAX_TEXT, readingSpeed } from './cues';
import { TimeField } from './TimeField';
import type { CueActs } from './useCueActs';

interface CueRowProps {
  cue: EditedCue;
  number: number;
  language: string;
  isChapter: boolean;
  isActive: boolean;
  isHeard: boolean;
  isLast: boolean;
  overlaps: boolean;
  isRefused: boolean;
  acts: CueActs;
}

/** One caption or chapter: its times, its words, and what can be done with it while it is worked on. */
export const CueRow = memo(function CueRow(props: CueRowProps) {
  const { cue, number, language, isChapter, isActive, isHeard, isRefused, acts } = props;
  const { t } = useLingui();
  const lines = Math.max(1, cue.text.split('\n').length);
  return (
    <li
      data-cue={cue.key}
      data-active={isActive || undefined}
      aria-current={isHeard || undefined}
      className={classes(
        'grid gap-2 rounded-[10px] border-l-4 px-2 py-2.5 sm:px-3 [contain-intrinsic-size:auto_8rem] [content-visibility:auto]',
        isActive ? 'bg-surface' : 'bg-transparent',
        isHeard ? 'border-l-gold' : isActive ? 'border-l-link' : 'border-l-transparent',
        isRefused && 'outline-bad outline-2',
      )}
      onFocus={() => acts.activate(cue.key)}
    >
      <div className="flex items-start gap-x-1 sm:gap-x-2">
        <span aria-hidden="true" className="text-muted grid min-h-11 min-w-6 place-items-center text-sm tabular-nums">
          {number}
        </span>
        <TimeField label={t`Beginning of ${number}`} value={cue.start_ms} onChange={(ms) => acts.start(cue.key, ms)} />
        {!isChapter && (
          <>
            <span aria-hidden="true" className="text-muted hidden min-h-11 place-items-center sm:grid">
              –
            </span>
            <TimeField label={t`End of ${number}`} value={cue.end_ms} onChange={(ms) => acts.end(cue.key, ms)} />
          </>
        )}
        <span className="ml-auto">
          <IconButton
            icon="trash"
            label={isChapter ? t`Remove chapter ${number}` : t`Remove caption ${number}`}
            onClick={() => acts.remove(cue.key)}
          />
        </span>
      </div>
      <textarea
        lang={language}
        rows={lines}
        maxLength={MAX_TEXT}
        aria-label={isChapter ? t`Title of chapter ${number}` : t`Words of caption ${number}`}
        className="control field-sizing-content min-h-0 w-full resize-none"
        value={cue.text}
        onChange={(event) => acts.text(cue.key, event.target.value)}
      />
      <Warnings {...props} />
      {isActive && <RowActs {...props} />}
    </li>
  );
});

function Warnings({ cue, isChapter, isActive, overlaps, isRefused }: CueRowProps) {
  const speed = readingSpeed(cue);
  const isBlank = !isActive && cue.text.trim() === '';
  if (!isRefused && !isBlank && (isChapter || (!overlaps && !isTooFast(cue)))) return null;
  return (
    <ul className="text-warn grid gap-1 text-sm font-semibold">
      {isBlank && (
        <Warning>
          <Trans>It has no words yet, and is not shown.</Trans>
        </Warning>
      )}
      {!isChapter && isTooFast(cue) && (
        <Warning>
          <Trans>{speed} characters a second are hard to read in time. Give it longer, or say it shorter.</Trans>
        </Warning>
      )}
      {!isChapter && overlaps && (
        <Warning>
          <Trans>It still shows when the next one begins.</Trans>
        </Warning>
      )}
      {isRefused && (
        <Warning>
          <Trans>This could not be saved. Please look at the times and the words.</Trans>
        </Warning>
      )}
    </ul>
  );
}

function Warning({ children }: { children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-1.5">
      <span className="mt-0.5">
        <Icon name="alert" size={16} />
      </span>
      <span>{children}</span>
    </li>
  );
}

const ACT = 'btn btn-quiet px-3 text-sm';

function RowActs({ cue, isChapter, isLast, acts }: CueRowProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <button type="button" className={ACT} title={`Alt + I`} onClick={() => acts.startNow(cue.key)}>
        <Trans>Begins now</Trans>
      </button>
      {!isChapter && (
        <button type="button" className={ACT} title={`Alt + O`} onClick={() => acts.endNow(cue.key)}>
          <Trans>Ends now</Trans>
        </button>
      )}
      <button type="button" className={ACT} title={`Alt + Enter`} onClick={() => acts.jump(cue.key)}>
        <Trans>Play from here</Trans>
      </button>
      {!isChapter && (
        <button type="button" className={ACT} title={`Alt + B`} onClick={() => acts.split(cue.key)}>
          <Trans>Split</Trans>
        </button>
      )}
      {!isChapter && !isLast && (
        <button type="button" className={ACT} title={`Alt + M`} onClick={() => acts.join(cue.key)}>
          <Trans>Join with the next</Trans>
        </button>
      )}
    </div>
  );
}
