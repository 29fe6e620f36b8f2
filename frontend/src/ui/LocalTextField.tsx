import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { LOCALE_LIST, LOCALES, type Locale } from '../lib/i18n';
import type { LocalText } from '../lib/localText';
import { Badge } from './Badge';
import { classes } from './classes';
import { FieldGroup, type FieldProps } from './FieldFrame';
import { fieldId } from './fieldId';

interface LocalTextFieldProps extends FieldProps {
  value: LocalText;
  onChange: (text: LocalText) => void;
  onBlur?: () => void;
  /** More than one line. */
  multiline?: boolean;
  maxLength?: number;
}

/** A text in Vietnamese, French and English, one under the other; what is missing is marked, and only Vietnamese must be there. */
export function LocalTextField({ value, onChange, onBlur, multiline = false, maxLength, ...field }: LocalTextFieldProps) {
  return (
    <FieldGroup {...field}>
      <div className="grid gap-3">
        {LOCALE_LIST.map((locale) => (
          <Language key={locale} locale={locale} id={languageId(field.name, locale)} isMissing={!value[locale]?.trim()}>
            {multiline ? (
              <textarea
                rows={3}
                {...shared(field, locale, maxLength)}
                value={value[locale] ?? ''}
                onBlur={onBlur}
                onChange={(event) => onChange({ ...value, [locale]: event.target.value })}
              />
            ) : (
              <input
                {...shared(field, locale, maxLength)}
                value={value[locale] ?? ''}
                onBlur={onBlur}
                onChange={(event) => onChange({ ...value, [locale]: event.target.value })}
              />
            )}
          </Language>
        ))}
      </div>
    </FieldGroup>
  );
}

/** The Vietnamese control takes the field's own id, so that an error summary finds it. */
function languageId(name: string, locale: Locale): string {
  return locale === 'vi' ? fieldId(name) : `${fieldId(name)}-${locale}`;
}

function shared(field: FieldProps, locale: Locale, maxLength: number | undefined) {
  return {
    id: languageId(field.name, locale),
    lang: locale,
    maxLength,
    'aria-invalid': field.error !== undefined && locale === 'vi' ? true : undefined,
    className: 'control',
  };
}

function Language({ locale, id, isMissing, children }: { locale: Locale; id: string; isMissing: boolean; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-1 sm:grid-cols-[9.5rem_1fr] sm:items-start">
      <div className="flex flex-wrap items-center gap-2 sm:min-h-11">
        <label htmlFor={id} lang={locale} className={classes('text-[0.94rem]')}>
          {LOCALES[locale]}
        </label>
        {isMissing && <Badge tone={locale === 'vi' ? 'warn' : 'neutral'}>{locale === 'vi' ? t`needed` : <Trans>missing</Trans>}</Badge>}
      </div>
      {children}
    </div>
  );
}
