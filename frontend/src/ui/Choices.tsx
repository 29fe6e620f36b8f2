import type { ComponentProps, ReactNode } from 'react';
import { FieldGroup, FieldNotes, type FieldProps, wire } from './FieldFrame';
import { fieldId } from './fieldId';

/** One thing to choose. */
export interface Option {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  /** Only where no form library keeps the choice. */
  checked?: boolean;
}

interface GroupProps extends FieldProps, Omit<ComponentProps<'input'>, 'name' | 'id' | 'type' | 'value'> {
  options: readonly Option[];
}

function Choices({
  kind,
  options,
  field,
  native,
}: {
  kind: 'radio' | 'checkbox';
  options: readonly Option[];
  field: FieldProps;
  native: object;
}) {
  return options.map((option, index) => (
    <label key={option.value} className="choice">
      <input
        {...native}
        type={kind}
        name={field.name}
        value={option.value}
        disabled={option.disabled}
        checked={option.checked}
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

/** One of a few. */
export function RadioGroup({ options, label, hint, error, optional, ...native }: GroupProps) {
  const field = { name: native.name, label, hint, error, optional };
  return (
    <FieldGroup {...field}>
      <Choices kind="radio" options={options} field={field} native={native} />
    </FieldGroup>
  );
}

/** Any of a few. */
export function CheckboxGroup({ options, label, hint, error, optional, ...native }: GroupProps) {
  const field = { name: native.name, label, hint, error, optional };
  return (
    <FieldGroup {...field}>
      <Choices kind="checkbox" options={options} field={field} native={native} />
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
