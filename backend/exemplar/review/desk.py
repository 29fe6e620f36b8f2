"""What crosses the wire at a juror's desk. Nothing here can hold an author or a unit unless the call is not blind.

Points travel as whole hundredths.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.core.texts import LocalTextBody
from exemplar.review.models import ConflictKind
from exemplar.review.schemas import Shape, no_nul
from exemplar.review.workflow import AssignmentAction, AssignmentState

Prose = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(no_nul)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(no_nul)]
Version = Annotated[int, Field(ge=1, le=2_147_483_647)]
Hundredths = Annotated[int, Field(strict=True, ge=0, le=100_000)]


class JuryCampaign(Shape):
    """A campaign in which the juror has work."""

    campaign_id: UUID
    name: LocalTextBody
    blind_review: bool
    opens_at: datetime | None
    closes_at: datetime | None
    is_open: bool


class JuryQueueItem(Shape):
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


class JuryQueue(Shape):
    """The own queue, in its order."""

    campaigns: list[JuryCampaign]
    items: list[JuryQueueItem]


class JudgedFacts(BaseModel):
    """What is known of a file besides its words, for whoever shows it; empty until it has been looked at."""

    model_config = ConfigDict(from_attributes=True)

    width: int | None
    height: int | None
    duration_ms: int | None
    page_count: int | None
    average_colour: str | None
    waveform: list[int] | None


class JudgedFile(BaseModel):
    """A file beside the sheet; ``kind`` is absent while it is being inspected."""

    media_id: UUID
    field_key: str
    kind: str | None
    caption: str
    alt_text: str
    file_name: str
    facts: JudgedFacts | None


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


class SheetRead(Shape):
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


class SheetSaved(Shape):
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
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(no_nul)] = ""


class DeclaredConflictRead(Shape):
    """What somebody declared; about a unit, or about one entry that is not named."""

    id: UUID
    unit_id: UUID | None
    kind: ConflictKind
    reason: str
    created_at: datetime
