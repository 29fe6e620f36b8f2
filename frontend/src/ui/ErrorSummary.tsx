import { Trans } from '@lingui/react/macro';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { fieldId } from './fieldId';
import { Icon } from './Icon';

interface ErrorSummaryProps {
  /** In the order of the form; an entry without a field is only said. */
  errors: readonly { field?: string; message: string }[];
  /** `formState.submitCount`: each try that fails brings the focus here. */
  submitCount: number;
  title?: ReactNode;
}

/** Says at the top of a form what needs attention, with a link to each field. It takes the focus after every failed try. */
export function ErrorSummary({ errors, submitCount, title }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const hasErrors = errors.length > 0;
  // An effect, because the summary must be on the page before it can have the focus.
  useEffect(() => {
    if (submitCount > 0 && hasErrors) box.current?.focus();
  }, [submitCount, hasErrors]);
  if (!hasErrors) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="notice notice-bad">
      <Icon name="alert" size={22} />
      <div>
        <h2 className="text-lg">{title ?? <Trans>Some entries need attention</Trans>}</h2>
        <ul className="mt-1 grid gap-1">
          {errors.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{field === undefined ? message : <FieldLink field={field} message={message} />}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function FieldLink({ field, message }: { field: string; message: string }) {
  const id = fieldId(field);
  const go = (event: MouseEvent) => {
    const control = document.getElementById(id);
    if (control === null) return;
    event.preventDefault();
    control.focus();
  };
  return (
    <a href={`#${id}`} className="text-bad font-semibold" onClick={go}>
      {message}
    </a>
  );
}
