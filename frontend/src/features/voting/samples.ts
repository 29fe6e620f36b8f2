import type { Item, RuleDefinition, Session, Tally } from './queries';

/** A rule for tests: four fifths of all appointed members. */
export const FOUR_FIFTHS: RuleDefinition = {
  electorate: 'full_council',
  quorum: { num: 2, den: 3, chair_or_delegate_required: true },
  denominator: 'ALL_APPOINTED',
  threshold: { num: 4, den: 5, strict: false },
  absent_policy: 'counted_as_not_agree',
  recusal_effect: 'keep',
  abstain_offered: true,
  score_gate: null,
  tie_break: [],
  legal_text: '',
};

const NAME = { vi: 'Hội đồng sáng kiến', fr: null, en: null };

const PASSED: Tally = {
  passed: true,
  counts: { agree: 6, disagree: 1, abstain: 0, not_cast: 0 },
  electorate: 7,
  present: 7,
  recused: 0,
  quorum: { needed: 5, reached: 7, met: true, leader_required: true, leader_present: true },
  denominator: { kind: 'ALL_APPOINTED', size: 7 },
  votes_needed: 6,
  steps: [{ code: 'passed', facts: { agree: 6, needed: 6 } }],
};

/** An agenda item for tests, that waits unless told otherwise. */
export function makeItem(changes: Partial<Item> = {}): Item {
  return {
    id: 'item',
    position: 1,
    state: 'pending',
    initiative_id: 'initiative',
    title: 'Vé điện tử liên thông',
    title_translations: null,
    code: null,
    category_id: 'category',
    category_name: NAME,
    award_name: NAME,
    rule: {
      id: 'rule',
      code: 'V2',
      number: 1,
      name: NAME,
      legal_basis: '',
      definition: FOUR_FIFTHS,
      choices: ['agree', 'disagree', 'abstain'],
      is_frozen: true,
    },
    score: null,
    electorate: 7,
    votes_needed: 6,
    quorum: { needed: 5, reached: 7, met: true, leader_required: true, leader_present: true },
    recusals: [],
    opened_at: null,
    closed_at: null,
    turnout: null,
    own_part: null,
    tally: changes.state === 'tallied' ? PASSED : null,
    roll_call: null,
    withheld: false,
    void_reason: null,
    open_actions: [],
    ...changes,
  };
}

/** A meeting for tests, in session unless told otherwise. */
export function makeSession(changes: Partial<Session> = {}): Session {
  return {
    id: 'meeting',
    council_id: 'council',
    council_name: NAME,
    campaign_id: 'campaign',
    campaign_name: NAME,
    title: { vi: 'Phiên họp quý IV', fr: null, en: null },
    place: '',
    held_at: '2026-12-21T02:00:00Z',
    state: 'in_session',
    version: 1,
    started_at: '2026-12-21T02:00:00Z',
    ended_at: null,
    office: 'member',
    presence: 'present',
    members: [],
    items: [],
    open_actions: [],
    ...changes,
  };
}
