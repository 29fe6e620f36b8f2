import { useLingui } from '@lingui/react/macro';
import { formatMoment } from '../../../lib/dates';
import { useLocale } from '../../../lib/i18n';
import { formatPercent } from '../../../lib/numbers';
import { isUnderWay, type MediaRead } from '../queries';
import type { Spared } from './useHandover';

const SAID_EVERY_PERCENT = 25;

/** Returns what is said beside a file that needed no sending. */
export function useSparedWords(
  files: ReadonlyMap<string, MediaRead>,
  spared: ReadonlyMap<string, Spared>,
): (mediaId: string) => string | undefined {
  const { t } = useLingui();
  const locale = useLocale();
  return (mediaId) => {
    const why = spared.get(mediaId);
    if (why === undefined) return undefined;
    if (why === 'twice') return t`It was in the list already, so it is there once.`;
    const received = files.get(mediaId)?.received_at;
    if (!received) return t`Already here: used again, not sent twice.`;
    const day = formatMoment(received, locale);
    return t`Already here from ${day}: used again, not sent twice.`;
  };
}

/** Returns how far the server is with these files, in steps that are worth reading out; empty when nothing is under way. */
export function useMadeWords(files: readonly MediaRead[]): string {
  const { t } = useLingui();
  const locale = useLocale();
  return files
    .filter(isUnderWay)
    .map(({ file_name, progress }) => {
      const share = formatPercent((Math.floor(progress.percent / SAID_EVERY_PERCENT) * SAID_EVERY_PERCENT) / 100, locale, 0);
      return t`${file_name}: ${share} prepared.`;
    })
    .join(' ');
}
