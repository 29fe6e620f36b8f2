import type { Schemas } from '../../api/client';
import type { LocalText } from '../../lib/localText';
import type { Rule, RuleDefinition } from './queries';

/** A rule while somebody edits it; numbers are text so that nothing typed is lost. */
export interface RuleDraft {
  code: string;
  name: LocalText;
  legalBasis: string;
  validFrom: string;
  validUntil: string;
  quorumNum: string;
  quorumDen: string;
  needsLeader: boolean;
  num: string;
  den: string;
  strict: boolean;
  denominator: RuleDefinition['denominator'];
  recusalEffect: RuleDefinition['recusal_effect'];
  electorate: RuleDefinition['electorate'];
  abstain: boolean;
  hasGate: boolean;
  minPercent: string;
  minSheets: string;
  tieBreak: RuleDefinition['tie_break'];
  legalText: string;
}

/** What a new rule starts from: two thirds there, 70 % of all appointed members. */
export const NEW_RULE: RuleDraft = {
  code: '',
  name: { vi: '', fr: null, en: null },
  legalBasis: '',
  validFrom: '2026-01-01',
  validUntil: '',
  quorumNum: '2',
  quorumDen: '3',
  needsLeader: true,
  num: '7',
  den: '10',
  strict: false,
  denominator: 'ALL_APPOINTED',
  recusalEffect: 'keep',
  electorate: 'full_council',
  abstain: true,
  hasGate: false,
  minPercent: '70',
  minSheets: '3',
  tieBreak: [],
  legalText: '',
};

/** Takes a stored rule apart. */
export function draftOf(rule: Rule): RuleDraft {
  const { definition } = rule;
  return {
    code: rule.code,
    name: rule.name,
    legalBasis: rule.legal_basis,
    validFrom: rule.valid_from,
    validUntil: rule.valid_until ?? '',
    quorumNum: String(definition.quorum.num),
    quorumDen: String(definition.quorum.den),
    needsLeader: definition.quorum.chair_or_delegate_required,
    num: String(definition.threshold.num),
    den: String(definition.threshold.den),
    strict: definition.threshold.strict,
    denominator: definition.denominator,
    recusalEffect: definition.recusal_effect,
    electorate: definition.electorate,
    abstain: definition.abstain_offered,
    hasGate: definition.score_gate !== null,
    minPercent: String(definition.score_gate?.min_percent ?? 70),
    minSheets: String(definition.score_gate?.min_sheets ?? 3),
    tieBreak: definition.tie_break,
    legalText: definition.legal_text,
  };
}

/** The effects of a recusal that do not contradict a denominator. */
export function effectsFor(denominator: RuleDefinition['denominator']): RuleDefinition['recusal_effect'][] {
  if (denominator === 'APPOINTED_MINUS_RECUSED') return ['remove_from_denominator'];
  if (denominator === 'ALL_APPOINTED') return ['keep', 'substitute'];
  return ['keep', 'remove_from_denominator', 'substitute'];
}

const whole = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : 0);

/** Puts the definition together; what contradicts the denominator follows it. A number that is none becomes 0, which the server refuses. */
export function definitionOf(draft: RuleDraft): RuleDefinition {
  const effects = effectsFor(draft.denominator);
  const staysWithAbsent = draft.denominator === 'ALL_APPOINTED' || draft.denominator === 'APPOINTED_MINUS_RECUSED';
  return {
    electorate: draft.electorate,
    quorum: { num: whole(draft.quorumNum), den: whole(draft.quorumDen), chair_or_delegate_required: draft.needsLeader },
    denominator: draft.denominator,
    threshold: { num: whole(draft.num), den: whole(draft.den), strict: draft.strict },
    absent_policy: staysWithAbsent ? 'counted_as_not_agree' : 'not_counted',
    recusal_effect: effects.includes(draft.recusalEffect) ? draft.recusalEffect : (effects[0] ?? 'keep'),
    abstain_offered: draft.abstain,
    score_gate: draft.hasGate ? { min_percent: whole(draft.minPercent), min_sheets: whole(draft.minSheets) } : null,
    tie_break: draft.tieBreak,
    legal_text: draft.legalText,
  };
}

/** Says whether the shares can be counted with, before the server is asked to. */
export function isCountable({ threshold, quorum }: RuleDefinition): boolean {
  return [threshold, quorum].every(({ num, den }) => num > 0 && den > 0 && num <= den);
}

/** Puts together what is sent. */
export function fieldsOf(draft: RuleDraft): Omit<Schemas['CouncilRuleCreate'], 'code'> {
  return {
    name: draft.name,
    legal_basis: draft.legalBasis,
    valid_from: draft.validFrom,
    valid_until: draft.validUntil === '' ? null : draft.validUntil,
    definition: definitionOf(draft),
  };
}
