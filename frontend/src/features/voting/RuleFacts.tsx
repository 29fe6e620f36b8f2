import { Trans, useLingui } from '@lingui/react/macro';
import { DateTime } from '../../ui/DateTime';
import { DefinitionList } from '../../ui/DefinitionList';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import type { Rule } from './queries';
import { RuleSentence } from './RuleSentence';
import { absentPolicies, denominatorNames, electorates, recusalEffects, tieBreaks } from './words';

/** A rule that can no longer be edited, to read: nothing looks like a field that is not one. */
export function RuleFacts({ rule }: { rule: Rule }) {
  const { t, i18n } = useLingui();
  const { definition } = rule;
  const { quorum, score_gate: gate } = definition;
  const share = `${quorum.num}/${quorum.den}`;
  return (
    <div className="grid min-w-0 gap-6">
      {rule.frozen_at && (
        <Notice title={t`Read only`}>
          <Trans>This rule is in use and stays as it is. A new version can be changed.</Trans>
        </Notice>
      )}
      <Panel title={t`Name and validity`}>
        <DefinitionList
          items={[
            { key: 'basis', term: t`Legal basis`, value: rule.legal_basis === '' ? t`none given` : rule.legal_basis },
            { key: 'from', term: t`Valid from`, value: <DateTime value={rule.valid_from} /> },
            {
              key: 'until',
              term: t`No longer valid from`,
              value: rule.valid_until === null ? t`no end set` : <DateTime value={rule.valid_until} />,
            },
            ...(definition.legal_text === '' ? [] : [{ key: 'text', term: t`Text of the rule`, value: definition.legal_text }]),
          ]}
        />
      </Panel>
      <Panel title={t`How the council decides`}>
        <DefinitionList
          items={[
            { key: 'who', term: t`Who decides`, value: i18n._(electorates[definition.electorate]) },
            {
              key: 'quorum',
              term: t`Who must be there`,
              value: quorum.chair_or_delegate_required
                ? t`${share} of the appointed members, the chair or a vice-chair among them`
                : t`${share} of the appointed members`,
            },
            {
              key: 'share',
              term: t`How many must agree`,
              value: (
                <span className="first-letter:uppercase">
                  <RuleSentence definition={definition} />
                </span>
              ),
            },
            { key: 'against', term: t`Measured against`, value: i18n._(denominatorNames[definition.denominator]) },
            { key: 'absent', term: t`Absent members`, value: i18n._(absentPolicies[definition.absent_policy]) },
            { key: 'recused', term: t`When a member is recused`, value: i18n._(recusalEffects[definition.recusal_effect]) },
            { key: 'abstain', term: t`Abstention`, value: definition.abstain_offered ? t`offered; it is not agreement` : t`not offered` },
            {
              key: 'gate',
              term: t`Before the vote`,
              value:
                gate === null
                  ? t`no score is asked for`
                  : t`a mean of at least ${gate.min_percent} % over at least ${gate.min_sheets} sealed sheets`,
            },
            {
              key: 'tie',
              term: t`When two are equal`,
              value:
                definition.tie_break.length === 0
                  ? t`nothing is laid down`
                  : definition.tie_break.map((one) => i18n._(tieBreaks[one])).join(' → '),
            },
          ]}
        />
      </Panel>
    </div>
  );
}
