import { useLingui } from '@lingui/react/macro';
import { TextAreaField } from '../../ui/TextAreaField';
import { TextField } from '../../ui/TextField';
import type { Autosave } from './useAutosave';

interface BasicFieldsProps {
  autosave: Autosave;
  errorOf: (field: string) => string | undefined;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '');

function translation(value: unknown, language: string): string {
  if (typeof value !== 'object' || value === null) return '';
  return asText(Object.entries(value).find(([key]) => key === language)?.[1]);
}

/** What every entry has, whatever the call asks: a title, its translations, a summary. */
export function BasicFields({ autosave, errorOf }: BasicFieldsProps) {
  const { t } = useLingui();
  const titles = autosave.values.title_translations;
  const translate = (language: 'fr' | 'en', words: string) =>
    autosave.change('title_translations', { fr: translation(titles, 'fr'), en: translation(titles, 'en'), [language]: words });
  return (
    <>
      <TextField
        name="title"
        label={t`Title of the initiative`}
        hint={t`Say what is done and for whom, in at most 200 characters.`}
        error={errorOf('title')}
        maxLength={200}
        value={asText(autosave.values.title)}
        onChange={(event) => autosave.change('title', event.target.value)}
      />
      <TextAreaField
        name="summary"
        label={t`Summary`}
        hint={t`Two or three sentences: what was wrong, what you do now, what came of it.`}
        error={errorOf('summary')}
        maxLength={1000}
        value={asText(autosave.values.summary)}
        onChange={(event) => autosave.change('summary', event.target.value)}
      />
      <TextField
        name="title-fr"
        lang="fr"
        label={t`Title in French`}
        optional
        maxLength={200}
        value={translation(titles, 'fr')}
        onChange={(event) => translate('fr', event.target.value)}
      />
      <TextField
        name="title-en"
        lang="en"
        label={t`Title in English`}
        optional
        maxLength={200}
        value={translation(titles, 'en')}
        onChange={(event) => translate('en', event.target.value)}
      />
    </>
  );
}
