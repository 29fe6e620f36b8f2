import { i18n, type Messages } from '@lingui/core';
import { useLingui } from '@lingui/react';

/** The languages of the app under their own names; the first is the one it was written for. */
export const LOCALES = { vi: 'Tiếng Việt', fr: 'Français', en: 'English' } as const;

export type Locale = keyof typeof LOCALES;

export const LOCALE_LIST: readonly Locale[] = ['vi', 'fr', 'en'];

const STORED_UNDER = 'locale';

const loaders: Record<Locale, () => Promise<{ messages: Messages }>> = {
  vi: () => import('../locales/vi'),
  fr: () => import('../locales/fr'),
  en: () => import('../locales/en'),
};

/** Tells whether `text` is one of our languages. */
export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && text in LOCALES;
}

/** Returns the language that was chosen on this device, if any. */
export function storedLocale(): Locale | undefined {
  const stored = localStorage.getItem(STORED_UNDER);
  return isLocale(stored) ? stored : undefined;
}

/** Returns the language to open in: chosen before, else the first of `wanted` that we speak, else Vietnamese. */
export function firstLocale(stored: string | undefined, wanted: readonly string[]): Locale {
  return [stored, ...wanted.map((tag) => tag.slice(0, 2))].find(isLocale) ?? 'vi';
}

/** Loads a language, shows it, and says so to the browser. */
export async function activate(locale: Locale): Promise<void> {
  const { messages } = await loaders[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

/** Like `activate`, because somebody asked for it: the choice is kept on this device. */
export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem(STORED_UNDER, locale);
  await activate(locale);
}

/** Returns the language on screen; the component renders again when it changes. */
export function useLocale(): Locale {
  const locale = useLingui().i18n.locale;
  return isLocale(locale) ? locale : 'vi';
}
