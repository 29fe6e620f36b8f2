import { Trans } from '@lingui/react/macro';
import { useEffect } from 'react';
import type { PlainCue } from './cues';
import type { TrackName } from './server';
import { showTime } from './times';

interface HeldTrackProps {
  name: TrackName;
  cues: readonly PlainCue[];
  film: HTMLMediaElement | null;
  onShow: (cues: readonly PlainCue[]) => void;
}

/** Captions or chapters that cannot be changed now; a press on a time plays from there. */
export function HeldTrack({ name, cues, film, onShow }: HeldTrackProps) {
  useEffect(() => onShow(cues), [cues, onShow]);
  if (cues.length === 0) {
    return (
      <p className="text-muted">
        <Trans>Nothing was written in this language.</Trans>
      </p>
    );
  }
  return (
    <ol className="grid gap-3">
      {cues.map((cue) => (
        <li key={`${cue.start_ms} ${cue.end_ms} ${cue.text}`} className="grid grid-cols-[auto_1fr] items-baseline gap-3">
          <button
            type="button"
            className="btn btn-plain tabular-nums"
            onClick={() => {
              if (film) film.currentTime = cue.start_ms / 1000;
            }}
          >
            {showTime(cue.start_ms)}
          </button>
          <p lang={name.language} className="whitespace-pre-line">
            {cue.text}
          </p>
        </li>
      ))}
    </ol>
  );
}
