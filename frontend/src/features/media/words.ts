import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { ApiProblem, Facts } from '../../api/problem';
import { useProblemTexts } from '../../api/problems';
import { type Locale, useLocale } from '../../lib/i18n';
import { formatNumber, formatPercent } from '../../lib/numbers';
import { formatBytes } from '../../lib/sizes';
import type { EarlyRefusal } from './kinds';
import { isImproving, type MediaRead } from './queries';
import type { UploadView } from './upload/Upload';

/** Says a span of time in the largest unit that suits: "45 sec", "3 min", "1.5 hr". */
export function formatSpan(seconds: number, locale: Locale): string {
  const [value, unit, digits] =
    seconds < 55 ? [Math.ceil(seconds / 5) * 5, 'second', 0] : seconds < 3300 ? [seconds / 60, 'minute', 0] : [seconds / 3600, 'hour', 1];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: `${unit}`,
    unitDisplay: 'short',
    maximumFractionDigits: Number(digits),
  }).format(Number(value));
}

/** Says a place in a recording: 75 is "1:15". */
export function formatPosition(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60) % 60;
  const parts = whole >= 3600 ? [Math.floor(whole / 3600), String(minutes).padStart(2, '0')] : [minutes];
  return [...parts, String(whole % 60).padStart(2, '0')].join(':');
}

/** The words of refused files, with sizes in the reader's own units. */
export function useRefusalTexts() {
  const { t } = useLingui();
  const locale = useLocale();
  const texts = useProblemTexts();
  const bytes = (facts: Facts, key: string) => formatBytes(Number(facts[key]), locale);

  const ofCode = (code: string, facts: Facts): string => {
    const found = bytes(facts, 'found_bytes');
    const limit = bytes(facts, 'limit_bytes');
    if (code === 'media_too_large' && 'limit_bytes' in facts) return t`This file has ${found}; at most ${limit} is taken for its kind.`;
    if (code === 'media_unit_quota_exceeded') {
      const used = bytes(facts, 'used_bytes');
      return t`The unit has used ${used} of its ${limit}, and this file would not fit. Please remove files that are no longer needed.`;
    }
    if (code === 'media_campaign_quota_exceeded' && 'used_bytes' in facts) {
      const used = bytes(facts, 'used_bytes');
      return t`The unit has handed in ${used} of the ${limit} that it may for this call, and this file would not fit. Please remove files that are no longer needed.`;
    }
    if (code === 'media_too_long' && 'limit_seconds' in facts) {
      const longest = formatSpan(Number(facts.limit_seconds), locale);
      return t`This recording is too long; at most ${longest} is taken.`;
    }
    return texts.ofCode(code, facts);
  };
  const early = (refusal: EarlyRefusal): string => {
    if (refusal.code === 'size') {
      const limit = formatBytes(refusal.limitBytes, locale);
      return t`This file is too large; at most ${limit} is taken for its kind.`;
    }
    if (refusal.code === 'kind') return t`This field does not take files of this kind.`;
    return texts.ofCode('media_empty');
  };
  return { ofCode, early, of: (problem: ApiProblem) => ofCode(problem.code, problem.facts) };
}

/** Says how far an upload is. */
export function useUploadSentence({ state, sentBytes, sizeBytes, problem }: UploadView): string {
  const { t } = useLingui();
  const locale = useLocale();
  const refusals = useRefusalTexts();
  const share = formatPercent(sizeBytes === 0 ? 1 : Math.floor((sentBytes / sizeBytes) * 100) / 100, locale);
  if (problem) return refusals.of(problem);
  const sentences = {
    waiting: t`Waiting for its turn`,
    preparing: t`Getting ready`,
    sending: t`Uploading`,
    retrying: t`The connection is unsteady; trying again`,
    offline: t`No connection. It goes on by itself once you are back online.`,
    paused: t`Paused at ${share}`,
    finishing: t`Almost done`,
    arrived: t`Arrived`,
    failed: t`This file cannot be taken.`,
    cancelled: t`Cancelled`,
  };
  return sentences[state];
}

/** Says how fast the bytes move and how long the rest will take; empty while nobody can say. */
export function usePace({ bytesPerSecond, secondsLeft }: Pick<UploadView, 'bytesPerSecond' | 'secondsLeft'>): string {
  const { t } = useLingui();
  const locale = useLocale();
  if (bytesPerSecond < 1 || secondsLeft === null) return '';
  const rate = formatBytes(bytesPerSecond, locale);
  const left = formatSpan(secondsLeft, locale);
  return t`${rate} per second, ${left} left`;
}

/** Says how far the server is with a file that has arrived. */
export function useMediaSentence(media: MediaRead | undefined): string {
  const { t } = useLingui();
  const locale = useLocale();
  if (media === undefined || media.state === 'initiated' || media.state === 'uploading') return t`Looking it up`;
  if (media.is_lost) return t`This file is no longer in our store. Please send it again, or tell those who run Exemplar.`;
  if (media.progress.has_failed && media.state !== 'ready')
    return t`Preparing this file did not work. Those who run Exemplar can see it and try again.`;
  if (media.state === 'received') return t`Arrived; it will be checked in a moment`;
  if (media.state === 'processing') {
    if (media.progress.percent === 0) return t`Being checked and prepared for viewing`;
    const percent = formatPercent(media.progress.percent / 100, locale, 0);
    return t`Being prepared for viewing, ${percent}`;
  }
  if (media.state !== 'ready') return t`This file cannot be taken.`;
  if (isImproving(media)) {
    const percent = formatPercent(media.progress.percent / 100, locale, 0);
    if (media.kind === 'video' && media.progress.step === 'poster') return t`Ready; the picture of the film is being made`;
    return t`Ready; versions for slow lines are being made, ${percent}`;
  }
  if (media.page_count !== null) {
    const pages = media.page_count;
    return t`Ready, ${plural(pages, { one: '# page', other: '# pages' })}`;
  }
  if (media.duration_ms !== null) {
    const length = formatPosition(media.duration_ms / 1000);
    return t`Ready, ${length} long`;
  }
  if (media.width === null || media.height === null) return t`Ready`;
  const width = formatNumber(media.width, locale);
  const height = formatNumber(media.height, locale);
  return t`Ready, ${width} × ${height} pixels`;
}
