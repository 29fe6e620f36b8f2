import { useEffect, useRef } from 'react';
import { drawWaveform } from './waveform';

interface WaveProps {
  peaks: readonly number[] | null | undefined;
  /** How much has been heard, from 0 to 1. */
  share: number;
  /** Where chapters begin, from 0 to 1. */
  chapters: readonly number[];
}

/** The shape of a sound; what has been heard in another colour. */
export function Wave({ peaks, share, chapters }: WaveProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
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
  return (
    <>
      <canvas ref={canvas} className="block size-full [--wave-ahead:var(--control)] [--wave-heard:var(--primary)]" />
      {chapters.length > 1 && (
        <svg aria-hidden="true" viewBox="0 0 1000 10" preserveAspectRatio="none" className="pointer-events-none absolute inset-0 size-full">
          {chapters.map((place) => place > 0 && <rect key={place} x={place * 1000} width="2" height="10" className="fill-gold" />)}
        </svg>
      )}
    </>
  );
}
