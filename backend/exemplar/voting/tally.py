"""Counting: from a rule, a roll and its votes to a result that spells out its reasoning. Pure, integers only.

``yes * den >= base * num`` is decided as "how many votes are needed", so the number can be told before anybody votes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from exemplar.voting.rules import AbsentPolicy, Choice, Denominator, RecusalEffect, RuleDefinition

Facts = dict[str, Any]
MIN_SIZE, MAX_SIZE = 1, 200


@dataclass(frozen=True, slots=True)
class Seat:
    """One voting seat when the vote opened. ``leads``: chair or vice-chair. A reserve who took a seat is not recused."""

    account_id: UUID
    present: bool
    recused: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many: seats, seats present (recused ones who attend included), recused, recused and present, votes cast."""

    electorate: int
    present: int
    recused: int
    recused_present: int
    valid: int


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """What review said when the vote opened: ``percent`` with two decimals in hundredths, ``None`` without any sheet."""

    percent_hundredths: int | None
    sheets: int
    met: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the reasoning: a code that every locale has a sentence for, and its numbers."""

    code: str
    facts: Facts

    def as_dict(self) -> Facts:
        """Return ``{code, facts}``."""
        return {"code": self.code, "facts": self.facts}


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of an item with everything that led to it."""

    passed: bool
    counts: dict[str, int]
    headcount: Headcount
    quorum: Facts
    denominator: Facts
    votes_needed: int
    steps: list[Step]

    def as_dict(self) -> Facts:
        """Return the document that is stored and shown."""
        return {
            "passed": self.passed,
            "counts": self.counts,
            "electorate": self.headcount.electorate,
            "present": self.headcount.present,
            "recused": self.headcount.recused,
            "quorum": self.quorum,
            "denominator": self.denominator,
            "votes_needed": self.votes_needed,
            "steps": [step.as_dict() for step in self.steps],
        }


