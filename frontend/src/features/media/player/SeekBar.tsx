import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { formatPosition } from '../words';
import { type Cue, cueAt } from './cues';
import { spokenTime } from './spoken';
import { styled } from './styled';

interface SeekBarProps {
  label: string;
  /** Seconds. */
  position: number;
  length: number;
  chapters?: readonly Cue[];
  onSeek: (seconds: number) => void;
  /** Draws the bar; `shown` is the place to draw, which runs ahead while somebody drags. */
  children: (shown: number) => ReactNode;
  /** Draws what is to be seen at a moment somebody points at. */
  preview?: (seconds: number) => ReactNode;
  className: string;
}

const STEP_SECONDS = 5;
const LEAP_SECONDS = 30;

const KEYS: Record<string, (position: number, length: number) => number> = {
  ArrowLeft: (position) => position - STEP_SECONDS,
  ArrowDown: (position) => position - STEP_SECONDS,
  ArrowRight: (position) => position + STEP_SECONDS,
  ArrowUp: (position) => position + STEP_SECONDS,
  PageDown: (position) => position - LEAP_SECONDS,
  PageUp: (position) => position + LEAP_SECONDS,
  Home: () => 0,
  End: (_, length) => length,
};

/** Where a recording is, to drag, press, or move in by keys: the browser's own slider, unseen, over a drawing of ours. */
export function SeekBar({ label, position, length, chapters = [], onSeek, children, preview, className }: SeekBarProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const [dragged, setDragged] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const isHeld = useRef(false);
  const shown = dragged ?? position;
  const share = (seconds: number) => (length > 0 ? Math.min(1, Math.max(0, seconds / length)) : 0);
  const said = spokenTime(shown, locale);
  const whole = spokenTime(length, locale);
  const chapter = chapters[cueAt(chapters, pointed ?? shown)]?.text;

  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (box.width > 0) setPointed(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * length);
  };
  const press = (event: KeyboardEvent) => {
    const target = KEYS[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(Math.min(length, Math.max(0, target(position, length))));
  };
  const letGo = () => {
    isHeld.current = false;
    if (dragged !== null) onSeek(dragged);
    setDragged(null);
    setPointed(null);
  };
  return (
    <div
      className={`seek ${className}`}
      ref={styled({ '--at': String(share(shown)) })}
      onPointerMove={point}
      onPointerLeave={() => setPointed(null)}
    >
      {children(shown)}
      {pointed !== null && length > 0 && (
        <div className="seek-preview" ref={styled({ '--point': String(share(pointed)) })}>
          {preview?.(pointed)}
          {chapter !== undefined && <span className="line-clamp-1">{chapter}</span>}
          <span className="tabular-nums">{formatPosition(pointed)}</span>
        </div>
      )}
      <input
        type="range"
        min={0}
        max={Math.max(0.1, length)}
        step="any"
        value={Math.min(shown, Math.max(0.1, length))}
        aria-label={label}
        aria-valuetext={chapter === undefined ? t`${said} of ${whole}` : t`${said} of ${whole}, ${chapter}`}
        onKeyDown={press}
        onPointerDown={() => {
          isHeld.current = true;
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onChange={(event) => (isHeld.current ? setDragged(event.target.valueAsNumber) : onSeek(event.target.valueAsNumber))}
      />
    </div>
  );
}
