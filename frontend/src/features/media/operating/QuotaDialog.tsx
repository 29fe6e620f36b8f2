import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type UseFormReturn, useForm } from 'react-hook-form';
import { ProblemPanel } from '../../../api/ProblemPanel';
import { useLocale } from '../../../lib/i18n';
import { pick } from '../../../lib/localText';
import { useSlot } from '../../../lib/slots';
import { Button } from '../../../ui/Button';
import { RadioGroup } from '../../../ui/Choices';
import { Dialog } from '../../../ui/Dialog';
import { SelectField, TextField } from '../../../ui/TextField';
import { addQuota, changeQuota, type NewQuota, type Quota, quotaCallsQuery } from './operatingQueries';
import { kindNames } from './operatingWords';
import { bytesOf, SIZE_UNITS, type SizeUnit, typedSize, unitSign } from './sizeText';

const FORM = 'quota';
const KINDS = ['image', 'video', 'audio', 'document'] as const;

interface QuotaForm {
  whom: 'every' | 'unit' | 'call';
  unitId: string | null;
  callId: string;
  kind: '' | (typeof KINDS)[number];
  size: string;
  sizeUnit: SizeUnit;
}

const BLANK: QuotaForm = { whom: 'every', unitId: null, callId: '', kind: '', size: '', sizeUnit: 'gigabyte' };

interface QuotaDialogProps {
  isOpen: boolean;
  /** The limit to change; absent: a new one. */
  quota: Quota | null;
  onClose: () => void;
}

/** Sets a limit, or another size for one; sizes are typed as people say them. */
export function QuotaDialog({ isOpen, quota, onClose }: QuotaDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog isOpen={isOpen} title={quota ? t`Change the limit` : t`Add a limit`} onClose={onClose}>
      <QuotaFields quota={quota} onClose={onClose} />
    </Dialog>
  );
}

/** Returns what the server wants to know of a new limit. */
function asked({ whom, unitId, callId, kind }: QuotaForm, maxBytes: number): NewQuota {
  return {
    unit_id: whom === 'unit' ? unitId : null,
    campaign_id: whom === 'call' ? callId : null,
    kind: kind === '' ? null : kind,
    max_bytes: maxBytes,
  };
}

function QuotaFields({ quota, onClose }: { quota: Quota | null; onClose: () => void }) {
  const locale = useLocale();
  const cache = useQueryClient();
  const adding = useMutation(addQuota(cache));
  const changing = useMutation(changeQuota(cache));
  const seen = quota && typedSize(quota.max_bytes, locale);
  const form = useForm<QuotaForm>({ defaultValues: seen ? { ...BLANK, size: seen.text, sizeUnit: seen.unit } : BLANK });
  const send = (typed: QuotaForm) => {
    const maxBytes = bytesOf(typed.size, typed.sizeUnit);
    if (maxBytes === null) return;
    if (quota) changing.mutate({ quota, maxBytes }, { onSuccess: onClose });
    else adding.mutate(asked(typed, maxBytes), { onSuccess: onClose });
  };
  const problem = adding.error ?? changing.error;
  return (
    <form id={FORM} noValidate className="grid gap-4" onSubmit={(event) => void form.handleSubmit(send)(event)}>
      {problem && <ProblemPanel problem={problem} />}
      {!quota && <Place form={form} />}
      <Size form={form} />
      <div className="flex flex-wrap gap-3 pt-1">
        <Button kind="primary" type="submit" busy={adding.isPending || changing.isPending}>
          {quota ? <Trans>Save</Trans> : <Trans>Add</Trans>}
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

function Place({ form }: { form: UseFormReturn<QuotaForm> }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const UnitField = useSlot('UnitField');
  const calls = useQuery(quotaCallsQuery);
  const { whom, unitId } = form.watch();
  const { errors } = form.formState;
  form.register('unitId', { validate: (id, { whom: chosen }) => chosen !== 'unit' || id !== null || t`Please choose a unit` });
  return (
    <>
      <RadioGroup
        label={t`For whom`}
        options={[
          { value: 'every', label: t`Every unit` },
          { value: 'unit', label: t`One unit` },
          { value: 'call', label: t`Every unit, for one call`, hint: t`What one unit may hand in for it.` },
        ]}
        {...form.register('whom')}
      />
      {whom === 'unit' && (
        <UnitField
          name="unitId"
          label={t`Unit`}
          {...(errors.unitId?.message !== undefined && { error: errors.unitId.message })}
          value={unitId}
          onChange={(id) => form.setValue('unitId', id, { shouldValidate: form.formState.isSubmitted })}
        />
      )}
      {whom === 'call' && (
        <SelectField label={t`Call`} error={errors.callId?.message} {...form.register('callId', { required: t`Please choose a call` })}>
          <option value="">{t`Choose a call`}</option>
          {calls.data?.map((call) => (
            <option key={call.id} value={call.id}>
              {pick(call.name, locale).text}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField label={t`Of`} {...form.register('kind')}>
        <option value="">{t`All files together`}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {i18n._(kindNames[kind])}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function Size({ form }: { form: UseFormReturn<QuotaForm> }) {
  const { t } = useLingui();
  const locale = useLocale();
  const isSize = (size: string, { sizeUnit }: QuotaForm) => bytesOf(size, sizeUnit) !== null || t`Please give a number, such as 50`;
  return (
    <div className="grid grid-cols-[1fr_8rem] items-start gap-3">
      <TextField
        label={t`Limit`}
        inputMode="decimal"
        autoComplete="off"
        error={form.formState.errors.size?.message}
        {...form.register('size', { validate: isSize })}
      />
      <SelectField label={t`Unit of size`} {...form.register('sizeUnit')}>
        {SIZE_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {unitSign(unit, locale)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
