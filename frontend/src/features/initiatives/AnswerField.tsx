import { useState } from 'react';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { CheckboxGroup, RadioGroup } from '../../ui/Choices';
import { Local } from '../../ui/Local';
import { TextAreaField } from '../../ui/TextAreaField';
import { DateField, NumberField, TextField } from '../../ui/TextField';
import type { FormField } from './queries';

interface AnswerFieldProps {
  field: FormField;
  value: unknown;
  error?: string | undefined;
  onChange: (value: unknown) => void;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '');
const asList = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** One question of the form, with the control that suits its kind. Files have a field of their own. */
export function AnswerField({ field, value, error, onChange }: AnswerFieldProps) {
  const common = {
    name: `answers.${field.key}`,
    label: <Local text={field.label} />,
    hint: field.hint ? <Local text={field.hint} /> : undefined,
    error,
    optional: !field.required,
  };
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: <Local text={option.label} /> }));
  switch (field.kind) {
    case 'long_text':
      return (
        <TextAreaField
          {...common}
          value={asText(value)}
          maxWords={field.max_words ?? undefined}
          maxLength={field.max_length ?? undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'number':
      return <NumberAnswer field={field} common={common} value={value} onChange={onChange} />;
    case 'date':
      return <DateField {...common} value={asText(value)} onChange={(event) => onChange(event.target.value)} />;
    case 'single_choice':
      return <RadioGroup {...common} options={options} value={asText(value)} onChange={(event) => onChange(event.target.value)} />;
    case 'multiple_choice': {
      const chosen = asList(value);
      const toggle = (one: string, isOn: boolean) => {
        const wanted = isOn ? [...chosen, one] : chosen.filter((other) => other !== one);
        onChange(options.map((option) => option.value).filter((known) => wanted.includes(known)));
      };
      return (
        <CheckboxGroup
          {...common}
          options={options}
          value={chosen}
          onChange={(event) => toggle(event.target.value, event.target.checked)}
        />
      );
    }
    default:
      return <TextField {...common} value={asText(value)} onChange={(event) => onChange(event.target.value)} />;
  }
}

/** Reads a number as people here write it: "1,5" and "1.5" are the same, spaces group. */
export function readNumber(text: string): number | null {
  const plain = text.replaceAll(/\s/g, '').replace(',', '.');
  const number = Number(plain);
  return plain === '' || !Number.isFinite(number) ? null : number;
}

interface NumberAnswerProps extends AnswerFieldProps {
  common: { name: string; label: React.ReactNode; hint: React.ReactNode; error: string | undefined; optional: boolean };
}

/** What is typed stays as typed; the number in it is what is saved. */
function NumberAnswer({ field, common, value, onChange }: Omit<NumberAnswerProps, 'error'>) {
  const locale = useLocale();
  const saved = typeof value === 'number' ? value : null;
  const [text, setText] = useState(saved === null ? '' : String(saved).replace('.', locale === 'en' ? '.' : ','));
  const stands = readNumber(text) === saved ? text : saved === null ? text : String(saved);
  return (
    <NumberField
      {...common}
      unit={field.unit ? pick(field.unit, locale).text : undefined}
      value={stands}
      onChange={(event) => {
        setText(event.target.value);
        onChange(readNumber(event.target.value));
      }}
    />
  );
}
