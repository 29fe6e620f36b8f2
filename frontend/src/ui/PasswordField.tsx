import { useLingui } from '@lingui/react/macro';
import { type ComponentProps, useState } from 'react';
import { FieldFrame, type FieldProps, wire } from './FieldFrame';

/** A password, which its owner may look at. */
export function PasswordField({ label, hint, error, ...native }: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'id' | 'type'>) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  const field = { name: native.name, label, hint, error };
  return (
    <FieldFrame {...field}>
      <div className="flex gap-2">
        <input
          spellCheck={false}
          autoCapitalize="none"
          {...native}
          {...wire(field)}
          type={isShown ? 'text' : 'password'}
          className="control min-w-0 flex-1"
        />
        <button
          type="button"
          className="btn btn-quiet"
          aria-label={isShown ? t`Hide password` : t`Show password`}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? t`Hide` : t`Show`}
        </button>
      </div>
    </FieldFrame>
  );
}
