"""What crosses the wire about review. Each audience has shapes of its own, written out field by field.

Points travel as whole hundredths; percent twice, as whole hundredths and as text with two decimals.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exemplar.core.texts import LocalTextBody
from exemplar.review.conflicts import ConflictReason
from exemplar.review.solver import ShortageReason
from exemplar.review.statistics.agreement import Reading
from exemplar.review.statistics.sensitivity import ChangeKind
from exemplar.review.statistics.severity import Unfit
from exemplar.review.workflow import AssignmentAction, AssignmentState, ReviewAction


def no_nul(text: str) -> str:
    """Refuse the character that PostgreSQL cannot store."""
    if "\x00" in text:
        message = "a text may not hold the NUL character"
        raise ValueError(message)
    return text


Load = Annotated[int, Field(ge=1, le=1_000)]


class Shape(BaseModel):
    """A shape that is read from an object of the services."""

    model_config = ConfigDict(from_attributes=True)


class PanelMemberRead(Shape):
    """A seat on the panel with its numbers of sheets; no ``category_id`` means every category."""

    id: UUID
    account_id: UUID
    full_name: str
    category_id: UUID | None
    max_load: int
    open: int
    sealed: int


class PanelCandidate(Shape):
    """A juror of the campaign who could take a seat."""

    id: UUID
    full_name: str


class PanelRead(BaseModel):
    """The panel and who could join it."""

    members: list[PanelMemberRead]
    candidates: list[PanelCandidate]


class PanelMemberCreate(BaseModel):
    """A seat to give."""

    account_id: UUID
    category_id: UUID | None = None
    max_load: Load = 20


class PanelMemberUpdate(BaseModel):
    """Another load."""

    max_load: Load


class PanelMemberRemoved(BaseModel):
    """How many open sheets ended with the seat."""

    cancelled: int


class MatrixJuror(BaseModel):
    """A column of the matrix; ``seats`` are the categories covered, ``None`` for all."""

    id: UUID
    full_name: str
    seats: list[UUID | None]


class MatrixEntryRead(Shape):
    """A row of the matrix."""

    id: UUID
    code: str
    title: str
    category_id: UUID
    unit_name: LocalTextBody


class AssignmentRead(Shape):
    """An assignment, for the manager."""

    assignment_id: UUID
    initiative_id: UUID
    juror_id: UUID
    state: AssignmentState
    open_actions: list[AssignmentAction]


class MatrixConflict(BaseModel):
    """A pair that can never be."""

    initiative_id: UUID
    juror_id: UUID
    reasons: list[ConflictReason]


class MatrixRead(BaseModel):
    """Judges and entries. ``withheld`` entries are in conflict with the reader and not in the list."""

    sheets_per_entry: int
    jurors: list[MatrixJuror]
    entries: list[MatrixEntryRead]
    cells: list[AssignmentRead]
    conflicts: list[MatrixConflict]
    withheld: int


class AssignmentCreate(BaseModel):
    """One entry for one juror."""

    initiative_id: UUID
    juror_id: UUID


class AssignmentPair(BaseModel):
    """An entry and a juror of a proposal."""

    initiative_id: UUID
    juror_id: UUID


class ProposalLoad(Shape):
    """A juror's number of entries before and after."""

    juror_id: UUID
    full_name: str
    before: int
    after: int
    max_load: int


class ProposalShortage(BaseModel):
    """An entry that cannot have all its sheets, and why."""

    initiative_id: UUID
    code: str
    title: str
    wanted: int
    got: int
    eligible: int
    conflicted: int
    reason: ShortageReason


class ProposalRead(BaseModel):
    """What would be assigned; nothing is, until it is applied with this ``digest``."""

    digest: str
    additions: list[AssignmentPair]
    loads: list[ProposalLoad]
    entries: int
    covered: int
    shortages: list[ProposalShortage]
    withheld: int


class ProposalApplication(BaseModel):
    """A proposal to apply, as it was read."""

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    additions: Annotated[list[AssignmentPair], Field(max_length=20_000)]


