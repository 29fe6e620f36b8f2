import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Schemas } from '../../api/client';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { Table } from '../../ui/Table';
import { NumberField } from '../../ui/TextField';
import { type RuleDefinition, simulationQuery } from './queries';
import { RuleNotes, RuleSentence } from './RuleSentence';
import { isCountable } from './ruleDraft';
import { warningWords } from './words';

const LARGEST = 200;
const within = (text: string, least: number) => Math.min(LARGEST, Math.max(least, Number.parseInt(text, 10) || 0));

/** The rule in words, and what it would mean for a council: the server counts while the numbers are typed. */
export function Simulator({ definition }: { definition: RuleDefinition }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState({ size: '15', absent: '0', recused: '0' });
  const ask = useDeferredValue({
    definition,
    size: within(typed.size, 1),
    absent: within(typed.absent, 0),
    recused: within(typed.recused, 0),
  });
  const query = useQuery({ ...simulationQuery(ask), enabled: isCountable(ask.definition), placeholderData: keepPreviousData });
  const field = (name: keyof typeof typed, label: string) => (
    <NumberField
      name={`try-${name}`}
      label={label}
      className="max-w-24"
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  );
  return (
    <div className="grid gap-6 lg:sticky lg:top-4">
      <Panel title={t`In words`}>
        <p className="font-display text-xl first-letter:uppercase">
          <RuleSentence definition={definition} size={query.data?.council.size} needed={query.data?.council.votes_needed} />
        </p>
        <div className="mt-2">
          <RuleNotes definition={definition} />
        </div>
      </Panel>
      <Panel title={t`Try it on a council`}>
        <div className="grid gap-4">
          <div className="flex flex-wrap gap-3">
            {field('size', t`Members`)}
            {field('absent', t`of them absent`)}
            {field('recused', t`of them recused`)}
          </div>
          {!isCountable(definition) && <p className="text-muted">{t`Give both shares as whole numbers, the first at most the second.`}</p>}
          {query.data && <Outcome council={query.data.council} />}
        </div>
      </Panel>
      {query.data && <NeededTable rows={query.data.table} />}
    </div>
  );
}

function Outcome({ council }: { council: Schemas['SimulationRead'] }) {
  const { i18n } = useLingui();
  const { votes_needed: needed, most_agree: most, quorum_needed: quorum, present } = council;
  return (
    <div role="status" className="grid gap-3">
      <p>
        <Trans>
          Needed to pass: <strong>{needed}</strong>. Could still agree: <strong>{most}</strong>.
        </Trans>{' '}
        <Trans>
          Present: {present}, quorum {quorum}.
        </Trans>
      </p>
      {council.warnings.map((code) => {
        const words = warningWords[code];
        return words && <Notice key={code} tone="warn" title={i18n._(words)} />;
      })}
    </div>
  );
}

function NeededTable({ rows }: { rows: Schemas['NeededBySizeRead'][] }) {
  const { t } = useLingui();
  return (
    <Table
      caption={t`Votes needed when everyone is there`}
      rows={rows}
      keyOf={(row) => String(row.size)}
      columns={[
        { key: 'size', heading: t`Members`, cell: (row) => row.size, isNumber: true },
        { key: 'quorum', heading: t`Quorum`, cell: (row) => row.quorum_needed, isNumber: true },
        { key: 'needed', heading: t`Votes needed`, cell: (row) => <Needed row={row} />, isNumber: true },
      ]}
    />
  );
}

function Needed({ row }: { row: Schemas['NeededBySizeRead'] }) {
  return (
    <>
      {row.unanimity && (
        <span className="text-muted">
          <Trans>Everyone must agree</Trans> ·{' '}
        </span>
      )}
      {row.votes_needed}
    </>
  );
}
