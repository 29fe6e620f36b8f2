import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { formatNumber, formatPercent } from '../../lib/numbers';
import { StatusBadge } from '../../ui/Badge';
import { Panel } from '../../ui/Panel';
import { type Criterion, sampleScore } from './rubricModel';

/** A sheet to try the rubric out: nothing of it is stored. */
export function RubricSample({ criteria, passPercent }: { criteria: readonly Criterion[]; passPercent: number }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [points, setPoints] = useState<Record<string, number>>({});
  const lines = criteria.flatMap((criterion) => (criterion.children.length > 0 ? criterion.children : [criterion]));
  const given = Object.fromEntries(lines.map((line) => [line.key, points[line.key] ?? Math.round(line.maximum * 0.8)]));
  const { total, attainable, belowFloor } = sampleScore(criteria, given);
  if (attainable === 0) return null;
  const passes = belowFloor.length === 0 && total * 100 >= passPercent * attainable;
  const percent = formatPercent(total / attainable, locale, 1);
  const sum = formatNumber(total, locale);
  return (
    <Panel title={t`Try it out`}>
      <div className="grid gap-3">
        {lines.map((line) => (
          <label key={line.key} className="grid gap-1">
            <span className="flex justify-between gap-3">
              <span>{pick(line.name, locale).text || t`New criterion`}</span>
              <span className="tabular-nums">
                {given[line.key]}/{line.maximum}
              </span>
            </span>
            <input
              type="range"
              min={0}
              max={line.maximum}
              value={given[line.key]}
              className="accent-link h-6 w-full"
              onChange={(event) => setPoints({ ...points, [line.key]: Number(event.target.value) })}
            />
          </label>
        ))}
        <p role="status" className="border-line flex flex-wrap items-center justify-between gap-2 border-t pt-3">
          <span className="font-semibold tabular-nums">
            {sum} · {percent}
          </span>
          <StatusBadge tone={passes ? 'ok' : 'warn'}>{passes ? <Trans>passes</Trans> : <Trans>does not pass</Trans>}</StatusBadge>
        </p>
        {belowFloor.length > 0 && (
          <p className="text-warn text-[0.94rem]">
            <Trans>Below what is needed: {belowFloor.map((one) => pick(one.name, locale).text).join(', ')}</Trans>
          </p>
        )}
      </div>
    </Panel>
  );
}
