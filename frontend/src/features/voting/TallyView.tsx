import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Badge } from '../../ui/Badge';
import { Table } from '../../ui/Table';
import type { Item, Tally } from './queries';
import { choiceNames, officeNames, stepWords } from './words';

/** The result of an item: the outcome, the numbers, the reasoning step by step, and who said what. */
export function TallyView({ item, tally }: { item: Item; tally: Tally }) {
  const { i18n } = useLingui();
  return (
    <div className="grid gap-4">
      <p className="font-display text-2xl font-semibold">
        {tally.passed ? <Trans>Passed</Trans> : <Trans>Not passed</Trans>}{' '}
        <span className="text-muted text-lg font-normal">
          <Trans>
            {tally.counts.agree} in favour, {tally.votes_needed} needed
          </Trans>
        </span>
      </p>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {(['agree', 'disagree', 'abstain'] as const).map((choice) => (
          <Count key={choice} name={i18n._(choiceNames[choice])} value={tally.counts[choice]} />
        ))}
        <Count name={<Trans>Without a vote</Trans>} value={tally.counts.not_cast} />
      </dl>
      <section>
        <h3 className="mb-2">
          <Trans>How the rule was applied</Trans>
        </h3>
        <Reasoning tally={tally} />
      </section>
      {item.roll_call !== null && <RollCall calls={item.roll_call} />}
    </div>
  );
}

function Count({ name, value }: { name: React.ReactNode; value: number }) {
  return (
    <div className="bg-sunken rounded-control p-3">
      <dt className="text-muted">{name}</dt>
      <dd className="text-2xl font-semibold tabular-nums">{value}</dd>
    </div>
  );
}

/** The steps, in the reader's words. */
export function Reasoning({ tally }: { tally: Tally }) {
  const { i18n } = useLingui();
  const locale = useLocale();
  const factsOf = (facts: Readonly<Record<string, unknown>>) => {
    const hundredths = facts.percent_hundredths;
    return { ...facts, percent: typeof hundredths === 'number' ? formatHundredths(hundredths, locale) : '0' };
  };
  return (
    <ol className="grid list-decimal gap-1 ps-6">
      {tally.steps.map((step) => {
        const words = stepWords[step.code];
        return words && <li key={step.code}>{i18n._(words.id, factsOf(step.facts), words)}</li>;
      })}
    </ol>
  );
}

function RollCall({ calls }: { calls: NonNullable<Item['roll_call']> }) {
  const { t, i18n } = useLingui();
  const said = (call: (typeof calls)[number]) => {
    if (call.choice !== null) return i18n._(choiceNames[call.choice]);
    if (call.recused) return <Badge>{t`recused`}</Badge>;
    return <span className="text-muted">{call.present ? t`did not vote` : t`was not present`}</span>;
  };
  return (
    <Table
      caption={t`Roll call`}
      rows={calls}
      keyOf={(call) => call.account_id}
      columns={[
        { key: 'name', heading: t`Name`, cell: (call) => call.full_name },
        { key: 'office', heading: t`Office`, cell: (call) => i18n._(officeNames[call.office]) },
        { key: 'choice', heading: t`Said`, cell: said },
      ]}
    />
  );
}
