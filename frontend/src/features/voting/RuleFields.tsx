import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../ui/Choices';
import { Panel } from '../../ui/Panel';
import { TextAreaField } from '../../ui/TextAreaField';
import { NumberField, SelectField } from '../../ui/TextField';
import { type RuleFieldsProps, RuleNaming } from './RuleNaming';
import { definitionOf, effectsFor } from './ruleDraft';
import { absentPolicies, denominatorNames, electorates, recusalEffects, tieBreaks } from './words';

const LONGEST_TEXT = 2_000;

/** The fields of a rule, in the order in which a council would read it. */
export function RuleFields(props: RuleFieldsProps) {
  return (
    <>
      <RuleNaming {...props} />
      <Threshold {...props} />
      <Quorum {...props} />
      <More {...props} />
    </>
  );
}

function keysOf<Key extends string>(words: Record<Key, unknown>, chosen: string): Key | undefined {
  for (const key in words) if (key === chosen) return key;
  return undefined;
}

function Threshold({ draft, onChange, errorOf }: RuleFieldsProps) {
  const { t, i18n } = useLingui();
  const definition = definitionOf(draft);
  return (
    <Panel title={t`How many must agree`}>
      <div className="grid gap-4">
        <Fraction draft={draft} onChange={onChange} errorOf={errorOf} names={['num', 'den']} label={t`Share that must agree`} />
        <Checkbox
          name="strict"
          label={t`More than this share; exactly this share is not enough`}
          checked={draft.strict}
          onChange={(event) => onChange({ ...draft, strict: event.target.checked })}
        />
        <RadioGroup
          name="denominator"
          label={t`Measured against`}
          hint={i18n._(absentPolicies[definition.absent_policy])}
          value={draft.denominator}
          options={Object.entries(denominatorNames).map(([value, words]) => ({ value, label: i18n._(words) }))}
          onChange={(event) => onChange({ ...draft, denominator: keysOf(denominatorNames, event.target.value) ?? draft.denominator })}
        />
        <RadioGroup
          name="recusalEffect"
          label={t`When a member is recused`}
          value={definition.recusal_effect}
          options={effectsFor(draft.denominator).map((value) => ({ value, label: i18n._(recusalEffects[value]) }))}
          onChange={(event) => onChange({ ...draft, recusalEffect: keysOf(recusalEffects, event.target.value) ?? draft.recusalEffect })}
        />
        <Checkbox
          name="abstain"
          label={t`Members may abstain; an abstention is not agreement`}
          checked={draft.abstain}
          onChange={(event) => onChange({ ...draft, abstain: event.target.checked })}
        />
      </div>
    </Panel>
  );
}

function Quorum({ draft, onChange, errorOf }: RuleFieldsProps) {
  const { t } = useLingui();
  return (
    <Panel title={t`Who must be there`}>
      <div className="grid gap-4">
        <Fraction
          draft={draft}
          onChange={onChange}
          errorOf={errorOf}
          names={['quorumNum', 'quorumDen']}
          label={t`Share of the appointed members`}
        />
        <Checkbox
          name="needsLeader"
          label={t`The chair or a vice-chair must be among them`}
          checked={draft.needsLeader}
          onChange={(event) => onChange({ ...draft, needsLeader: event.target.checked })}
        />
      </div>
    </Panel>
  );
}

type NumberName = 'num' | 'den' | 'quorumNum' | 'quorumDen' | 'minPercent' | 'minSheets';

function Fraction({
  draft,
  onChange,
  errorOf,
  names,
  label,
}: Omit<RuleFieldsProps, 'isNew'> & { names: readonly [NumberName, NumberName]; label: string }) {
  const { t } = useLingui();
  return (
    <fieldset>
      <legend className="font-semibold">{label}</legend>
      <div className="mt-1 flex flex-wrap items-end gap-3">
        {names.map((name, place) => (
          <NumberField
            key={name}
            name={name}
            label={place === 0 ? t`Parts` : t`of`}
            error={errorOf(name)}
            className="max-w-24"
            value={draft[name]}
            onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function More({ draft, onChange, errorOf }: RuleFieldsProps) {
  const { t, i18n } = useLingui();
  const number = (name: NumberName) => ({
    name,
    error: errorOf(name),
    value: draft[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ ...draft, [name]: event.target.value }),
  });
  const toggle = (value: string, isOn: boolean) => {
    const key = keysOf(tieBreaks, value);
    const rest = draft.tieBreak.filter((one) => one !== key);
    onChange({ ...draft, tieBreak: key && isOn ? [...rest, key] : rest });
  };
  return (
    <Panel title={t`Before and after the vote`}>
      <div className="grid gap-4">
        <SelectField
          name="electorate"
          label={t`Who decides`}
          value={draft.electorate}
          onChange={(event) => onChange({ ...draft, electorate: keysOf(electorates, event.target.value) ?? draft.electorate })}
        >
          {Object.entries(electorates).map(([value, words]) => (
            <option key={value} value={value}>
              {i18n._(words)}
            </option>
          ))}
        </SelectField>
        <Checkbox
          name="hasGate"
          label={t`Only what review has scored well enough comes to the vote`}
          checked={draft.hasGate}
          onChange={(event) => onChange({ ...draft, hasGate: event.target.checked })}
        />
        {draft.hasGate && (
          <div className="flex flex-wrap gap-4">
            <NumberField label={t`Least mean score`} unit="%" {...number('minPercent')} />
            <NumberField label={t`Fewest sealed sheets`} {...number('minSheets')} />
          </div>
        )}
        <CheckboxGroup
          name="tieBreak"
          label={t`When two are equal, in the order you tick`}
          optional
          value={draft.tieBreak}
          options={Object.entries(tieBreaks).map(([value, words]) => ({ value, label: i18n._(words) }))}
          onChange={(event) => toggle(event.target.value, event.target.checked)}
        />
        <TextAreaField
          name="legalText"
          label={<Trans>Text of the rule, as the council reads it</Trans>}
          optional
          rows={4}
          maxLength={LONGEST_TEXT}
          error={errorOf('legalText')}
          value={draft.legalText}
          onChange={(event) => onChange({ ...draft, legalText: event.target.value })}
        />
      </div>
    </Panel>
  );
}
