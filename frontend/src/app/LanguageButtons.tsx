import { useLingui } from '@lingui/react/macro';
import { chooseLocale, LOCALE_LIST, LOCALES, useLocale } from '../lib/i18n';

/** Three languages, one press each. */
export function LanguageButtons() {
  const { t } = useLingui();
  const current = useLocale();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a part of a form
    <div role="group" aria-label={t`Language`} className="flex">
      {LOCALE_LIST.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => void chooseLocale(locale)}
          className="decoration-gold min-h-11 min-w-8 rounded-md uppercase decoration-2 hover:underline aria-pressed:font-bold aria-pressed:underline sm:min-w-11"
        >
          {locale}
          <span className="sr-text"> – {LOCALES[locale]}</span>
        </button>
      ))}
    </div>
  );
}
