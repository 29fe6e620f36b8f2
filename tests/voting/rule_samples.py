"""The demo councils' rules, as the tests use them."""

from exemplar.voting.rules import RuleDefinition

BASE = {
    "electorate": "full_council",
    "quorum": {"num": 2, "den": 3, "chair_or_delegate_required": True},
    "denominator": "ALL_APPOINTED",
    "threshold": {"num": 7, "den": 10, "strict": False},
    "absent_policy": "counted_as_not_agree",
    "recusal_effect": "keep",
    "abstain_offered": True,
    "score_gate": None,
    "tie_break": ["mean_score"],
    "legal_text": "",
}


def rule(**changes) -> RuleDefinition:
    """A definition that differs from ``BASE`` in ``changes``."""
    return RuleDefinition.model_validate({**BASE, **changes})


V1 = rule(recusal_effect="substitute", tie_break=["mean_score", "re_vote", "chair_decides"])
V2_TITLE = rule(threshold={"num": 9, "den": 10, "strict": False}, tie_break=["women_first"])
V2_FLAG = rule(threshold={"num": 4, "den": 5, "strict": False}, tie_break=["women_first"])
V3 = rule(
    quorum={"num": 5, "den": 7, "chair_or_delegate_required": False},
    denominator="PRESENT",
    threshold={"num": 2, "den": 3, "strict": False},
    absent_policy="not_counted",
)
