import { formatMoment } from '../../lib/dates';
import { type Locale, useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { formatNumber } from '../../lib/numbers';
import { Local } from '../../ui/Local';
import type { PublicationRead } from './queries';

type Section = PublicationRead['story']['sections'][number];
type Field = Section['fields'][number];

/** What the authors wrote, in the order of the form; answers of one word or number stand together as figures. */
export function Story({ sections }: { sections: readonly Section[] }) {
  return (
    <div className="grid gap-8">
      {sections.map((section) => (
        <section key={section.title.vi} className="grid gap-4">
          <h2>
            <Local text={section.title} />
          </h2>
          <Figures fields={section.fields.filter(isFigure)} />
          {section.fields
            .filter((field) => !isFigure(field))
            .map((field) => (
              <div key={field.label.vi}>
                <h3 className="text-muted mb-1 font-sans text-base font-semibold">
                  <Local text={field.label} />
                </h3>
                <Value field={field} />
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}

function isFigure(field: Field): boolean {
  return field.kind === 'number' || field.kind === 'date';
}

/** Writes a number with its unit, or a day in words. */
export function figureOf(field: Field, locale: Locale): string {
  if (typeof field.value === 'number') {
    const number = formatNumber(field.value, locale);
    return field.unit === null ? number : `${number} ${pick(field.unit, locale).text}`;
  }
  return field.kind === 'date' && typeof field.value === 'string'
    ? formatMoment(`${field.value}T00:00:00+07:00`, locale)
    : String(field.value);
}

function Figures({ fields }: { fields: readonly Field[] }) {
  const locale = useLocale();
  if (fields.length === 0) return null;
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
      {fields.map((field) => (
        <div key={field.label.vi} className="panel flex flex-col-reverse justify-end gap-0.5 p-4">
          <dt className="text-muted text-[0.94rem]">
            <Local text={field.label} />
          </dt>
          <dd className="font-display text-gold-text text-[1.65rem] leading-tight font-semibold">{figureOf(field, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ field }: { field: Field }) {
  if (Array.isArray(field.value)) {
    return (
      <ul className="list-disc ps-5">
        {field.value.map((choice) => (
          <li key={choice.vi}>
            <Local text={choice} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p lang="vi" className="max-w-[68ch] whitespace-pre-line">
      {String(field.value)}
    </p>
  );
}
