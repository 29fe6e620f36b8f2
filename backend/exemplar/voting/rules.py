"""A council's rule as data. Pure: integers and fractions of integers only, never floats.

The fields are those of decree 152/2025/NĐ-CP, art. 33 and 45, and of the councils' own regulations, that an open vote
needs; rounds, quotas and posting times belong to other steps. See decisions/0060-rules-as-data.md.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

MAX_PART = 1_000


class Choice(StrEnum):
    """What a member can say."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"


class Electorate(StrEnum):
    """Whose council decides."""

    FULL_COUNCIL = "full_council"
    STANDING_COMMITTEE = "standing_committee"
    SUBCOUNCIL = "subcouncil"


class Denominator(StrEnum):
    """What the votes in favour are measured against."""

    ALL_APPOINTED = "ALL_APPOINTED"
    PRESENT = "PRESENT"
    VALID_BALLOTS = "VALID_BALLOTS"
    APPOINTED_MINUS_RECUSED = "APPOINTED_MINUS_RECUSED"


class AbsentPolicy(StrEnum):
    """What an absent member weighs. It follows from the denominator and is written out so that nobody has to guess."""

    NOT_COUNTED = "not_counted"
    COUNTED_AS_NOT_AGREE = "counted_as_not_agree"


class RecusalEffect(StrEnum):
    """What a recused member's seat weighs: it stays and weighs like a no, it leaves, or a named reserve takes it."""

    KEEP = "keep"
    REMOVE_FROM_DENOMINATOR = "remove_from_denominator"
    SUBSTITUTE = "substitute"


class TieBreak(StrEnum):
    """How equals are ordered, first to last; stored with the rule, applied by people."""

    MEAN_SCORE = "mean_score"
    KEY_CRITERION = "key_criterion"
    WOMEN_FIRST = "women_first"
    CHAIR_DECIDES = "chair_decides"
    RE_VOTE = "re_vote"
    SHARE_PRIZE = "share_prize"


Part = Annotated[int, Field(ge=1, le=MAX_PART)]
LegalText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000, pattern=r"^[^\x00]*$")]


class _Ratio(BaseModel):
    model_config = ConfigDict(extra="forbid")

    num: Part
    den: Part

    @model_validator(mode="after")
    def _at_most_the_whole(self) -> "_Ratio":
        if self.num > self.den:
            message = "a share is at most the whole"
            raise ValueError(message)
        return self


class RuleQuorum(_Ratio):
    """Which share of the appointed members must be there, and whether the chair or a vice-chair must be among them."""

    chair_or_delegate_required: bool


class RuleThreshold(_Ratio):
    """Which share of the denominator must agree: at least it, or (``strict``) more than it."""

    strict: bool


class ScoreGate(BaseModel):
    """What review must have said before the council votes: mean percent of the attainable points, and sealed sheets."""

    model_config = ConfigDict(extra="forbid")

    min_percent: Annotated[int, Field(ge=0, le=100)]
    min_sheets: Annotated[int, Field(ge=0, le=100)]


class RuleDefinition(BaseModel):
    """Everything that turns a roll and its votes into yes or no."""

    model_config = ConfigDict(extra="forbid")

    electorate: Electorate
    quorum: RuleQuorum
    denominator: Denominator
    threshold: RuleThreshold
    absent_policy: AbsentPolicy
    recusal_effect: RecusalEffect
    abstain_offered: bool
    score_gate: ScoreGate | None
    tie_break: Annotated[list[TieBreak], Field(max_length=6)]
    legal_text: LegalText

    @model_validator(mode="after")
    def _says_one_thing(self) -> "RuleDefinition":
        if self.absent_policy is not absent_policy_of(self.denominator):
            message = "absent_policy contradicts the denominator"
            raise ValueError(message)
        if self.denominator is Denominator.APPOINTED_MINUS_RECUSED and self.recusal_effect is not RecusalEffect.REMOVE_FROM_DENOMINATOR:
            message = "recusal_effect contradicts the denominator"
            raise ValueError(message)
        if self.denominator is Denominator.ALL_APPOINTED and self.recusal_effect is RecusalEffect.REMOVE_FROM_DENOMINATOR:
            message = "recusal_effect contradicts the denominator"
            raise ValueError(message)
        if len(set(self.tie_break)) != len(self.tie_break):
            message = "a tie-break is named once"
            raise ValueError(message)
        return self

    @property
    def choices(self) -> list[Choice]:
        """What a member can say under this rule, in the order of the ballot."""
        return [Choice.AGREE, Choice.DISAGREE, *([Choice.ABSTAIN] if self.abstain_offered else [])]


def absent_policy_of(denominator: Denominator) -> AbsentPolicy:
    """Return what an absent member weighs under ``denominator``."""
    absent_stay = denominator in {Denominator.ALL_APPOINTED, Denominator.APPOINTED_MINUS_RECUSED}
    return AbsentPolicy.COUNTED_AS_NOT_AGREE if absent_stay else AbsentPolicy.NOT_COUNTED
