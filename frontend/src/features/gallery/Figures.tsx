import { formatMoment } from '../../lib/dates';
import { type Locale, useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { formatNumber } from '../../lib/numbers';
import { classes } from '../../ui/classes';
import { Icon } from '../../ui/Icon';
import { Local } from '../../ui/Local';
import type { StoryBlock, StoryField } from './storyBlocks';

/** Writes a number with its unit, a day in words, or any other short answer as it is. */
export function figureOf(field: StoryField, locale: Locale): string {
  if (typeof field.value === 'number') {
    const number = formatNumber(field.value, locale);
    return field.unit === null ? number : `${number} ${pick(field.unit, locale).text}`;
  }
  if (Array.isArray(field.value)) return field.value.map((choice) => pick(choice, locale).text).join(', ');
  return field.kind === 'date' && typeof field.value === 'string'
    ? formatMoment(`${field.value}T00:00:00+07:00`, locale)
    : String(field.value);
}

/** Numbers in large type under what they count; two of them under one name are a way from one to the other. */
export function Figures({ name, fields }: Omit<Extract<StoryBlock, { kind: 'figures' }>, 'kind'>) {
  const locale = useLocale();
  const isWay = name !== null && fields.length === 2;
  return (
    <div className="panel max-w-[40rem] p-4 sm:p-5">
      {name !== null && (
        <p lang="vi" className="mb-2 font-semibold">
          {figureOf(name, locale)}
        </p>
      )}
      <dl className="flex flex-wrap items-end gap-x-6 gap-y-3">
        {fields.map((field, index) => {
          const isGoal = isWay && index > 0;
          return (
            <div key={field.label.vi} className="flex flex-col-reverse">
              <dt className={classes('text-muted text-[0.94rem]', isGoal && 'ps-11')}>
                <Local text={field.label} />
              </dt>
              <dd className="font-display text-gold-text flex items-center gap-5 text-[1.9rem] leading-tight font-semibold tabular-nums">
                {isGoal && (
                  <span className="text-muted">
                    <Icon name="arrowRight" size={24} />
                  </span>
                )}
                {figureOf(field, locale)}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
