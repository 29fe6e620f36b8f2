"""The count against exact fractions, and the cases that councils quarrel about, by name."""

from fractions import Fraction
from uuid import UUID

import pytest

from exemplar.voting.rules import Choice, Denominator
from exemplar.voting.simulation import needed_by_size, simulate
from exemplar.voting.tally import Headcount, ScoreSeen, Seat, denominator_size, quorum_needed, tally, votes_needed
from tests.voting.rule_samples import V1, V2_FLAG, V2_TITLE, V3, rule

SHARES = [(1, 2), (2, 3), (3, 4), (5, 7), (7, 10), (4, 5), (9, 10), (1, 1)]
A, D, B = Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN


def seats(size, absent=(), recused=(), leader=0):
    return [Seat(UUID(int=n), n not in absent, n in recused, n == leader) for n in range(size)]


def votes(**numbers):
    spoken = [choice for choice in Choice for _ in range(numbers.get(choice.value, 0))]
    return {UUID(int=n): choice for n, choice in enumerate(spoken)}


def definition_of(denominator, share, strict, effect):
    absent = "not_counted" if denominator in {"PRESENT", "VALID_BALLOTS"} else "counted_as_not_agree"
    threshold = {"num": share[0], "den": share[1], "strict": strict}
    return rule(denominator=denominator, threshold=threshold, absent_policy=absent, recusal_effect=effect)


DENOMINATORS = [
    ("ALL_APPOINTED", "keep"),
    ("PRESENT", "keep"),
    ("PRESENT", "remove_from_denominator"),
    ("VALID_BALLOTS", "keep"),
    ("APPOINTED_MINUS_RECUSED", "remove_from_denominator"),
]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize(("denominator", "effect"), DENOMINATORS)
@pytest.mark.parametrize("strict", [False, True])
def test_votes_needed_agrees_with_exact_fractions_for_every_council_up_to_thirty(share, denominator, effect, strict):
    definition, fraction = definition_of(denominator, share, strict, effect), Fraction(*share)
    for size in range(1, 31):
        for present in range(size + 1):
            for recused in range(min(present, 3) + 1):
                count = Headcount(size, present, recused, recused, present - recused)
                base = {
                    "ALL_APPOINTED": size,
                    "PRESENT": present - (recused if effect != "keep" else 0),
                    "VALID_BALLOTS": present - recused,
                    "APPOINTED_MINUS_RECUSED": size - recused,
                }[denominator]
                needed = votes_needed(definition, count)
                threshold = fraction * base
                meets = threshold.__lt__ if strict else threshold.__le__

                assert denominator_size(definition, count) == base
                assert meets(needed)
                assert needed == 1 or not meets(needed - 1)


@pytest.mark.parametrize("share", SHARES)
def test_the_quorum_agrees_with_exact_fractions(share):
    definition = rule(quorum={"num": share[0], "den": share[1], "chair_or_delegate_required": True})
    for size in range(1, 31):
        needed = quorum_needed(definition, size)

        assert Fraction(needed) >= Fraction(*share) * size > Fraction(needed - 1)


def test_the_table_of_the_statute_comes_out():
    sizes = [7, 8, 9, 10, 11, 13, 15, 17, 21]
    full = [Headcount(size, size, 0, 0, size) for size in sizes]
    rules = {share: definition_of("ALL_APPOINTED", share, False, "keep") for share in SHARES}
    table = {share: [votes_needed(rules[share], count) for count in full] for share in SHARES}

    assert table[(2, 3)] == [5, 6, 6, 7, 8, 9, 10, 12, 14]
    assert table[(7, 10)] == [5, 6, 7, 7, 8, 10, 11, 12, 15]
    assert table[(4, 5)] == [6, 7, 8, 8, 9, 11, 12, 14, 17]
    assert table[(9, 10)] == [7, 8, 9, 9, 10, 12, 14, 16, 19]


def test_v1_with_thirteen_members_needs_ten_and_a_reserve_takes_the_recused_seat():
    found = simulate(V1, 13, absent=1, recused=1)

    assert (found.votes_needed, found.most_agree, found.reachable) == (10, 12, True)


def test_v2_with_thirteen_of_fifteen_fails_the_title_but_passes_the_flag():
    roll, spoken = seats(15), votes(agree=13, disagree=2)

    title, flag = tally(V2_TITLE, roll, spoken), tally(V2_FLAG, roll, spoken)

    assert (title.votes_needed, title.passed) == (14, False)
    assert (flag.votes_needed, flag.passed) == (12, True)


def test_v2_with_two_recusals_kept_is_impossible_and_warns():
    found = simulate(V2_TITLE, 15, recused=2)

    assert (found.votes_needed, found.most_agree, found.reachable) == (14, 13, False)
    assert {"unreachable", "recusal_weighs_as_no"} <= set(found.warnings)


def test_nine_members_at_ninety_percent_need_unanimity_and_ten_do_not():
    assert "unanimity_needed" in simulate(V2_TITLE, 9).warnings
    assert "unanimity_needed" not in simulate(V2_TITLE, 10).warnings
    assert [row.size for row in needed_by_size(V2_TITLE) if row.unanimity] == [5, 6, 7, 8, 9]


