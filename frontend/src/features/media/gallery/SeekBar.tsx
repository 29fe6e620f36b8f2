import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { formatPosition } from '../words';
import { drawWaveform } from './waveform';

interface SeekBarProps {
  label: string;
  /** Seconds from the beginning. */
  position: number;
  length: number;
  peaks: readonly number[] | null | undefined;
  onSeek: (seconds: number) => void;
}

const STEP_SECONDS = 5;

const KEYS: Record<string, (position: number, length: number) => number> = {
  ArrowLeft: (position) => position - STEP_SECONDS,
  ArrowDown: (position) => position - STEP_SECONDS,
  ArrowRight: (position) => position + STEP_SECONDS,
  ArrowUp: (position) => position + STEP_SECONDS,
  Home: () => 0,
  End: (_, length) => length,
};

/** The shape of a sound, to press, drag, or move in with the arrow keys. */
export function SeekBar({ label, position, length, peaks, onSeek }: SeekBarProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const share = length > 0 ? position / length : 0;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const draw = () => drawWaveform(element, peaks, share);
    draw();
    // Its colours and width are read when it is drawn, so it is drawn again when they change.
    const size = new ResizeObserver(draw);
    size.observe(element);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const light = matchMedia('(prefers-color-scheme: dark)');
    light.addEventListener('change', draw);
    return () => {
      size.disconnect();
      theme.disconnect();
      light.removeEventListener('change', draw);
    };
  }, [peaks, share]);

  const seekTo = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * length);
  };
  const press = (event: KeyboardEvent) => {
    const target = KEYS[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onSeek(target(position, length));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(position)}
      aria-valuetext={`${formatPosition(position)} / ${formatPosition(length)}`}
      className="h-14 min-w-0 flex-1 cursor-pointer touch-none"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) seekTo(event);
      }}
    >
      <canvas ref={canvas} className="block size-full [--wave-ahead:var(--control)] [--wave-heard:var(--primary)]" />
    </div>
  );
}
