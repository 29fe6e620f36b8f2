import { Trans } from '@lingui/react/macro';
import { type ChangeEvent, type ComponentProps, useState } from 'react';
import { countWords } from '../lib/numbers';
import { classes } from './classes';
import { FieldFrame, type FieldProps, wire } from './FieldFrame';

interface TextAreaFieldProps extends FieldProps, Omit<ComponentProps<'textarea'>, 'name' | 'id' | 'maxLength'> {
  /** Counted, not enforced while typing: pasted text is never cut. */
  maxWords?: number | undefined;
  maxLength?: number | undefined;
}

/** Several lines of text, with a counter when there is a limit. */
export function TextAreaField({ label, hint, error, optional, maxWords, maxLength, onChange, ...native }: TextAreaFieldProps) {
  const field = { name: native.name, label, hint, error, optional };
  const [typed, setTyped] = useState(String(native.value ?? native.defaultValue ?? ''));
  const text = native.value === undefined ? typed : String(native.value);
  const limit = maxWords ?? maxLength;
  const counter = `${wire(field).id}-counter`;
  const change = (event: ChangeEvent<HTMLTextAreaElement>) => {
    setTyped(event.target.value);
    onChange?.(event);
  };
  return (
    <FieldFrame {...field}>
      <textarea
        rows={5}
        {...native}
        {...wire(field, limit === undefined ? undefined : counter)}
        onChange={change}
        className={classes('control', native.className)}
      />
      {limit !== undefined && (
        <Counter
          id={counter}
          used={maxWords === undefined ? [...text].length : countWords(text)}
          limit={limit}
          words={maxWords !== undefined}
        />
      )}
    </FieldFrame>
  );
}

function Counter({ id, used, limit, words }: { id: string; used: number; limit: number; words: boolean }) {
  return (
    <p id={id} className={classes('text-sm tabular-nums', used > limit ? 'text-bad font-semibold' : 'text-muted')}>
      {words ? (
        <Trans>
          {used} of {limit} words
        </Trans>
      ) : (
        <Trans>
          {used} of {limit} characters
        </Trans>
      )}
    </p>
  );
}
