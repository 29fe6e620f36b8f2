"""What crosses the wire about rules: the library, simulations, and which rule decides which category."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from exemplar.core.texts import LocalLine, LocalTextBody
from exemplar.voting.rules import RuleDefinition
from exemplar.voting.schemas import NO_NUL, Version, WireRead


class CouncilRuleFields(BaseModel):
    """What an editor sets. ``valid_until`` is the first day the rule no longer holds."""

    name: LocalLine
    legal_basis: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=NO_NUL)]
    valid_from: date
    valid_until: date | None
    definition: RuleDefinition


class CouncilRuleCreate(CouncilRuleFields):
    """A new rule."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z0-9][A-Z0-9-]{0,19}$")]


class CouncilRuleUpdate(CouncilRuleFields):
    """A change of a rule that nothing uses yet; ``version`` is the one the editor saw."""

    version: Version


RuleAction = Literal["edit", "new_version"]


class CouncilRuleRead(WireRead):
    """A rule of the library."""

    id: UUID
    code: str
    number: int
    name: LocalTextBody
    legal_basis: str
    valid_from: date
    valid_until: date | None
    definition: RuleDefinition
    version: int
    frozen_at: datetime | None
    open_actions: list[RuleAction]


class SimulationAsk(BaseModel):
    """A rule, and a council to play it through."""

    definition: RuleDefinition
    size: Annotated[int, Field(ge=1, le=200)]
    absent: Annotated[int, Field(ge=0, le=200)]
    recused: Annotated[int, Field(ge=0, le=200)]


class SimulationRead(WireRead):
    """What would happen; ``warnings`` are codes with a sentence in every locale."""

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


class NeededBySizeRead(WireRead):
    """What a full council of ``size`` needs."""

    size: int
    quorum_needed: int
    votes_needed: int
    unanimity: bool


class SimulationAnswer(BaseModel):
    """One council, and the table of the usual sizes."""

    council: SimulationRead
    table: list[NeededBySizeRead]


class CategoryRuleRead(BaseModel):
    """A category and the rule that decides it; ``may_assign`` while the campaign is a draft and the reader manages it."""

    category_id: UUID
    code: str
    name: LocalTextBody
    rule: CouncilRuleRead | None
    may_assign: bool


class CategoryRuleAssign(BaseModel):
    """The rule that decides a category."""

    rule_id: UUID
