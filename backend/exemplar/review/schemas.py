"""What crosses the wire about review. Each audience has shapes of its own, written out field by field.

Points travel as whole hundredths; percent twice, as whole hundredths and as text with two decimals.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.core.texts import LocalTextBody
from exemplar.review.conflicts import ConflictReason
from exemplar.review.models import ConflictKind
from exemplar.review.solver import ShortageReason
from exemplar.review.workflow import AssignmentAction, AssignmentState, ReviewAction


def _no_nul(text: str) -> str:
    if "\x00" in text:
        message = "a text may not hold the NUL character"
        raise ValueError(message)
    return text


Prose = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_no_nul)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_no_nul)]
Version = Annotated[int, Field(ge=1, le=2_147_483_647)]
Load = Annotated[int, Field(ge=1, le=1_000)]
Hundredths = Annotated[int, Field(strict=True, ge=0, le=100_000)]


class _Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class PanelMemberRead(_Shape):
    """A seat on the panel with its numbers of sheets; no ``category_id`` means every category."""

    id: UUID
    account_id: UUID
    full_name: str
    category_id: UUID | None
    max_load: int
    open: int
    sealed: int


class PanelCandidate(_Shape):
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


class MatrixEntryRead(_Shape):
    """A row of the matrix."""

    id: UUID
    code: str
    title: str
    category_id: UUID
    unit_name: LocalTextBody


class AssignmentRead(_Shape):
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


class ProposalLoad(_Shape):
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


class JurorProgressRead(_Shape):
    """How far a juror is."""

    juror_id: UUID
    full_name: str
    sealed: int
    total: int


class CategoryProgressRead(_Shape):
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
    """One entry in the ranking. ``spread`` and ``percent`` are absent without enough sheets."""

    initiative_id: UUID
    code: str
    title: str
    category_id: UUID
    rank: int | None
    sheets: int
    assigned: int
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


class JuryCampaign(_Shape):
    """A campaign in which the juror has work."""

    campaign_id: UUID
    name: LocalTextBody
    blind_review: bool
    opens_at: datetime | None
    closes_at: datetime | None
    is_open: bool


class JuryQueueItem(_Shape):
    """One entry of the own queue."""

    assignment_id: UUID
    campaign_id: UUID
    position: int
    state: AssignmentState
    title: str
    category_name: LocalTextBody
    scored: int
    criteria: int
    sealed_at: datetime | None


class JuryQueue(_Shape):
    """The own queue, in its order."""

    campaigns: list[JuryCampaign]
    items: list[JuryQueueItem]


class JudgedFile(BaseModel):
    """A file beside the sheet; ``kind`` is absent while it is being inspected."""

    media_id: UUID
    field_key: str
    kind: str | None
    caption: str
    alt_text: str
    file_name: str


class JudgedAuthor(BaseModel):
    """An author, where the review is not blind."""

    full_name: str


class JudgedContent(BaseModel):
    """An entry as its jury sees it; ``authors`` and ``unit_name`` are absent where the review is blind."""

    title: str
    title_translations: LocalTextBody | None
    summary: str
    answers: dict[str, Any]
    files: list[JudgedFile]
    authors: list[JudgedAuthor] | None
    unit_name: LocalTextBody | None


class SheetRead(_Shape):
    """The own sheet: leaf key → hundredths of points, leaf key → words."""

    version: int
    points: dict[str, int]
    comments: dict[str, str]
    private_note: str
    comment_to_unit: str
    updated_at: datetime


class SealedSheetRead(BaseModel):
    """The receipt of a sealed sheet; ``digest`` is hexadecimal SHA-256."""

    digest: str
    sealed_at: datetime


class JuryAssignment(BaseModel):
    """One entry beside its sheet."""

    assignment_id: UUID
    position: int
    state: AssignmentState
    campaign: JuryCampaign
    category_name: LocalTextBody
    content: JudgedContent
    form: FormDefinition
    rubric: RubricDefinition
    sheet: SheetRead
    sealed: SealedSheetRead | None
    open_actions: list[AssignmentAction]


class SheetUpdate(BaseModel):
    """The whole sheet as typed so far, and the version it started from."""

    version: Version
    points: dict[str, Hundredths]
    comments: dict[str, Prose]
    private_note: Prose
    comment_to_unit: Prose


class SheetSaved(_Shape):
    """What a save answers."""

    version: int
    saved_at: datetime


class SheetSeal(BaseModel):
    """The version that becomes final."""

    version: Version


class Recusal(BaseModel):
    """Why a juror steps aside from an entry."""

    kind: Literal["family", "declared"]
    reason: Reason


class ConflictDeclare(BaseModel):
    """A conflict with everything of a unit."""

    unit_id: UUID
    kind: Literal["family", "declared"]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_no_nul)] = ""


class DeclaredConflictRead(_Shape):
    """What somebody declared; about a unit, or about one entry that is not named."""

    id: UUID
    unit_id: UUID | None
    kind: ConflictKind
    reason: str
    created_at: datetime
