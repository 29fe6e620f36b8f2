import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choices';
import { DateTime } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { SelectField } from '../../ui/TextField';
import { conflictsQuery, declareConflict, queueQuery, unitsQuery } from './queries';

type Unit = Schemas['UnitRead'];

/** Conflicts are declared by unit, not by entry, so that a blind review stays blind. */
export function ConflictPanel() {
  const { t } = useLingui();
  const locale = useLocale();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const units = useQuery(unitsQuery);
  const own = useQuery(conflictsQuery);
  const [unitId, setUnitId] = useState('');
  const [kind, setKind] = useState<'declared' | 'family'>('declared');
  const declare = useMutation({
    mutationFn: () => declareConflict({ unit_id: unitId, kind, reason: '' }),
    onSuccess: async () => {
      setUnitId('');
      await cache.invalidateQueries({ queryKey: conflictsQuery.queryKey });
      await cache.invalidateQueries({ queryKey: queueQuery.queryKey, exact: true });
    },
  });
  const tree = units.data ?? [];
  const options = [
    { value: 'declared', label: t`I work or worked closely with them` },
    { value: 'family', label: t`Family` },
  ];
  return (
    <Panel title={t`Conflicts of interest`}>
      <div className="grid gap-4">
        <p className="text-muted max-w-[68ch]">
          <Trans>
            Units you work or worked for are known already. Declare here any other unit whose entries you should not judge; they leave your
            queue without a word about which they were.
          </Trans>
        </p>
        <ul className="divide-line divide-y empty:hidden">
          {(own.data ?? []).map((conflict) => {
            const unit = tree.find((one) => one.id === conflict.unit_id);
            return (
              <li key={conflict.id} className="flex flex-wrap justify-between gap-x-4 py-2">
                <span>{unit ? <Local text={unit.name} /> : <Trans>An entry you were given</Trans>}</span>
                <span className="text-muted">
                  <DateTime value={conflict.created_at} />
                </span>
              </li>
            );
          })}
        </ul>
        {declare.isError && <Notice tone="bad">{texts.of(declare.error)}</Notice>}
        {declare.isSuccess && (
          <Notice tone="ok" live>
            <Trans>Noted, and effective at once.</Trans>
          </Notice>
        )}
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (unitId !== '') declare.mutate();
          }}
        >
          <SelectField name="unit_id" label={t`Which unit`} value={unitId} onChange={(event) => setUnitId(event.target.value)}>
            <option value="">{t`Choose a unit`}</option>
            {inTreeOrder(tree).map(({ unit, depth }) => (
              <option key={unit.id} value={unit.id}>
                {'\u2003'.repeat(depth)}
                {pick(unit.name, locale).text}
              </option>
            ))}
          </SelectField>
          <RadioGroup
            name="conflict_kind"
            label={t`Why`}
            options={options}
            value={kind}
            onChange={(event) => setKind(event.target.value === 'family' ? 'family' : 'declared')}
          />
          <div>
            <Button type="submit" busy={declare.isPending}>
              <Trans>Declare this conflict</Trans>
            </Button>
          </div>
        </form>
      </div>
    </Panel>
  );
}

function inTreeOrder(units: readonly Unit[], parent: string | null = null, depth = 0): { unit: Unit; depth: number }[] {
  return units.filter((unit) => unit.parent_id === parent).flatMap((unit) => [{ unit, depth }, ...inTreeOrder(units, unit.id, depth + 1)]);
}
