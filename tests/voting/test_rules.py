"""A rule says one thing, or is refused."""

import pytest
from pydantic import ValidationError

from exemplar.voting.rules import AbsentPolicy, Choice, Denominator, absent_policy_of
from tests.voting.rule_samples import rule


@pytest.mark.parametrize(
    "changes",
    [
        {"absent_policy": "not_counted"},
        {"recusal_effect": "remove_from_denominator"},
        {"denominator": "APPOINTED_MINUS_RECUSED", "recusal_effect": "keep"},
        {"denominator": "PRESENT"},
        {"threshold": {"num": 11, "den": 10, "strict": False}},
        {"threshold": {"num": 0.9, "den": 1, "strict": False}},
        {"quorum": {"num": 0, "den": 3, "chair_or_delegate_required": True}},
        {"tie_break": ["mean_score", "mean_score"]},
        {"score_gate": {"min_percent": 101, "min_sheets": 1}},
        {"legal_text": "a\x00b"},
        {"surprise": 1},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(changes):
    with pytest.raises(ValidationError):
        rule(**changes)


def test_absent_members_weigh_as_the_denominator_says():
    assert {kind: absent_policy_of(kind) for kind in Denominator} == {
        Denominator.ALL_APPOINTED: AbsentPolicy.COUNTED_AS_NOT_AGREE,
        Denominator.APPOINTED_MINUS_RECUSED: AbsentPolicy.COUNTED_AS_NOT_AGREE,
        Denominator.PRESENT: AbsentPolicy.NOT_COUNTED,
        Denominator.VALID_BALLOTS: AbsentPolicy.NOT_COUNTED,
    }


def test_abstaining_is_offered_only_where_the_rule_says_so():
    assert rule().choices == [Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN]
    assert rule(abstain_offered=False).choices == [Choice.AGREE, Choice.DISAGREE]
