import { Trans } from '@lingui/react/macro';
import type { Schemas } from '../../api/client';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { DateTime } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { commentId, pointsId } from './CriterionScore';
import type { Line, Missing } from './points';

/** The running total, and the mark it has to reach. */
export function TotalLine({ total, attainable, passPercent }: { total: number; attainable: number; passPercent: number }) {
  const locale = useLocale();
  const shown = formatHundredths(total, locale);
  const most = formatHundredths(attainable, locale);
  return (
    <p className="flex items-baseline gap-2">
      <span className="text-muted">
        <Trans>Total</Trans>
      </span>
      <output className="font-display text-2xl font-semibold tabular-nums">{shown}</output>
      <span className="text-muted tabular-nums">/ {most}</span>
      <span className="text-muted text-[0.9rem]">
        · <Trans>pass mark {passPercent} %</Trans>
      </span>
    </p>
  );
}

/** The receipt of a sheet that is final. */
export function SealedNotice({ sealed }: { sealed: Schemas['SealedSheetRead'] }) {
  const short = sealed.digest.slice(0, 16);
  return (
    <Notice tone="ok" title={<Trans>Sealed</Trans>}>
      <p>
        <DateTime value={sealed.sealed_at} style="datetime" />
      </p>
      <p className="text-muted text-[0.9rem]">
        <Trans>Fingerprint</Trans> <code title={sealed.digest}>{short}…</code>
      </p>
    </Notice>
  );
}

/** What is missing before the sheet can be sealed, with a link to each place. */
export function MissingList({ lines, missing }: { lines: readonly Line[]; missing: readonly Missing[] }) {
  if (missing.length === 0) return null;
  return (
    <Notice tone="bad" live title={<Trans>Not complete yet</Trans>}>
      <ul>
        {missing.map(({ key, what }) => {
          const line = lines.find((one) => one.criterion.key === key);
          const id = what === 'points' ? pointsId(key) : commentId(key);
          return (
            <li key={key}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {line && <Local text={line.criterion.name} />}:{' '}
                {what === 'points' ? <Trans>points are missing</Trans> : <Trans>please say why</Trans>}
              </a>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
