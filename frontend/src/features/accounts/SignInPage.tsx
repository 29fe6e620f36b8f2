import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useProblemTexts } from '../../api/problems';
import { signIn } from '../../api/session';
import { activate, isLocale, storedLocale } from '../../lib/i18n';
import { insideOnly } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { PasswordField } from '../../ui/PasswordField';
import { TextField } from '../../ui/TextField';

const route = getRouteApi('/sign-in');

/** The door. Afterwards people are where they wanted to go. */
export function SignInPage() {
  const { t } = useLingui();
  return (
    <Page width="text">
      <div className="panel mx-auto max-w-md p-6 sm:p-8">
        <PageHeading title={t`Sign in`} lead={<Trans>Use the e-mail address your unit has registered for you.</Trans>} />
        <SignInForm />
        <p className="text-muted mt-6 text-[0.94rem]">
          <Trans>No account, or the password is lost? Your unit’s coordinator can help.</Trans>
        </p>
      </div>
    </Page>
  );
}

function SignInForm() {
  const { t } = useLingui();
  const { next } = route.useSearch();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const router = useRouter();
  const form = useForm({ defaultValues: { email: '', password: '' }, shouldFocusError: false });
  const { errors, isSubmitting, submitCount } = form.formState;
  const submit = form.handleSubmit(async (credentials) => {
    try {
      const { account } = await signIn(cache, credentials);
      if (storedLocale() === undefined && isLocale(account?.language)) await activate(account.language);
      router.history.push(insideOnly(next));
    } catch (problem) {
      form.setError('root', { message: texts.of(problem) });
    }
  });
  const summary = [
    ...(errors.root?.message ? [{ message: errors.root.message }] : []),
    ...(errors.email?.message ? [{ field: 'email', message: errors.email.message }] : []),
    ...(errors.password?.message ? [{ field: 'password', message: errors.password.message }] : []),
  ];
  return (
    <form noValidate className="grid gap-5" onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={isSubmitting ? [] : summary} submitCount={submitCount} title={<Trans>You are not signed in yet</Trans>} />
      <TextField
        label={t`E-mail address`}
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errors.email?.message}
        {...form.register('email', { required: t`Please give your e-mail address` })}
      />
      <PasswordField
        label={t`Password`}
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register('password', { required: t`Please give your password` })}
      />
      <div>
        <Button type="submit" kind="primary" busy={isSubmitting} className="w-full sm:w-auto">
          <Trans>Sign in</Trans>
        </Button>
      </div>
    </form>
  );
}
