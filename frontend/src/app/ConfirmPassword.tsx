import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { askConfirmationWith } from '../api/client';
import { useProblemTexts } from '../api/problems';
import { confirmPassword } from '../api/session';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { PasswordField } from '../ui/PasswordField';

/** Asks for the password once more when an act needs it; the act then goes on by itself. */
export function ConfirmPassword() {
  const { t } = useLingui();
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);
  useEffect(() => askConfirmationWith(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  const settle = (isConfirmed: boolean) => {
    answer?.(isConfirmed);
    setAnswer(null);
  };
  return (
    <Dialog isOpen={answer !== null} title={t`Please confirm that it is you`} onClose={() => settle(false)}>
      <ConfirmForm onSettle={settle} />
    </Dialog>
  );
}

function ConfirmForm({ onSettle }: { onSettle: (isConfirmed: boolean) => void }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const form = useForm({ defaultValues: { confirmation: '' } });
  const submit = form.handleSubmit(async ({ confirmation }) => {
    try {
      await confirmPassword(confirmation);
      onSettle(true);
    } catch (problem) {
      form.setError('confirmation', { message: texts.of(problem) }, { shouldFocus: true });
    }
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <p>
        <Trans>This act is important, so we ask for your password once more.</Trans>
      </p>
      <PasswordField
        label={t`Password`}
        autoComplete="current-password"
        autoFocus
        error={form.formState.errors.confirmation?.message}
        {...form.register('confirmation', { required: t`Please give your password` })}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" kind="primary" busy={form.formState.isSubmitting}>
          <Trans>Confirm</Trans>
        </Button>
        <Button onClick={() => onSettle(false)}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
