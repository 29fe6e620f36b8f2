import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import type { RankedEntry } from './queries';

const WIDTH = 180;
const HEIGHT = 28;
const EDGE = 8;

/** Returns where a percentage in hundredths lies on the line. */
export function across(hundredths: number): number {
  return EDGE + (hundredths / 10_000) * (WIDTH - 2 * EDGE);
}

/** Every sheet of an entry as a dot from 0 to 100 %, the mean as a stroke. Its name says the figures. */
export function StripPlot({ entry }: { entry: RankedEntry }) {
  const { t } = useLingui();
  const locale = useLocale();
  const sheets = entry.sheet_percent_hundredths;
  if (sheets.length === 0) return null;
  const said = sheets.map((one) => formatHundredths(one, locale)).join('; ');
  const dots = sheets.map((at, index) => ({ key: `${index} ${at}`, at }));
  const middle = HEIGHT / 2;
  return (
    <svg role="img" aria-label={t`Sheets: ${said} %`} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <line x1={EDGE} x2={WIDTH - EDGE} y1={middle} y2={middle} className="stroke-line" strokeWidth="2" />
      {[0, 5_000, 10_000].map((tick) => (
        <line key={tick} x1={across(tick)} x2={across(tick)} y1={middle - 4} y2={middle + 4} className="stroke-line" strokeWidth="2" />
      ))}
      {dots.map(({ key, at }) => (
        <circle
          key={key}
          cx={across(at)}
          cy={middle}
          r="5.5"
          className="fill-chart-fill stroke-primary"
          strokeWidth="1.5"
          fillOpacity="0.75"
        />
      ))}
      {entry.percent_hundredths !== null && (
        <line
          x1={across(entry.percent_hundredths)}
          x2={across(entry.percent_hundredths)}
          y1="3"
          y2={HEIGHT - 3}
          className="stroke-primary"
          strokeWidth="2.5"
        />
      )}
    </svg>
  );
}
