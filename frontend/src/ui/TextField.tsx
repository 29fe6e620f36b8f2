import type { ComponentProps } from 'react';
import { classes } from './classes';
import { FieldFrame, type FieldProps, wire } from './FieldFrame';

type NativeInput = Omit<ComponentProps<'input'>, 'name' | 'id'>;

/** Parts the field's own words from what the input takes. */
function apart<Props extends FieldProps>({ label, hint, error, optional, ...native }: Props) {
  return { field: { name: native.name, label, hint, error, optional }, native };
}

/** One line of text. Give it `{...form.register('title')}`. */
export function TextField(props: FieldProps & NativeInput) {
  const { field, native } = apart(props);
  return (
    <FieldFrame {...field}>
      <input type="text" {...native} {...wire(field)} className={classes('control', native.className)} />
    </FieldFrame>
  );
}

/** A day (`type="date"`) or, with `withTime`, a day and an hour. */
export function DateField({ withTime = false, ...props }: FieldProps & NativeInput & { withTime?: boolean }) {
  const { field, native } = apart(props);
  return (
    <FieldFrame {...field}>
      <input
        {...native}
        {...wire(field)}
        type={withTime ? 'datetime-local' : 'date'}
        className={classes('control', withTime ? 'max-w-64' : 'max-w-48')}
      />
    </FieldFrame>
  );
}

/** A number with the unit it is in, which is read out with it. Text inside, so that "1,5" can be typed. */
export function NumberField({ unit, ...props }: FieldProps & NativeInput & { unit?: string | undefined }) {
  const { field, native } = apart(props);
  const wiring = wire(field, unit === undefined ? undefined : `unit-${field.name}`);
  return (
    <FieldFrame {...field}>
      <div className="flex items-center gap-2">
        <input
          inputMode="decimal"
          autoComplete="off"
          {...native}
          {...wiring}
          type="text"
          className={classes('control max-w-44 tabular-nums', native.className)}
        />
        {unit !== undefined && (
          <span id={`unit-${field.name}`} className="text-muted">
            {unit}
          </span>
        )}
      </div>
    </FieldFrame>
  );
}

/** A choice of one among many; few options read better as a `RadioGroup`. */
export function SelectField({ children, ...props }: FieldProps & Omit<ComponentProps<'select'>, 'name' | 'id'>) {
  const { field, native } = apart(props);
  return (
    <FieldFrame {...field}>
      <select {...native} {...wire(field)} className={classes('control', native.className)}>
        {children}
      </select>
    </FieldFrame>
  );
}