def quorum_needed(definition: RuleDefinition, electorate: int) -> int:
    """Return how many of ``electorate`` appointed members must be there; at least one."""
    return max(1, -(-electorate * definition.quorum.num // definition.quorum.den))


def denominator_size(definition: RuleDefinition, count: Headcount) -> int:
    """Return what the votes in favour are measured against."""
    if definition.denominator is Denominator.VALID_BALLOTS:
        return count.valid
    if definition.denominator is Denominator.PRESENT:
        leaves = definition.recusal_effect is RecusalEffect.REMOVE_FROM_DENOMINATOR
        return count.present - (count.recused_present if leaves else 0)
    if definition.denominator is Denominator.APPOINTED_MINUS_RECUSED:
        return count.electorate - count.recused
    return count.electorate


def votes_needed(definition: RuleDefinition, count: Headcount) -> int:
    """Return how many must agree: the least whole number that meets the threshold, and never less than one."""
    parts = denominator_size(definition, count) * definition.threshold.num
    if definition.threshold.strict:
        return parts // definition.threshold.den + 1
    return max(1, -(-parts // definition.threshold.den))


def headcount(roll: Sequence[Seat], valid: int) -> Headcount:
    """Count a roll."""
    return Headcount(
        electorate=len(roll),
        present=sum(seat.present for seat in roll),
        recused=sum(seat.recused for seat in roll),
        recused_present=sum(seat.recused and seat.present for seat in roll),
        valid=valid,
    )


def quorum_of(definition: RuleDefinition, roll: Sequence[Seat]) -> Facts:
    """Return ``{needed, reached, met, leader_required, leader_present}`` for a roll.

    A recused member who attends counts for the quorum of the meeting, but a recused chair does not lead the item.
    """
    needed, reached = quorum_needed(definition, len(roll)), sum(seat.present for seat in roll)
    leader = any(seat.leads and seat.present and not seat.recused for seat in roll)
    required = definition.quorum.chair_or_delegate_required
    return {
        "needed": needed,
        "reached": reached,
        "met": reached >= needed and (leader or not required),
        "leader_required": required,
        "leader_present": leader,
    }


def tally(definition: RuleDefinition, roll: Sequence[Seat], votes: Mapping[UUID, Choice], score: ScoreSeen | None = None) -> Tally:
    """Apply the rule.

    Args:
        definition: the frozen rule.
        roll: the voting seats as frozen at opening.
        votes: account → choice; only of seats that are present and not recused.
        score: what review said, when the rule has a score gate.
    """
    cast = {choice: sum(vote is choice for vote in votes.values()) for choice in Choice}
    count = headcount(roll, len(votes))
    counts = {choice.value: number for choice, number in cast.items()} | {"not_cast": count.electorate - count.valid}
    quorum = quorum_of(definition, roll)
    size, needed = denominator_size(definition, count), votes_needed(definition, count)
    passed = quorum["met"] and cast[Choice.AGREE] >= needed
    steps = [
        *_score_steps(definition, score),
        *_quorum_steps(definition, count, quorum),
        Step(
            f"denominator_{definition.denominator.value.lower()}", {"size": size, "electorate": count.electorate, "recused": count.recused}
        ),
        *_recusal_steps(definition, count),
        _threshold_step(definition, size, needed),
        Step("counted", dict(counts)),
        *_absence_steps(definition, counts),
        _result_step(passed=passed, quorum_met=quorum["met"], agree=cast[Choice.AGREE], needed=needed),
    ]
    return Tally(passed, counts, count, quorum, {"kind": definition.denominator.value, "size": size}, needed, steps)


def _score_steps(definition: RuleDefinition, score: ScoreSeen | None) -> list[Step]:
    gate = definition.score_gate
    if gate is None or score is None:
        return []
    facts = {
        "percent_hundredths": score.percent_hundredths,
        "sheets": score.sheets,
        "min_percent": gate.min_percent,
        "min_sheets": gate.min_sheets,
    }
    return [Step("score_gate_met" if score.met else "score_gate_missed", facts)]


def _quorum_steps(definition: RuleDefinition, count: Headcount, quorum: Facts) -> list[Step]:
    facts = {"num": definition.quorum.num, "den": definition.quorum.den, "electorate": count.electorate, "needed": quorum["needed"]}
    reached = quorum["reached"] >= quorum["needed"]
    steps = [Step("quorum_met" if reached else "quorum_missed", {**facts, "present": quorum["reached"]})]
    if quorum["leader_required"]:
        steps.append(Step("leader_present" if quorum["leader_present"] else "leader_missing", {}))
    return steps


def _recusal_steps(definition: RuleDefinition, count: Headcount) -> list[Step]:
    if count.recused == 0 or definition.denominator in {Denominator.APPOINTED_MINUS_RECUSED, Denominator.VALID_BALLOTS}:
        return []
    leaves = definition.recusal_effect is RecusalEffect.REMOVE_FROM_DENOMINATOR
    return [Step("recused_removed" if leaves else "recused_kept", {"recused": count.recused})]


def _threshold_step(definition: RuleDefinition, size: int, needed: int) -> Step:
    threshold = definition.threshold
    code = "threshold_more_than" if threshold.strict else "threshold_at_least"
    return Step(code, {"num": threshold.num, "den": threshold.den, "size": size, "needed": needed})


def _absence_steps(definition: RuleDefinition, counts: dict[str, int]) -> list[Step]:
    if counts["not_cast"] == 0:
        return []
    as_no = definition.absent_policy is AbsentPolicy.COUNTED_AS_NOT_AGREE
    return [Step("not_cast_as_not_agree" if as_no else "not_cast_not_counted", {"not_cast": counts["not_cast"]})]


def _result_step(*, passed: bool, quorum_met: bool, agree: int, needed: int) -> Step:
    if not quorum_met:
        return Step("failed_without_quorum", {"agree": agree, "needed": needed})
    return Step("passed" if passed else "failed", {"agree": agree, "needed": needed})
