"""What crosses the wire about councils."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from exemplar.core.texts import LocalLine, LocalTextBody, OneLine
from exemplar.voting.models import Office, Presence, RecusalKind
from exemplar.voting.rules import Choice, Denominator, RuleDefinition
from exemplar.voting.workflow import CouncilSessionAction, CouncilSessionState, ItemAction, ItemState

NO_NUL = r"^[^\x00]*$"
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500, pattern=NO_NUL)]


class WireRead(BaseModel):
    """What is read from an object of ours, field by field."""

    model_config = ConfigDict(from_attributes=True)


class CouncilCreate(BaseModel):
    """A council to set up."""

    name: LocalLine


class CouncilMemberRead(BaseModel):
    """Somebody on a council."""

    account_id: UUID
    full_name: str
    job_title: str
    office: Office
    votes: bool


CouncilAction = Literal["appoint", "prepare_session"]


class CouncilRead(BaseModel):
    """A council with its members and its sessions, newest first."""

    id: UUID
    campaign_id: UUID
    name: LocalTextBody
    members: list[CouncilMemberRead]
    voting_seats: int
    open_actions: list[CouncilAction]


class MemberAppoint(BaseModel):
    """An office for somebody. ``votes`` is false for a secretary who is not a member, and for a reserve."""

    office: Office
    votes: bool


class CouncilSessionFields(BaseModel):
    """What the secretary sets of a session."""

    title: LocalLine
    place: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), OneLine]
    held_at: AwareDatetime


class CouncilSessionUpdate(CouncilSessionFields):
    """A change; ``version`` is the one the editor saw."""

    version: Version


class AgendaOrder(BaseModel):
    """Every item of the agenda, in the order wanted."""

    version: Version
    item_ids: Annotated[list[UUID], Field(max_length=500)]


class AgendaAdd(BaseModel):
    """Initiatives to put on the agenda, in this order."""

    initiative_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class AttendanceRecord(BaseModel):
    """How a member takes part."""

    presence: Presence


class RecusalRecord(BaseModel):
    """Why a member leaves for an item; ``substitute_id`` is the reserve who takes the seat."""

    reason: Reason
    substitute_id: UUID | None = None


class VoteCast(BaseModel):
    """What a member says."""

    choice: Choice


class VoidRecord(BaseModel):
    """Why an item is void."""

    reason: Reason


class VoteReceiptRead(WireRead):
    """What a member keeps of their own vote."""

    item_id: UUID
    choice: Choice
    cast_at: datetime
    receipt: str


class CandidateRead(BaseModel):
    """An accepted initiative that no agenda has yet, with what review said."""

    initiative_id: UUID
    code: str
    title: str
    category_id: UUID
    rank: int | None
    percent_hundredths: int | None
    sheets: int
    rule_code: str | None
    gate_met: bool | None


class CouncilSessionListed(BaseModel):
    """A session in the list of those the reader takes part in."""

    id: UUID
    title: LocalTextBody
    council_name: LocalTextBody
    campaign_id: UUID
    campaign_name: LocalTextBody
    place: str
    held_at: datetime
    state: CouncilSessionState
    items: int
    office: Office | None


class SeatRead(BaseModel):
    """A member in a session; ``presence`` is ``None`` until it is recorded."""

    account_id: UUID
    full_name: str
    job_title: str
    office: Office
    votes: bool
    presence: Presence | None


class QuorumRead(BaseModel):
    """How many are needed, how many are there."""

    needed: int
    reached: int
    met: bool
    leader_required: bool
    leader_present: bool


class ItemRuleRead(BaseModel):
    """The rule an item is or will be decided by; ``is_frozen`` once the vote has opened."""

    id: UUID
    code: str
    number: int
    name: LocalTextBody
    legal_basis: str
    definition: RuleDefinition
    choices: list[Choice]
    is_frozen: bool


class ScoreRead(BaseModel):
    """What review said; ``gate_met`` is ``None`` when the rule has no gate."""

    percent_hundredths: int | None
    sheets: int
    rank: int | None
    gate_met: bool | None


class RecusalRead(BaseModel):
    """A member who leaves for an item. ``reasons`` are conflict kinds when computed; ``words`` when declared."""

    account_id: UUID
    full_name: str
    kind: RecusalKind
    reasons: list[str]
    words: str
    substitute_id: UUID | None


class TurnoutRead(BaseModel):
    """How many voted, and who has not; never how."""

    cast: int
    eligible: int
    not_voted: list[UUID]


class StepRead(BaseModel):
    """One sentence of the reasoning."""

    code: str
    facts: dict[str, Any]


class CountsRead(BaseModel):
    """The votes."""

    agree: int
    disagree: int
    abstain: int
    not_cast: int


class DenominatorRead(BaseModel):
    """What the votes in favour were measured against."""

    kind: Denominator
    size: int


class TallyRead(BaseModel):
    """The result with its reasoning."""

    passed: bool
    counts: CountsRead
    electorate: int
    present: int
    recused: int
    quorum: QuorumRead
    denominator: DenominatorRead
    votes_needed: int
    steps: list[StepRead]


class RollCallRead(BaseModel):
    """How one seat voted, once the item is counted; ``choice`` is ``None`` for those who did not."""

    account_id: UUID
    full_name: str
    office: Office
    present: bool
    recused: bool
    choice: Choice | None
    stands_in_for: UUID | None


class OwnPartRead(BaseModel):
    """The reader's own part in a vote; ``barred`` says why there is none."""

    may_vote: bool
    barred: Literal["not_on_roll", "recused", "not_checked_in"] | None
    vote: VoteReceiptRead | None


class AgendaItemRead(BaseModel):
    """An item of the agenda, as this reader may see it. ``withheld``: the reader is in conflict, so score and count stay away."""

    id: UUID
    position: int
    state: ItemState
    initiative_id: UUID
    title: str
    title_translations: dict[str, str | None] | None
    code: str | None
    category_id: UUID
    category_name: LocalTextBody
    award_name: LocalTextBody
    rule: ItemRuleRead | None
    score: ScoreRead | None
    electorate: int
    votes_needed: int | None
    quorum: QuorumRead | None
    recusals: list[RecusalRead]
    opened_at: datetime | None
    closed_at: datetime | None
    turnout: TurnoutRead | None
    own_part: OwnPartRead | None
    tally: TallyRead | None
    roll_call: list[RollCallRead] | None
    withheld: bool
    void_reason: str | None
    open_actions: list[ItemAction]


class CouncilSessionRead(BaseModel):
    """A session with everything its screens show, in one answer."""

    id: UUID
    council_id: UUID
    council_name: LocalTextBody
    campaign_id: UUID
    campaign_name: LocalTextBody
    title: LocalTextBody
    place: str
    held_at: datetime
    state: CouncilSessionState
    version: int
    started_at: datetime | None
    ended_at: datetime | None
    office: Office | None
    presence: Presence | None
    members: list[SeatRead]
    items: list[AgendaItemRead]
    open_actions: list[CouncilSessionAction]
