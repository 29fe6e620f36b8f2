import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextAreaField } from '../../ui/TextAreaField';
import { type Decision, revokeCertificate } from './queries';

const FORM = 'revoke-certificate';
const MIN_LENGTH = 5;
const MAX_LENGTH = 500;

/** Asks for the reason, which stands on the public page from then on. */
export function RevokeDialog({ decision, onClose }: { decision: Decision | undefined; onClose: () => void }) {
  const { t } = useLingui();
  const revoking = useMutation(revokeCertificate(useQueryClient()));
  const form = useForm({ defaultValues: { reason: '' } });
  const certificate = decision?.certificate ?? undefined;
  const close = () => {
    form.reset();
    revoking.reset();
    onClose();
  };
  const revoke = ({ reason }: { reason: string }) => {
    if (certificate !== undefined) revoking.mutate({ code: certificate.code, reason }, { onSuccess: close });
  };
  return (
    <Dialog
      isOpen={certificate !== undefined}
      title={<Trans>Revoke certificate {certificate?.number}?</Trans>}
      onClose={close}
      actions={
        <>
          <Button kind="danger" type="submit" form={FORM} busy={revoking.isPending}>
            <Trans>Revoke for good</Trans>
          </Button>
          <Button onClick={close}>
            <Trans>Keep it</Trans>
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate className="grid gap-4" onSubmit={(event) => void form.handleSubmit(revoke)(event)}>
        <p>
          <Trans>The initiative leaves the showcase, the authors are told, and everybody who checks the certificate sees the reason.</Trans>
        </p>
        {revoking.isError && <ProblemPanel problem={revoking.error} />}
        <TextAreaField
          label={t`Reason, for everybody to read`}
          rows={3}
          maxLength={MAX_LENGTH}
          error={form.formState.errors.reason?.message}
          {...form.register('reason', {
            validate: (text) =>
              (text.trim().length >= MIN_LENGTH && text.trim().length <= MAX_LENGTH) || t`Please say why, in 5 to 500 characters.`,
          })}
        />
      </form>
    </Dialog>
  );
}
