import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { RuleDefinition } from './queries';
import { absentPolicies } from './words';

interface RuleSentenceProps {
  definition: RuleDefinition;
  /** Of how many, and how many that makes; left out where a council is not known. */
  size?: number | undefined;
  needed?: number | null | undefined;
}

/** A rule in words: the share, what it is measured against, and for a known council the number of votes. */
export function RuleSentence({ definition, size, needed }: RuleSentenceProps) {
  return (
    <span>
      <Share definition={definition} size={size} />
      {needed !== undefined && needed !== null && (
        <Trans>
          :{' '}
          <strong>
            <Plural value={needed} one="# vote" other="# votes" />
          </strong>
        </Trans>
      )}
    </span>
  );
}

function Share({ definition, size }: { definition: RuleDefinition; size?: number | undefined }) {
  const { t } = useLingui();
  const { num, den, strict } = definition.threshold;
  const share = strict ? t`more than ${num}/${den}` : t`at least ${num}/${den}`;
  if (definition.denominator === 'PRESENT') return <Trans>{share} of the members present</Trans>;
  if (definition.denominator === 'VALID_BALLOTS') return <Trans>{share} of the votes cast</Trans>;
  if (definition.denominator === 'APPOINTED_MINUS_RECUSED') return <Trans>{share} of the appointed members without those recused</Trans>;
  return size === undefined ? (
    <Trans>{share} of all appointed members</Trans>
  ) : (
    <Trans>
      {share} of all {size} appointed members
    </Trans>
  );
}

/** What else a rule says, as short sentences: quorum, absence, review. */
export function RuleNotes({ definition }: { definition: RuleDefinition }) {
  const { i18n } = useLingui();
  const { num, den, chair_or_delegate_required: needsLeader } = definition.quorum;
  const gate = definition.score_gate;
  return (
    <ul className="text-muted list-disc ps-5">
      <li>
        {needsLeader ? (
          <Trans>
            Quorum: {num}/{den} of the appointed members, with the chair or a vice-chair.
          </Trans>
        ) : (
          <Trans>
            Quorum: {num}/{den} of the appointed members.
          </Trans>
        )}
      </li>
      <li>{i18n._(absentPolicies[definition.absent_policy])}</li>
      {gate !== null && (
        <li>
          <Trans>
            Before the vote: a mean of at least {gate.min_percent} % over at least {gate.min_sheets} sealed sheets.
          </Trans>
        </li>
      )}
      {definition.legal_text !== '' && <li className="whitespace-pre-line">{definition.legal_text}</li>}
    </ul>
  );
}
