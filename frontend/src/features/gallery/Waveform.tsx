const BARS = 96;
const HEIGHT = 64;

/** Joins neighbouring peaks (0 to 255) into at most `BARS` bars between 0 and 1; each bar is the highest of its peaks. */
export function barsOf(peaks: readonly number[]): number[] {
  const width = Math.max(1, Math.ceil(peaks.length / BARS));
  const bars: number[] = [];
  for (let start = 0; start < peaks.length; start += width) bars.push(Math.max(...peaks.slice(start, start + width)) / 255);
  return bars;
}

/** The shape of a sound, to look at while it plays; it says nothing that the player does not. */
export function Waveform({ peaks }: { peaks: readonly number[] }) {
  const bars = barsOf(peaks);
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${bars.length * 4} ${HEIGHT}`} preserveAspectRatio="none" className="text-gold h-20 w-full">
      {bars.map((bar, index) => {
        const height = Math.max(3, bar * HEIGHT);
        const key = `bar ${index}`;
        return <rect key={key} x={index * 4} y={(HEIGHT - height) / 2} width={2.4} height={height} rx={1.2} fill="currentColor" />;
      })}
    </svg>
  );
}
