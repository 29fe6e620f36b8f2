import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { fieldId } from './fieldId';
import { Icon } from './Icon';

/** What every field has. Required is the rule; the exceptions say "optional". */
export interface FieldProps {
  /** As react-hook-form names it; the control's id comes from it. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** May stay empty; words instead say until when. */
  optional?: boolean | string | undefined;
}

/** What the control itself must carry so that label, hint and error reach everyone. */
export interface ControlWiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

/** Returns the wiring of the control of a field. */
export function wire({ name, hint, error, optional }: FieldProps, extra?: string): ControlWiring {
  const id = fieldId(name);
  const described = [hint !== undefined && `${id}-hint`, error && `${id}-error`, extra].filter(Boolean).join(' ');
  return {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': optional ? undefined : true,
  };
}

/** "(optional)" or other words, after a label. */
export function OptionalMark({ words }: { words?: string }) {
  return <span className="text-muted font-normal"> ({words ?? <Trans>optional</Trans>})</span>;
}

/** Hint and error of a field, with the ids that `wire` points to. */
export function FieldNotes({ name, hint, error }: FieldProps) {
  const id = fieldId(name);
  return (
    <>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-muted text-[0.94rem]">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="text-bad flex items-start gap-1.5 font-semibold">
          <span className="mt-1">
            <Icon name="alert" size={16} />
          </span>
          {error}
        </p>
      )}
    </>
  );
}

/** A field with one control: label above, hint and error between, control below. */
export function FieldFrame({ children, ...field }: FieldProps & { children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={fieldId(field.name)} className="font-semibold">
        {field.label}
        {field.optional && <OptionalMark {...(typeof field.optional === 'string' && { words: field.optional })} />}
      </label>
      <FieldNotes {...field} />
      {children}
    </div>
  );
}

/** A field with several controls: a group with a legend. */
export function FieldGroup({ children, ...field }: FieldProps & { children: ReactNode }) {
  const { 'aria-describedby': described } = wire(field);
  return (
    <fieldset aria-describedby={described} className="grid gap-1.5">
      <legend className="mb-1 font-semibold">
        {field.label}
        {field.optional && <OptionalMark {...(typeof field.optional === 'string' && { words: field.optional })} />}
      </legend>
      <FieldNotes {...field} />
      <div>{children}</div>
    </fieldset>
  );
}
