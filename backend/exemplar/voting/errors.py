"""What can go wrong in a council, each with a stable code."""

from exemplar.core.errors import Conflict, Invalid, NotAllowed, NotFound


class SessionNotFound(NotFound):
    """Unknown, or of a council the actor has no part in."""

    code = "council_session_not_found"


class CouncilNotFound(NotFound):
    """Unknown, or of a campaign in which the actor has no part."""

    code = "council_not_found"


class ItemNotFound(NotFound):
    """Unknown agenda item, or of a session the actor may not see."""

    code = "agenda_item_not_found"


class RuleNotFound(NotFound):
    """No such council rule."""

    code = "council_rule_not_found"


class CategoryNotFound(NotFound):
    """The campaign has no such category, or the actor may not see the campaign."""

    code = "council_category_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "council_wrong_state"


class RuleFrozen(Conflict):
    """A published campaign or a vote uses the rule; a new version is the way."""

    code = "council_rule_frozen"


class RuleCodeTaken(Conflict):
    """Another rule has this code; a new version of it is the way."""

    code = "council_rule_code_taken"


class RuleDatesWrong(Invalid):
    """The rule ends before it begins."""

    code = "council_rule_dates_wrong"


class RuleMissing(Conflict):
    """The category has no council rule, so nothing can be decided in it."""

    code = "council_rule_missing"


class CategoryRuleFixed(Conflict):
    """The campaign is published: which rule decides a category no longer changes."""

    code = "category_rule_fixed"


class SecondChair(Conflict):
    """The council has a chair already."""

    code = "council_second_chair"


class OfficeNeedsRole(Conflict):
    """The person does not hold the role that goes with the office, and it takes two persons to give it. Facts: ``role``."""

    code = "council_office_needs_role"


class OwnSeat(NotAllowed):
    """Nobody seats themselves, or changes their own seat."""

    code = "council_own_seat"


class CouncilSits(Conflict):
    """A meeting of the council is in session: who sits on it stays as it is until the meeting ends."""

    code = "council_sits"


class TooFewSeats(Conflict):
    """The council is too small to decide anything. Facts: ``seats`` that vote, ``needed``."""

    code = "council_too_few_seats"


class MemberNotFound(NotFound):
    """The account is not a member of this council."""

    code = "council_member_not_found"


class MemberInUse(Conflict):
    """The member's attendance is on record; people who took part stay on the council's list."""

    code = "council_member_in_use"


class AgendaWrong(Invalid):
    """The new order does not name every item of the agenda exactly once."""

    code = "agenda_order_wrong"


class InitiativeNotDecidable(Conflict):
    """The initiative is not accepted, belongs to another campaign, or another agenda has it already."""

    code = "agenda_initiative_not_decidable"


class AgendaEmpty(Conflict):
    """A meeting without anything to decide is not convened."""

    code = "agenda_empty"


class QuorumMissed(Conflict):
    """Too few are there. Facts: ``needed``, ``reached``, ``leader_required``, ``leader_present``."""

    code = "quorum_missed"


class ScoreGateMissed(Conflict):
    """Review says too little. Facts: ``percent_hundredths`` (or null), ``sheets``, ``min_percent``, ``min_sheets``."""

    code = "score_gate_missed"


class AnotherItemOpen(Conflict):
    """One vote at a time: another item of the session is open."""

    code = "another_item_open"


class ItemsUndecided(Conflict):
    """A vote is open, or closed and not counted. Facts: ``open``, ``closed``."""

    code = "council_items_undecided"


class NotOnRoll(NotAllowed):
    """The member has no seat on this item's frozen roll."""

    code = "vote_not_on_roll"


class MemberRecused(NotAllowed):
    """The member left for this item and cannot vote on it."""

    code = "vote_recused"


class NotCheckedIn(NotAllowed):
    """The member had not checked in when the vote opened; the roll was frozen then."""

    code = "vote_not_checked_in"


class VoteAlreadyCast(Conflict):
    """The member voted, and votes are final. Facts: ``cast_at``."""

    code = "vote_already_cast"


class VoteClosed(Conflict):
    """The vote is over; nothing was cast. Facts: ``closed_at``."""

    code = "vote_closed"


class ChoiceNotOffered(Invalid):
    """The rule does not offer this choice."""

    code = "vote_choice_not_offered"


class SubstituteWrong(Invalid):
    """The rule knows no substitutes, or the reserve is no member without a vote of this council."""

    code = "recusal_substitute_wrong"
