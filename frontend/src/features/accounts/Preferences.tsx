import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, done } from '../../api/client';
import { chooseLocale, isLocale, LOCALE_LIST, LOCALES, useLocale } from '../../lib/i18n';
import { chooseTheme, storedTheme, type Theme } from '../../lib/theme';
import { RadioGroup } from '../../ui/Choices';

/** The language of the pages on this device and of the messages sent to me. */
export function LanguageChoice() {
  const { t } = useLingui();
  const locale = useLocale();
  const choose = async (value: string) => {
    if (!isLocale(value)) return;
    await chooseLocale(value);
    // The page has changed already; where the server cannot be reached, only the language of e-mails stays as it was.
    await done(api.PATCH('/api/v1/me', { body: { language: value } })).catch(() => undefined);
  };
  return (
    <RadioGroup
      name="language"
      label={<Trans>Language</Trans>}
      hint={t`Also for the e-mails we send you.`}
      options={LOCALE_LIST.map((value) => ({ value, label: <span lang={value}>{LOCALES[value]}</span> }))}
      value={locale}
      onChange={(event) => void choose(event.target.value)}
    />
  );
}

function isTheme(value: string): value is Theme {
  return value === 'auto' || value === 'light' || value === 'dark';
}

/** Light or dark, on this device. */
export function ThemeChoice() {
  const { t } = useLingui();
  const [theme, setTheme] = useState(storedTheme);
  const choose = (value: string) => {
    if (!isTheme(value)) return;
    chooseTheme(value);
    setTheme(value);
  };
  const names: Record<Theme, string> = { auto: t`Like the device`, light: t`Light`, dark: t`Dark` };
  const themes: Theme[] = ['auto', 'light', 'dark'];
  return (
    <RadioGroup
      name="theme"
      label={<Trans>Colours</Trans>}
      hint={t`Kept on this device.`}
      options={themes.map((value) => ({ value, label: names[value] }))}
      value={theme}
      onChange={(event) => choose(event.target.value)}
    />
  );
}
