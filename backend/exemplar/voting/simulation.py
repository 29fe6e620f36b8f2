"""What a rule would do to a council of a given size, before anybody sits down. Pure.

The warnings exist because at 90 % of all members any council of nine or fewer needs unanimity: one absence or one
recusal decides the case.
"""

from dataclasses import dataclass

from exemplar.voting.rules import Denominator, RecusalEffect, RuleDefinition
from exemplar.voting.tally import Headcount, denominator_size, quorum_needed, votes_needed

TABLE_SIZES = range(5, 26)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A council of ``size`` with some absent and some of those present recused. ``most_agree``: who could still agree."""

    size: int
    absent: int
    recused: int
    quorum_needed: int
    present: int
    quorum_met: bool
    denominator_size: int
    votes_needed: int
    most_agree: int
    reachable: bool
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class NeededBySize:
    """A row of the table: what a full council of ``size`` needs; ``unanimity`` when one no decides the case."""

    size: int
    quorum_needed: int
    votes_needed: int
    unanimity: bool


def simulate(definition: RuleDefinition, size: int, absent: int = 0, recused: int = 0) -> Simulation:
    """Play a council of ``size`` seats (≥ 1) through; ``recused`` of those present leave for the item.

    More absences or recusals than seats count as all of them. With substitutes, recused seats are taken by reserves.
    """
    absent = min(absent, size)
    present = size - absent
    recused = min(recused, present)
    gone = 0 if definition.recusal_effect is RecusalEffect.SUBSTITUTE else recused
    most_agree = present - gone
    count = Headcount(size, present, gone, gone, most_agree)
    needed, quorum = votes_needed(definition, count), quorum_needed(definition, size)
    reachable = present >= quorum and most_agree >= needed
    found = {
        "unanimity_needed": needs_everyone(definition, size),
        "quorum_missed": present < quorum,
        "unreachable": most_agree < needed,
        "no_dissent_left": reachable and most_agree == needed,
        "recusal_weighs_as_no": gone > 0 and _stays(definition),
        "absence_weighs_as_no": absent > 0 and definition.denominator in {Denominator.ALL_APPOINTED, Denominator.APPOINTED_MINUS_RECUSED},
    }
    warnings = [code for code, holds in found.items() if holds]
    return Simulation(
        size,
        absent,
        recused,
        quorum,
        present,
        present >= quorum,
        denominator_size(definition, count),
        needed,
        most_agree,
        reachable,
        warnings,
    )


def needs_everyone(definition: RuleDefinition, size: int) -> bool:
    """Say whether a full council of ``size`` needs every single member to agree."""
    return votes_needed(definition, Headcount(size, size, 0, 0, size)) >= size


def needed_by_size(definition: RuleDefinition) -> list[NeededBySize]:
    """Return the table of votes needed for full councils of the usual sizes."""
    return [
        NeededBySize(
            size,
            quorum_needed(definition, size),
            votes_needed(definition, Headcount(size, size, 0, 0, size)),
            needs_everyone(definition, size),
        )
        for size in TABLE_SIZES
    ]


def _stays(definition: RuleDefinition) -> bool:
    if definition.denominator in {Denominator.APPOINTED_MINUS_RECUSED, Denominator.VALID_BALLOTS}:
        return False
    return definition.recusal_effect is RecusalEffect.KEEP
