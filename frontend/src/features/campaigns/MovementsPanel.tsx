import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { mayDo, useAccount } from '../../api/session';
import type { LocalText } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Local } from '../../ui/Local';
import { LocalTextField } from '../../ui/LocalTextField';
import { Panel } from '../../ui/Panel';
import { DateField } from '../../ui/TextField';
import { lacksVietnamese, NO_TEXT, textOrNull } from './localTexts';
import { type CampaignSummary, createMovement, type Movement, movementsQuery } from './queries';

/** The movements that calls belong to, with the calls of each. */
export function MovementsPanel({ calls }: { calls: readonly CampaignSummary[] }) {
  const account = useAccount();
  const query = useQuery(movementsQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <Panel
      title={<Trans>Movements</Trans>}
      actions={
        mayDo(account, 'campaign.create') && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            <Trans>Add a movement</Trans>
          </Button>
        )
      }
    >
      <p className="text-muted mb-2 max-w-[68ch]">
        <Trans>A movement holds calls under one theme, over one or several years. A call names its movement among its details.</Trans>
      </p>
      <Loaded query={query}>
        {(movements) =>
          movements.length === 0 ? (
            <p>
              <Trans>No movement yet.</Trans>
            </p>
          ) : (
            <ul className="divide-line -mb-2 divide-y">
              {movements.map((movement) => (
                <li key={movement.id} className="py-3">
                  <MovementLine movement={movement} calls={calls.filter((call) => call.movement?.id === movement.id)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <MovementDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function MovementLine({ movement, calls }: { movement: Movement; calls: readonly CampaignSummary[] }) {
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h3 className="text-lg">
          <Local text={movement.name} />
        </h3>
        {movement.summary && (
          <p className="text-muted">
            <Local text={movement.summary} />
          </p>
        )}
        {calls.length > 0 && (
          <p className="text-muted text-[0.94rem]">
            <Trans>Your calls in it: {calls.map((call) => call.code).join(', ')}</Trans>
          </p>
        )}
      </div>
      <p className="text-muted sm:text-end">
        <DateTime value={movement.starts_on} /> –{' '}
        {movement.ends_on === null ? <Trans>no end set</Trans> : <DateTime value={movement.ends_on} />}
      </p>
    </div>
  );
}

function MovementDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const [name, setName] = useState<LocalText>(NO_TEXT);
  const [summary, setSummary] = useState<LocalText>(NO_TEXT);
  const [starts, setStarts] = useState('');
  const [ends, setEnds] = useState('');
  const [tries, setTries] = useState(0);
  const create = useMutation({
    mutationFn: () => createMovement({ name, summary: textOrNull(summary), starts_on: starts, ends_on: ends === '' ? null : ends }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: movementsQuery.queryKey });
      onClose();
    },
  });
  const filledSummary = textOrNull(summary);
  const faults = {
    name: lacksVietnamese(name) ? t`Please give the name in Vietnamese` : undefined,
    summary: filledSummary !== null && lacksVietnamese(filledSummary) ? t`Please give the summary in Vietnamese too` : undefined,
    starts: starts === '' ? t`Please give the first day` : undefined,
    ends: ends !== '' && starts !== '' && ends < starts ? t`The last day comes after the first` : undefined,
  };
  const errorOf = (field: keyof typeof faults) => (tries > 0 ? faults[field] : undefined);
  const errors = [
    ...(['name', 'summary', 'starts', 'ends'] as const).flatMap((field) => {
      const message = errorOf(field);
      return message ? [{ field: `movement-${field}`, message }] : [];
    }),
    ...(create.isError ? [{ message: texts.of(create.error) }] : []),
  ];
  return (
    <Dialog isOpen title={<Trans>Add a movement</Trans>} onClose={onClose}>
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          create.reset();
          if (Object.values(faults).every((fault) => fault === undefined)) create.mutate();
        }}
      >
        <ErrorSummary errors={errors} submitCount={tries} />
        <LocalTextField
          name="movement-name"
          label={t`Name of the movement`}
          maxLength={300}
          value={name}
          error={errorOf('name')}
          onChange={setName}
        />
        <LocalTextField
          name="movement-summary"
          label={t`What it is for`}
          optional
          multiline
          maxLength={4000}
          value={summary}
          error={errorOf('summary')}
          onChange={setSummary}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField
            name="movement-starts"
            label={t`First day`}
            value={starts}
            error={errorOf('starts')}
            onChange={(event) => setStarts(event.target.value)}
          />
          <DateField
            name="movement-ends"
            label={t`Last day`}
            optional
            value={ends}
            error={errorOf('ends')}
            onChange={(event) => setEnds(event.target.value)}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary" busy={create.isPending}>
            <Trans>Add the movement</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
