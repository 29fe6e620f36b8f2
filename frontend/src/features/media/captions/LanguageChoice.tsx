import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { Button } from '../../../ui/Button';
import { languageName, languageTag, offeredLanguages } from './languages';

interface LanguageChoiceProps {
  chosen: string;
  /** Languages in which something is written already. */
  written: readonly string[];
  onChoose: (language: string) => void;
}

const OTHER = '+';

/** In which language one writes: ours, those written in already, or any other by its tag. */
export function LanguageChoice({ chosen, written, onChoose }: LanguageChoiceProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const id = useId();
  const [isOther, setOther] = useState(false);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="grid gap-1">
        <label htmlFor={id} className="text-sm font-semibold">
          <Trans>Language</Trans>
        </label>
        <select
          id={id}
          className="control"
          value={isOther ? OTHER : chosen}
          onChange={({ target }) => {
            setOther(target.value === OTHER);
            if (target.value !== OTHER) onChoose(target.value);
          }}
        >
          {offeredLanguages(written, chosen).map((tag) => (
            <option key={tag} value={tag}>
              {written.includes(tag) ? `${languageName(tag, locale)} ✓` : languageName(tag, locale)}
            </option>
          ))}
          <option value={OTHER}>{t`Another language…`}</option>
        </select>
      </div>
      {isOther && (
        <OtherLanguage
          onChoose={(tag) => {
            setOther(false);
            onChoose(tag);
          }}
        />
      )}
    </div>
  );
}

function OtherLanguage({ onChoose }: { onChoose: (language: string) => void }) {
  const id = useId();
  const locale = useLocale();
  const [typed, setTyped] = useState('');
  const tag = languageTag(typed);
  const [isAsked, setAsked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (tag !== null) onChoose(tag);
  };
  return (
    <form className="grid gap-1" onSubmit={submit}>
      <label htmlFor={id} className="text-sm font-semibold">
        <Trans>Its short tag, such as lo, km or zh-Hant</Trans>
      </label>
      <span className="flex gap-2">
        <input
          id={id}
          className="control w-32"
          autoComplete="off"
          value={typed}
          aria-invalid={(isAsked && tag === null) || undefined}
          aria-describedby={`${id}-says`}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">
          <Trans>Choose</Trans>
        </Button>
      </span>
      <span id={`${id}-says`} role="status" className="text-muted min-h-6 text-sm">
        {tag !== null ? languageName(tag, locale) : isAsked && <Trans>This is no tag of a language.</Trans>}
      </span>
    </form>
  );
}