def test_a_missed_quorum_fails_whatever_was_voted():
    result = tally(V2_FLAG, seats(15, absent=range(9, 15)), votes(agree=9))

    assert result.quorum == {"needed": 10, "reached": 9, "met": False, "leader_required": True, "leader_present": True}
    assert (result.passed, result.steps[-1].code) == (False, "failed_without_quorum")


def test_a_quorum_without_chair_or_vice_chair_is_none():
    result = tally(V2_FLAG, seats(15, absent={0}), votes(agree=14))

    assert (result.quorum["met"], result.passed) == (False, False)
    assert "leader_missing" in [step.code for step in result.steps]


def test_a_recused_chair_does_not_lead_the_item():
    assert tally(V2_FLAG, seats(15, recused={0}), votes(agree=12)).quorum["leader_present"] is False


def test_a_blank_vote_counts_in_the_denominator_and_not_as_agreement():
    of_votes = definition_of("VALID_BALLOTS", (2, 3), False, "keep")

    result = tally(of_votes, seats(9), votes(agree=5, abstain=4))

    assert (result.denominator, result.votes_needed, result.passed) == ({"kind": "VALID_BALLOTS", "size": 9}, 6, False)


def test_absent_members_weigh_as_no_among_all_appointed_and_nothing_among_those_present():
    roll, spoken = seats(7, absent={5, 6}), votes(agree=4, disagree=1)
    among_all = definition_of("ALL_APPOINTED", (2, 3), False, "keep")

    assert (tally(among_all, roll, spoken).votes_needed, tally(among_all, roll, spoken).passed) == (5, False)
    assert (tally(V3, roll, spoken).votes_needed, tally(V3, roll, spoken).passed) == (4, True)


def test_exactly_half_is_not_more_than_half():
    assert tally(definition_of("PRESENT", (1, 2), True, "keep"), seats(10), votes(agree=5, disagree=5)).passed is False
    assert tally(definition_of("PRESENT", (1, 2), False, "keep"), seats(10), votes(agree=5, disagree=5)).passed is True


def test_nobody_voting_never_passes():
    assert tally(definition_of("VALID_BALLOTS", (1, 2), False, "keep"), seats(5), {}).passed is False


def test_the_reasoning_is_spelled_out_in_order():
    gated = rule(score_gate={"min_percent": 70, "min_sheets": 3}, threshold={"num": 9, "den": 10, "strict": False})

    result = tally(gated, seats(15, recused={3}), votes(agree=13), ScoreSeen(8650, 3, met=True))

    assert [step.as_dict() for step in result.steps] == [
        {"code": "score_gate_met", "facts": {"percent_hundredths": 8650, "sheets": 3, "min_percent": 70, "min_sheets": 3}},
        {"code": "quorum_met", "facts": {"num": 2, "den": 3, "electorate": 15, "needed": 10, "present": 15}},
        {"code": "leader_present", "facts": {}},
        {"code": "denominator_all_appointed", "facts": {"size": 15, "electorate": 15, "recused": 1}},
        {"code": "recused_kept", "facts": {"recused": 1}},
        {"code": "threshold_at_least", "facts": {"num": 9, "den": 10, "size": 15, "needed": 14}},
        {"code": "counted", "facts": {"agree": 13, "disagree": 0, "abstain": 0, "not_cast": 2}},
        {"code": "not_cast_as_not_agree", "facts": {"not_cast": 2}},
        {"code": "failed", "facts": {"agree": 13, "needed": 14}},
    ]


def test_the_stored_document_has_the_agreed_shape():
    document = tally(V3, seats(7, absent={6}), votes(agree=4, disagree=1, abstain=1)).as_dict()

    assert {key: document[key] for key in document if key != "steps"} == {
        "passed": True,
        "counts": {"agree": 4, "disagree": 1, "abstain": 1, "not_cast": 1},
        "electorate": 7,
        "present": 6,
        "recused": 0,
        "quorum": {"needed": 5, "reached": 6, "met": True, "leader_required": False, "leader_present": True},
        "denominator": {"kind": "PRESENT", "size": 6},
        "votes_needed": 4,
    }


@pytest.mark.parametrize("denominator", list(Denominator))
def test_a_simulation_never_promises_more_than_the_count_gives(denominator):
    effect = "remove_from_denominator" if denominator is Denominator.APPOINTED_MINUS_RECUSED else "keep"
    definition = definition_of(denominator.value, (2, 3), False, effect)
    for size in range(1, 16):
        for absent in range(size):
            for recused in range(size - absent):
                found = simulate(definition, size, absent, recused)
                roll = seats(size, absent=range(size - absent, size), recused=range(size - absent - recused, size - absent))
                result = tally(definition, roll, votes(agree=found.most_agree))

                assert result.votes_needed == found.votes_needed
                assert (found.most_agree >= found.votes_needed and found.quorum_met) == found.reachable
