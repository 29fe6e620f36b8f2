import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatPercent } from '../../../lib/numbers';
import { formatBytes } from '../../../lib/sizes';
import { Button } from '../../../ui/Button';
import { canPause, type Entry, standsStill } from '../upload/UploadList';
import { uploads, useTotals } from '../uploads';
import { usePace } from '../words';

/** Several uploads as one: how far they are together, and one press for all of them. */
export function AllUploads({ entries, label }: { entries: readonly Entry[]; label?: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const totals = useTotals(entries);
  const pace = usePace(totals);
  const sent = formatBytes(totals.sentBytes, locale);
  const size = formatBytes(totals.sizeBytes, locale);
  const number = entries.length;
  const name = label ?? t`${plural(number, { one: '# file', other: '# files' })} together`;
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-48">
          <span className="font-semibold">{name}</span>{' '}
          <span className="text-muted text-sm tabular-nums">{[t`${sent} of ${size}`, pace].filter(Boolean).join(' · ')}</span>
        </p>
        <span className="-my-1 ml-auto flex flex-wrap">
          {entries.some(canPause) && (
            <Button kind="plain" onClick={() => uploads.pauseAll(entries)}>
              {t`Pause all`}
            </Button>
          )}
          {entries.some(standsStill) && (
            <Button kind="plain" onClick={() => uploads.resumeAll(entries)}>
              {t`Continue all`}
            </Button>
          )}
          <Button kind="plain" onClick={() => uploads.cancelAll(entries)}>
            {t`Cancel all`}
          </Button>
        </span>
      </div>
      <progress
        className="progress"
        aria-label={name}
        aria-valuetext={formatPercent(totals.sentBytes / Math.max(1, totals.sizeBytes), locale)}
        value={totals.sentBytes}
        max={Math.max(1, totals.sizeBytes)}
      />
    </div>
  );
}
