import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Sentences for the refusals of this feature's part of the API. */
export const votingProblems: Record<string, MessageDescriptor> = {
  council_session_not_found: msg`We could not find this meeting, or it is not open to you.`,
  council_not_found: msg`We could not find this council, or it is not open to you.`,
  agenda_item_not_found: msg`We could not find this agenda item, or it is not open to you.`,
  council_rule_not_found: msg`We could not find this council rule.`,
  council_category_not_found: msg`We could not find this category, or it is not open to you.`,
  council_wrong_state: msg`Things have moved on in the meantime. The page now shows how they stand.`,
  council_rule_frozen: msg`This rule is in use and stays as it is. Make a new version to change it.`,
  council_rule_code_taken: msg`Another rule already has this code. Make a new version of that rule instead.`,
  council_rule_dates_wrong: msg`The rule would end before it begins.`,
  council_rule_missing: msg`This category has no council rule yet.`,
  category_rule_fixed: msg`The call is published: its council rules stay as they are.`,
  council_second_chair: msg`This council already has a chair.`,
  council_own_seat: msg`Nobody seats themselves on a council. Please ask another manager.`,
  council_sits: msg`A meeting of this council is in session. Who sits on it can change once the meeting has ended.`,
  council_too_few_seats: msg({
    message: 'The vote cannot open: a council needs at least {needed} members who vote; this one has {seats}.',
  }),
  council_member_not_found: msg`This person does not sit on the council.`,
  council_member_in_use: msg`This person has taken part in a meeting and stays on the list.`,
  agenda_order_wrong: msg`The agenda has changed in the meantime. Please order it again.`,
  agenda_initiative_not_decidable: msg`One of these initiatives can no longer be decided here, or is already on an agenda.`,
  agenda_empty: msg`Put at least one initiative on the agenda first.`,
  quorum_missed: msg({
    message: 'The vote cannot open yet: {reached} of at least {needed} members are present, and the chair or a vice-chair must lead.',
  }),
  score_gate_missed: msg({
    message: 'The vote cannot open: the rule asks for at least {min_percent} % over {min_sheets} sealed sheets; there are {sheets}.',
  }),
  another_item_open: msg`Another vote is open. Close it first.`,
  council_items_undecided: msg`A vote is still open, or not counted yet.`,
  vote_not_on_roll: msg`You have no vote on this item.`,
  vote_recused: msg`You are recused for this item, so you do not vote on it.`,
  vote_not_checked_in: msg`You had not checked in when this vote opened.`,
  vote_already_cast: msg`You have already voted on this item, and votes are final.`,
  vote_closed: msg`This vote has closed in the meantime. Nothing was cast.`,
  vote_choice_not_offered: msg`This rule does not offer that choice.`,
  recusal_substitute_wrong: msg`This person cannot take the seat.`,
  council_office_needs_role: msg`This person does not have the role for this office yet. Ask for it under People; an auditor confirms it.`,
};
