import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useAccount } from '../../api/session';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choices';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Local } from '../../ui/Local';
import { TextField } from '../../ui/TextField';
import { callQuery, callsQuery, initiativeQuery, ownInitiativesQuery, send, unitsQuery } from './queries';

/** Where a new draft belongs: the call, its category, the unit. What can only be one thing is not asked. */
export function StartDialog({ isOpen, onClose, wanted }: { isOpen: boolean; onClose: () => void; wanted?: string | undefined }) {
  const { t } = useLingui();
  return (
    <Dialog isOpen={isOpen} title={t`Start an initiative`} onClose={onClose}>
      <Calls wanted={wanted} />
    </Dialog>
  );
}

function Calls({ wanted }: { wanted: string | undefined }) {
  const query = useQuery(callsQuery);
  return (
    <Loaded query={query}>
      {(calls) => {
        const open = calls.items.filter((call) => call.phases.some((phase) => phase.kind === 'submission' && phase.is_open));
        if (open.length === 0) {
          return (
            <p>
              <Trans>No call takes entries at the moment. The list of calls says when the next one opens.</Trans>
            </p>
          );
        }
        return <StartForm calls={open} wanted={wanted} />;
      }}
    </Loaded>
  );
}

type Calls = readonly { id: string; name: { vi: string }; phases: readonly { kind: string; closes_at: string }[] }[];

function StartForm({ calls, wanted }: { calls: Calls; wanted: string | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const texts = useProblemTexts();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const account = useAccount();
  const units = useQuery(unitsQuery).data ?? [];
  const own = units.filter((unit) => account?.unit_ids.includes(unit.id));
  const only = calls.length === 1 ? calls[0] : calls.find((call) => call.id === wanted);
  const [callId, setCallId] = useState(only?.id ?? '');
  const [categoryId, setCategoryId] = useState('');
  const [unitId, setUnitId] = useState('');
  const [title, setTitle] = useState('');
  const [errors, setErrors] = useState<{ field?: string; message: string }[]>([]);
  const [tries, setTries] = useState(0);
  const categories = useQuery(callQuery(callId)).data?.categories ?? [];
  const category = categoryId || (categories.length === 1 ? (categories[0]?.id ?? '') : '');
  const unit = unitId || (own.length === 1 ? (own[0]?.id ?? '') : '');
  const start = useMutation({
    mutationFn: send.start,
    onSuccess: (initiative) => {
      cache.setQueryData(initiativeQuery(initiative.id).queryKey, initiative);
      void cache.invalidateQueries({ queryKey: ownInitiativesQuery.queryKey });
      void navigate(paths.initiativeEdit(initiative.id));
    },
    onError: (problem) => setErrors([{ message: texts.of(problem) }]),
  });
  const submit = () => {
    const missing = [
      callId === '' && { field: 'call', message: t`Please choose a call` },
      category === '' && callId !== '' && { field: 'category', message: t`Please choose a category` },
      unit === '' && { field: 'unit', message: t`Please choose the unit that hands it in` },
    ].filter((one) => one !== false);
    setErrors(missing);
    setTries(tries + 1);
    if (missing.length === 0) start.mutate({ campaign_id: callId, category_id: category, unit_id: unit, title });
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary errors={errors} submitCount={tries} />
      <RadioGroup
        name="call"
        label={t`Call`}
        error={errorOf('call')}
        value={callId}
        onChange={(event) => {
          setCallId(event.target.value);
          setCategoryId('');
        }}
        options={calls.map((call) => ({
          value: call.id,
          label: <Local text={call.name} />,
          hint: call.phases
            .filter((phase) => phase.kind === 'submission')
            .map((phase) => (
              <Trans key={phase.kind}>
                Entries until <DateTime value={phase.closes_at} style="datetime" />
              </Trans>
            )),
        }))}
      />
      {categories.length > 1 && (
        <RadioGroup
          name="category"
          label={t`Category`}
          error={errorOf('category')}
          value={category}
          onChange={(event) => setCategoryId(event.target.value)}
          options={categories.map((one) => ({ value: one.id, label: <Local text={one.name} /> }))}
        />
      )}
      {own.length > 1 && (
        <RadioGroup
          name="unit"
          label={t({ message: 'Unit', context: 'organisation' })}
          error={errorOf('unit')}
          value={unit}
          onChange={(event) => setUnitId(event.target.value)}
          options={own.map((one) => ({ value: one.id, label: pick(one.name, locale).text }))}
        />
      )}
      <TextField
        name="title"
        label={t`Title of the initiative`}
        hint={t`You can change it at any time before handing in.`}
        optional
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <div>
        <Button kind="primary" type="submit" busy={start.isPending}>
          <Trans>Start writing</Trans>
        </Button>
      </div>
    </form>
  );
}
