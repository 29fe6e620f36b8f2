import type { ComponentProps, ReactNode } from 'react';
import { FieldGroup, FieldNotes, type FieldProps, wire } from './FieldFrame';
import { fieldId } from './fieldId';

/** One thing to choose. */
export interface Option {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

type NativeChoice = Omit<ComponentProps<'input'>, 'name' | 'id' | 'type' | 'value' | 'defaultValue'>;

interface GroupProps extends FieldProps, NativeChoice {
  options: readonly Option[];
}

interface ChoicesProps {
  kind: 'radio' | 'checkbox';
  options: readonly Option[];
  /** What is chosen, where no form library keeps it. */
  chosen: readonly string[] | undefined;
  field: FieldProps;
  native: NativeChoice;
}

function Choices({ kind, options, chosen, field, native }: ChoicesProps) {
  return options.map((option, index) => (
    <label key={option.value} className="choice">
      <input
        {...native}
        {...(chosen && { checked: chosen.includes(option.value) })}
        type={kind}
        name={field.name}
        value={option.value}
        disabled={option.disabled ?? native.disabled}
        id={index === 0 ? fieldId(field.name) : undefined}
        aria-invalid={field.error ? true : undefined}
      />
      <span>
        {option.label}
        {option.hint !== undefined && <span className="text-muted block text-[0.94rem]">{option.hint}</span>}
      </span>
    </label>
  ));
}

/** One of a few. Give it `{...form.register('field')}`, or `value` and `onChange`; `null` is nothing chosen yet. */
export function RadioGroup({ options, value, label, hint, error, optional, ...native }: GroupProps & { value?: string | null }) {
  const field = { name: native.name, label, hint, error, optional };
  const chosen = value === undefined ? undefined : [value ?? ''];
  return (
    <FieldGroup {...field}>
      <Choices kind="radio" options={options} chosen={chosen} field={field} native={native} />
    </FieldGroup>
  );
}

/** Any of a few. Give it `{...form.register('fields')}`, or `value` and `onChange`. */
export function CheckboxGroup({ options, value, label, hint, error, optional, ...native }: GroupProps & { value?: readonly string[] }) {
  const field = { name: native.name, label, hint, error, optional };
  return (
    <FieldGroup {...field}>
      <Choices kind="checkbox" options={options} chosen={value} field={field} native={native} />
    </FieldGroup>
  );
}

/** A single yes: its label stands beside the box. */
export function Checkbox({ label, hint, error, ...native }: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'id' | 'type'>) {
  const field = { name: native.name, label, hint, error, optional: true };
  return (
    <div className="grid gap-1">
      <label className="choice">
        <input {...native} type="checkbox" {...wire(field)} />
        <span>{label}</span>
      </label>
      <FieldNotes {...field} />
    </div>
  );
}
