import { Trans } from '@lingui/react/macro';
import { type DateStyle, formatDistance, formatMoment } from '../lib/dates';
import { useLocale } from '../lib/i18n';

/** A moment (ISO 8601) in words, on the clocks of Viet Nam. */
export function DateTime({ value, style = 'date' }: { value: string; style?: DateStyle }) {
  return <time dateTime={value}>{formatMoment(value, useLocale(), style)}</time>;
}

/** A deadline: day, hour, the zone by name, and how long is left. `now` is given in tests. */
export function Deadline({ value, now = new Date() }: { value: string; now?: Date }) {
  const locale = useLocale();
  return (
    <>
      <time dateTime={value}>{formatMoment(value, locale, 'datetime')}</time> <Trans>(Viet Nam time, UTC+7)</Trans>
      <span className="text-muted"> · {formatDistance(value, now, locale)}</span>
    </>
  );
}
