import { useLocale } from '../lib/i18n';
import { type LocalText, pick } from '../lib/localText';

/** A text in the reader's language, or in Vietnamese; it says which, so that it is read out rightly. */
export function Local({ text }: { text: LocalText }) {
  const locale = useLocale();
  const picked = pick(text, locale);
  return picked.lang === locale ? picked.text : <span lang={picked.lang}>{picked.text}</span>;
}
