import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Schemas } from '../../api/client';
import type { Tone } from '../../ui/Badge';
import type { Choice, Office, Presence } from './queries';

type Words<Key extends string> = Record<Key, MessageDescriptor>;

export const officeNames: Words<Office> = {
  chair: msg`Chair`,
  vice_chair: msg`Vice-chair`,
  secretary: msg`Council secretary`,
  member: msg`Council member`,
};

export const presenceNames: Words<Presence> = {
  present: msg({ message: 'Present', context: 'attendance' }),
  absent: msg({ message: 'Absent', context: 'attendance' }),
  excused: msg({ message: 'Excused', context: 'attendance' }),
};

export const choiceNames: Words<Choice> = {
  agree: msg({ message: 'Agree', context: 'vote' }),
  disagree: msg({ message: 'Disagree', context: 'vote' }),
  abstain: msg({ message: 'Abstain', context: 'vote' }),
};

export const sessionStates: Words<Schemas['CouncilSessionState']> = {
  draft: msg`Being prepared`,
  convened: msg`Convened`,
  in_session: msg`In session`,
  ended: msg`Ended`,
};

export const sessionTones: Record<Schemas['CouncilSessionState'], Tone> = {
  draft: 'neutral',
  convened: 'info',
  in_session: 'warn',
  ended: 'neutral',
};

export const itemStates: Words<Schemas['ItemState']> = {
  pending: msg`Not opened yet`,
  open: msg`Vote is open`,
  closed: msg`Vote is closed, not counted yet`,
  tallied: msg`Counted`,
  void: msg`Void`,
};

export const itemTones: Record<Schemas['ItemState'], Tone> = {
  pending: 'neutral',
  open: 'warn',
  closed: 'info',
  tallied: 'info',
  void: 'neutral',
};

export const denominatorNames: Words<Schemas['Denominator']> = {
  ALL_APPOINTED: msg`All appointed members`,
  PRESENT: msg`Members present`,
  VALID_BALLOTS: msg`Votes cast`,
  APPOINTED_MINUS_RECUSED: msg`Appointed members without those recused`,
};

export const recusalEffects: Words<Schemas['RecusalEffect']> = {
  keep: msg`The seat stays in the count and weighs like a vote against`,
  remove_from_denominator: msg`The seat leaves the count`,
  substitute: msg`A reserve may take the seat`,
};

export const absentPolicies: Words<Schemas['AbsentPolicy']> = {
  counted_as_not_agree: msg`Absent members weigh like a vote against.`,
  not_counted: msg`Absent members are not counted.`,
};

export const electorates: Words<Schemas['Electorate']> = {
  full_council: msg`The full council`,
  standing_committee: msg`The standing committee`,
  subcouncil: msg`A specialist sub-council`,
};

export const tieBreaks: Words<Schemas['TieBreak']> = {
  mean_score: msg`Higher mean score`,
  key_criterion: msg`Higher score on the key criterion`,
  women_first: msg`A woman, or a collective with at least 70 % women, when equally qualified`,
  chair_decides: msg`The chair decides`,
  re_vote: msg`Vote again`,
  share_prize: msg`Share the prize`,
};

/** Warnings of a simulation. */
export const warningWords: Record<string, MessageDescriptor> = {
  unanimity_needed: msg`A council of this size needs everyone to agree: one absence or one recusal decides the case.`,
  quorum_missed: msg`Too few are present: the vote cannot open.`,
  unreachable: msg`Even if all who can vote agree, the threshold is out of reach.`,
  no_dissent_left: msg`Everyone who can vote would have to agree.`,
  recusal_weighs_as_no: msg`Recused members stay in the count, so each weighs like a vote against.`,
  absence_weighs_as_no: msg`Absent members stay in the count, so each weighs like a vote against.`,
};

/** Why a conflict of interest was found. */
export const conflictWords: Record<string, MessageDescriptor> = {
  author: msg`author of this initiative`,
  same_unit: msg`same unit`,
  unit_line: msg`unit above or below`,
  family: msg`relative`,
  declared: msg`declared a conflict`,
};

/** Why an item is void, where the system said so. */
export const voidWords: Record<string, MessageDescriptor> = {
  dropped: msg`Taken off the agenda`,
  session_ended: msg`The meeting ended before it was opened`,
  initiative_withdrawn: msg`The unit withdrew the initiative`,
};

/** Why somebody has no vote on an item. */
export const barredWords: Words<'not_on_roll' | 'recused' | 'not_checked_in'> = {
  not_on_roll: msg`You have no vote on this item. If you think you should, please ask the council secretary.`,
  recused: msg`You are recused for this item, so you do not vote on it.`,
  not_checked_in: msg`You had not checked in when this vote opened. You can vote on the next item once you have checked in.`,
};

/** The sentences of a tally, one for each step of its reasoning; facts fill the names in braces. */
export const stepWords: Record<string, MessageDescriptor> = {
  score_gate_met: msg({
    message:
      'Review: {percent} % over {sheets, plural, one {# sheet} other {# sheets}}; the rule asks for at least {min_percent} % and {min_sheets} sheets. Met.',
  }),
  score_gate_missed: msg({
    message:
      'Review: {percent} % over {sheets, plural, one {# sheet} other {# sheets}}; the rule asks for at least {min_percent} % and {min_sheets} sheets. Not met.',
  }),
  quorum_met: msg({
    message: 'Quorum: {present} of {electorate} members were present; at least {needed} ({num}/{den}) are needed. Reached.',
  }),
  quorum_missed: msg({
    message: 'Quorum: {present} of {electorate} members were present; at least {needed} ({num}/{den}) are needed. Not reached.',
  }),
  leader_present: msg`The chair or a vice-chair led the vote.`,
  leader_missing: msg`Neither the chair nor a vice-chair was there to lead the vote.`,
  denominator_all_appointed: msg({ message: 'Votes in favour are measured against all {size} appointed members.' }),
  denominator_present: msg({ message: 'Votes in favour are measured against the {size} members present.' }),
  denominator_valid_ballots: msg({ message: 'Votes in favour are measured against the {size} votes cast.' }),
  denominator_appointed_minus_recused: msg({
    message: 'Votes in favour are measured against the appointed members without {recused} recused: {size}.',
  }),
  recused_kept: msg({ message: 'Recused members stay in this number ({recused}), so each weighs like a vote against.' }),
  recused_removed: msg({ message: 'Recused members are left out of this number ({recused}).' }),
  threshold_at_least: msg({ message: 'At least {num}/{den} of {size} must agree: {needed, plural, one {# vote} other {# votes}}.' }),
  threshold_more_than: msg({ message: 'More than {num}/{den} of {size} must agree: {needed, plural, one {# vote} other {# votes}}.' }),
  counted: msg({ message: 'Counted: {agree} agree, {disagree} disagree, {abstain} abstain, {not_cast} without a vote.' }),
  not_cast_as_not_agree: msg({ message: 'Seats without a vote ({not_cast}) weigh like a vote against.' }),
  not_cast_not_counted: msg({ message: 'Seats without a vote ({not_cast}) are not counted.' }),
  passed: msg({ message: '{agree, plural, one {# vote} other {# votes}} in favour, {needed} needed: passed.' }),
  failed: msg({ message: '{agree, plural, one {# vote} other {# votes}} in favour, {needed} needed: not passed.' }),
  failed_without_quorum: msg`Without a quorum nothing is decided: not passed.`,
};
