"""Every sentence of a count's reasoning, and the edges at which it turns."""

from uuid import UUID

import pytest

from exemplar.voting.rules import Choice
from exemplar.voting.tally import MAX_SIZE, MIN_SIZE, Headcount, ScoreSeen, Seat, headcount, quorum_of, tally
from tests.voting.rule_samples import rule

PRESENT = {"denominator": "PRESENT", "absent_policy": "not_counted"}


def seats(size, absent=(), recused=(), leaders=(0,)):
    return [Seat(UUID(int=n), n not in absent, n in recused, n in leaders) for n in range(size)]


def votes(agree=0, disagree=0, abstain=0):
    spoken = [Choice.AGREE] * agree + [Choice.DISAGREE] * disagree + [Choice.ABSTAIN] * abstain
    return {UUID(int=n): choice for n, choice in enumerate(spoken)}


def steps(definition, roll, spoken, score=None):
    return {step.code: step.facts for step in tally(definition, roll, spoken, score).steps}


def test_councils_have_one_to_two_hundred_seats():
    assert (MIN_SIZE, MAX_SIZE) == (1, 200)


def test_the_stored_document_ends_with_the_reasoning():
    document = tally(rule(), seats(3), votes(agree=3)).as_dict()

    assert list(document)[-1] == "steps"
    assert document["steps"][-1] == {"code": "passed", "facts": {"agree": 3, "needed": 3}}


def test_a_count_that_passes_and_one_that_fails_name_what_was_said_and_what_was_needed():
    assert steps(rule(), seats(10), votes(agree=7))["passed"] == {"agree": 7, "needed": 7}
    assert steps(rule(), seats(10), votes(agree=6))["failed"] == {"agree": 6, "needed": 7}
    assert steps(rule(), seats(10, absent=range(5, 10)), votes(agree=5))["failed_without_quorum"] == {"agree": 5, "needed": 7}


def test_the_quorum_is_met_by_exactly_the_members_it_needs():
    just, one_less = steps(rule(), seats(9, absent={6, 7, 8}), {}), steps(rule(), seats(9, absent={5, 6, 7, 8}), {})

    assert just["quorum_met"] == {"num": 2, "den": 3, "electorate": 9, "needed": 6, "present": 6}
    assert one_less["quorum_missed"] == {"num": 2, "den": 3, "electorate": 9, "needed": 6, "present": 5}
    assert "quorum_missed" not in just
    assert quorum_of(rule(), seats(9, absent={6, 7, 8}))["met"] is True


@pytest.mark.parametrize(
    ("roll", "leads"),
    [
        (seats(3), True),
        (seats(3, absent={0}), False),
        (seats(3, recused={0}), False),
        (seats(3, leaders=()), False),
        (seats(3, absent={0}, leaders=(0, 2)), True),
    ],
)
def test_somebody_leads_who_is_chair_or_vice_chair_and_there_and_not_recused(roll, leads):
    assert quorum_of(rule(), roll)["leader_present"] is leads


def test_where_no_leader_is_asked_for_none_is_missed():
    definition = rule(quorum={"num": 1, "den": 3, "chair_or_delegate_required": False})

    found = tally(definition, seats(3, absent={0}), votes(agree=3))

    assert (found.quorum["met"], found.passed) == (True, True)
    assert {"leader_present", "leader_missing"}.isdisjoint(step.code for step in found.steps)


def test_the_score_gate_is_told_only_where_the_rule_has_one_and_review_said_something():
    gated, seen = rule(score_gate={"min_percent": 70, "min_sheets": 3}), ScoreSeen(6999, 3, met=False)
    facts = {"percent_hundredths": 6999, "sheets": 3, "min_percent": 70, "min_sheets": 3}

    assert steps(gated, seats(3), {}, seen)["score_gate_missed"] == facts
    assert "score_gate_missed" not in steps(gated, seats(3), {})
    assert {"score_gate_missed", "score_gate_met"}.isdisjoint(steps(rule(), seats(3), {}, seen))


def test_recused_members_are_told_where_they_weigh():
    roll = seats(6, recused={1})
    kept = rule(**PRESENT)
    removed = rule(**PRESENT, recusal_effect="remove_from_denominator")
    minus = rule(denominator="APPOINTED_MINUS_RECUSED", recusal_effect="remove_from_denominator")
    ballots = rule(denominator="VALID_BALLOTS", absent_policy="not_counted")

    assert steps(kept, roll, {})["recused_kept"] == {"recused": 1}
    assert steps(removed, roll, {})["recused_removed"] == {"recused": 1}
    assert {"recused_kept", "recused_removed"}.isdisjoint(steps(minus, roll, {}))
    assert {"recused_kept", "recused_removed"}.isdisjoint(steps(ballots, roll, {}))
    assert {"recused_kept", "recused_removed"}.isdisjoint(steps(kept, seats(6), {}))


def test_votes_not_cast_are_told_with_what_they_weigh_and_not_at_all_when_everybody_voted():
    assert steps(rule(), seats(3), votes(agree=2))["not_cast_as_not_agree"] == {"not_cast": 1}
    assert steps(rule(**PRESENT), seats(3), votes(agree=2))["not_cast_not_counted"] == {"not_cast": 1}
    assert {"not_cast_as_not_agree", "not_cast_not_counted"}.isdisjoint(steps(rule(), seats(3), votes(agree=3)))


def test_more_than_and_at_least_are_different_words():
    strict = rule(threshold={"num": 1, "den": 2, "strict": True})

    assert steps(strict, seats(10), {})["threshold_more_than"] == {"num": 1, "den": 2, "size": 10, "needed": 6}
    assert steps(rule(), seats(10), {})["threshold_at_least"] == {"num": 7, "den": 10, "size": 10, "needed": 7}


def test_a_roll_is_counted_seat_by_seat():
    roll = seats(7, absent={5, 6}, recused={1, 6})

    assert headcount(roll, 3) == Headcount(electorate=7, present=5, recused=2, recused_present=1, valid=3)
