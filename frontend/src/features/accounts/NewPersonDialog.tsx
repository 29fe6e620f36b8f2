import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { PasswordField } from '../../ui/PasswordField';
import { SelectField, TextField } from '../../ui/TextField';
import { createPerson, type NewPerson } from './peopleQueries';

const NOBODY: NewPerson = { email: '', full_name: '', job_title: '', language: 'vi', password: '' };
const FORM = 'new-person';

/** Makes an account. The password is told to the person, who changes it at the first sign-in. */
export function NewPersonDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const creating = useMutation(createPerson(useQueryClient()));
  const form = useForm<NewPerson>({ defaultValues: NOBODY });
  const close = () => {
    form.reset(NOBODY);
    creating.reset();
    onClose();
  };
  const required = { required: t`Please fill this in` };
  return (
    <Dialog
      isOpen={isOpen}
      title={<Trans>Add a person</Trans>}
      onClose={close}
      actions={
        <Button kind="primary" type="submit" form={FORM} busy={creating.isPending}>
          <Trans>Add</Trans>
        </Button>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => void form.handleSubmit((person) => creating.mutate(person, { onSuccess: close }))(event)}
      >
        {creating.isError && <ProblemPanel problem={creating.error} />}
        <TextField label={t`Full name`} error={form.formState.errors.full_name?.message} {...form.register('full_name', required)} />
        <TextField
          label={t`E-mail address`}
          type="email"
          autoComplete="off"
          error={form.formState.errors.email?.message}
          {...form.register('email', required)}
        />
        <TextField label={t`Job title`} optional {...form.register('job_title')} />
        <SelectField label={t`Language`} {...form.register('language')}>
          <option value="vi">Tiếng Việt</option>
          <option value="fr">Français</option>
          <option value="en">English</option>
        </SelectField>
        <PasswordField
          label={t`First password`}
          hint={t`At least 15 characters; a short sentence is good.`}
          autoComplete="new-password"
          error={form.formState.errors.password?.message}
          {...form.register('password', required)}
        />
      </form>
    </Dialog>
  );
}
