const STEP_PX = 4;
const BAR_PX = 2.5;
const LOWEST = 0.06;

/** Returns `count` heights from 0 to 1: the loudest peak of each stretch. Without peaks all are low. */
export function barsOf(peaks: readonly number[] | null | undefined, count: number): number[] {
  if (!peaks?.length) return Array.from({ length: count }, () => LOWEST);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * peaks.length) / count));
    return Math.max(LOWEST, Math.max(...peaks.slice(from, to)) / 255);
  });
}

/** Draws the shape of a sound; the part up to `share` (0 to 1) in the colour of what has been heard. */
export function drawWaveform(canvas: HTMLCanvasElement, peaks: readonly number[] | null | undefined, share: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const density = globalThis.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  const style = getComputedStyle(canvas);
  const heard = style.getPropertyValue('--wave-heard') || style.color;
  const ahead = style.getPropertyValue('--wave-ahead') || style.color;
  const bars = barsOf(peaks, Math.max(1, Math.floor(width / STEP_PX)));
  bars.forEach((bar, index) => {
    const tall = Math.max(2, bar * height);
    context.fillStyle = (index + 0.5) / bars.length <= share ? heard : ahead;
    context.fillRect(index * STEP_PX, (height - tall) / 2, BAR_PX, tall);
  });
}
