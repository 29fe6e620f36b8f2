const WIDTH = 200;
const HEIGHT = 28;
const EDGE = 8;

/** What is most likely, and between which two the truth lies. */
export interface Span {
  value_hundredths: number;
  low_hundredths: number;
  high_hundredths: number;
}

interface IntervalPlotProps {
  span: Span;
  /** The two ends of the line, in hundredths. */
  from: number;
  to: number;
  /** Where a thin line is drawn across, if anywhere. */
  mark?: number;
  /** The two figures of the bar, shown below it. */
  words: string;
  /** Says the same to those who do not see it. */
  label: string;
}

/** Returns the ends of a line on which all of these fit, with a little air; never of no length. */
export function endsOf(spans: readonly Span[]): { from: number; to: number } {
  const from = Math.min(...spans.map((span) => span.low_hundredths));
  const to = Math.max(...spans.map((span) => span.high_hundredths));
  const air = Math.max((to - from) * 0.04, 50);
  return { from: from - air, to: to + air };
}

/** A dot at what is most likely, and a bar over what is possible. */
export function IntervalPlot({ span, from, to, mark, words, label }: IntervalPlotProps) {
  const across = (hundredths: number) => EDGE + ((hundredths - from) / (to - from)) * (WIDTH - 2 * EDGE);
  const middle = HEIGHT / 2;
  const low = across(span.low_hundredths);
  return (
    <span className="inline-grid">
      <svg role="img" aria-label={label} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="max-w-full">
        <line x1={EDGE} x2={WIDTH - EDGE} y1={middle} y2={middle} className="stroke-line" strokeWidth="2" />
        {mark !== undefined && <line x1={across(mark)} x2={across(mark)} y1="2" y2={HEIGHT - 2} className="stroke-line" strokeWidth="2" />}
        <rect
          x={low}
          y={middle - 4}
          width={Math.max(across(span.high_hundredths) - low, 2)}
          height="8"
          rx="4"
          className="fill-chart-fill stroke-primary"
          strokeWidth="1"
        />
        <circle cx={across(span.value_hundredths)} cy={middle} r="4.5" className="fill-primary" />
      </svg>
      <span aria-hidden="true" className="text-muted text-[0.9rem] tabular-nums">
        {words}
      </span>
    </span>
  );
}