class ProposalApplied(BaseModel):
    """How many assignments were made."""

    assigned: int


class JurorProgressRead(Shape):
    """How far a juror is."""

    juror_id: UUID
    full_name: str
    sealed: int
    total: int


class CategoryProgressRead(Shape):
    """A category and its number of entries in review."""

    category_id: UUID
    name: LocalTextBody
    entries: int


class ReviewRead(BaseModel):
    """Where the review of a campaign stands."""

    campaign_id: UUID
    campaign_name: LocalTextBody
    blind_review: bool
    sheets_per_entry: int
    opens_at: datetime | None
    closes_at: datetime | None
    sealed: int
    total: int
    jurors: list[JurorProgressRead]
    categories: list[CategoryProgressRead]
    feedback_released_at: datetime | None
    open_actions: list[ReviewAction]


class RankedEntryRead(BaseModel):
    """One entry in the ranking. ``spread`` and ``percent`` are absent without enough sheets, and every figure while ``in_progress``."""

    initiative_id: UUID
    code: str
    title: str
    category_id: UUID
    rank: int | None
    sheets: int
    assigned: int
    in_progress: bool
    percent: str | None
    percent_hundredths: int | None
    spread: str | None
    spread_hundredths: int | None
    below_floor: list[str]
    passes: bool
    sheet_percent_hundredths: list[int]


class RankingRead(BaseModel):
    """The ranking; ``withheld`` entries are in conflict with the reader, or still to be scored by them."""

    entries: list[RankedEntryRead]
    withheld: int


class SpanRead(BaseModel):
    """The most likely value in hundredths of percent points, and between which two the truth lies nine times in ten."""

    value_hundredths: int
    low_hundredths: int
    high_hundredths: int


class StudiedEntryRead(BaseModel):
    """An entry by every scale; ``corrected`` and the range of ranks are absent where nothing can be corrected.

    ``in_tie_zone``: the sheets neither put it among the first nor out of them. ``on_edge``: one juror or one weight moves it.
    """

    initiative_id: UUID
    code: str
    title: str
    rank: int | None
    sheets: int
    percent_hundredths: int | None
    trimmed_hundredths: int | None
    z_score: float | None
    corrected: SpanRead | None
    best_rank: int | None
    worst_rank: int | None
    in_tie_zone: bool
    on_edge: bool


class StudiedCriterionRead(BaseModel):
    """How far jurors agree on a criterion."""

    key: str
    name: LocalTextBody
    mean_hundredths: int
    alpha: float | None
    reading: Reading | None


class StudiedJurorRead(BaseModel):
    """A juror beside the others; severity is positive for who gives less. ``stands_out``: surely more severe, or more lenient."""

    juror_id: UUID
    full_name: str
    sheets: int
    mean_hundredths: int
    severity: SpanRead | None
    stands_out: bool


class ChangeRead(BaseModel):
    """What would enter or leave the first places without a juror, or with a weight a tenth higher or lower."""

    kind: ChangeKind
    juror_id: UUID | None
    criterion: str | None
    enters: list[UUID]
    leaves: list[UUID]


class StudyRead(BaseModel):
    """What the sheets of a category say of its jury, for the first ``places``. ``unfit``: why no score is corrected."""

    category_id: UUID
    places: int
    sheets: int
    running: int
    withheld: int
    unfit: Unfit | None
    alpha: float | None
    reading: Reading | None
    entries: list[StudiedEntryRead]
    criteria: list[StudiedCriterionRead]
    jurors: list[StudiedJurorRead]
    changes: list[ChangeRead]


class FeedbackReleaseRead(BaseModel):
    """Since when authors read what was said."""

    released_at: datetime


class FeedbackRead(BaseModel):
    """What the jury said, for the unit."""

    initiative_id: UUID
    released_at: datetime
    sheets: int
    percent: str | None
    percent_hundredths: int | None
    passes: bool
    comments: list[str]
