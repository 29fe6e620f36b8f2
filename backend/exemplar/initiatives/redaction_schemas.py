"""What crosses the wire when an entry is made fit for a blind jury."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exemplar.initiatives.redaction_words import HitDecision, HitSpot
from exemplar.initiatives.schemas import Plain
from exemplar.media.engine.blind_terms import TermKind
from exemplar.media.engine.findings import MediaKind
from exemplar.media.masks import MaskKind
from exemplar.media.redaction import BlindState

Thousandths = Annotated[int, Field(ge=0, le=1000)]
Box = Annotated[list[Thousandths], Field(min_length=4, max_length=4)]
Moment = Annotated[int, Field(ge=0, le=2**40)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), Plain]


class SearchState(StrEnum):
    """How far the search for names is. ``waiting``: a file is still being looked at."""

    NOT_BEGUN = "not_begun"
    SEARCHING = "searching"
    WAITING = "waiting"
    DONE = "done"


class RedactionHitRead(BaseModel):
    """Words that were found, and what was decided. ``boxes`` are left, top, width and height in thousandths of the page."""

    id: UUID
    spot: HitSpot
    kind: TermKind | None
    words: str
    before: str
    after: str
    media_id: UUID | None
    field_key: str | None
    page: int | None
    boxes: list[list[int]]
    language: str | None
    start_ms: int | None
    end_ms: int | None
    decision: HitDecision | None
    reason: str
    mask_id: UUID | None


class MaskRead(BaseModel):
    """A mask of a file."""

    id: UUID
    kind: MaskKind
    page: int | None
    boxes: list[list[int]]
    start_ms: int | None
    end_ms: int | None
    words: str
    reason: str


class RedactedFileRead(BaseModel):
    """A file of the entry: what the jury gets of it now, and what is masked in it.

    ``file_name`` is what the jury reads, ``own_name`` what the unit calls it.
    """

    media_id: UUID
    kind: MediaKind | None
    is_ready: bool
    file_name: str
    own_name: str
    width: int | None
    height: int | None
    duration_ms: int | None
    page_count: int | None
    names: list[str]
    state: BlindState
    masks: list[MaskRead]


class RedactionRead(BaseModel):
    """The checklist: what was found, what is masked, and what there is still time for."""

    search: SearchState
    failure: str | None
    total: int
    decided: int
    may_mask: bool
    may_uncover: bool
    hits: list[RedactionHitRead]
    files: list[RedactedFileRead]


class HitDecided(BaseModel):
    """What to do with a hit; words are left for a reason only."""

    model_config = ConfigDict(extra="forbid")

    decision: HitDecision
    reason: Reason = ""


class MaskWrite(BaseModel):
    """Something more to cover: boxes of a picture, a page or a film, or a stretch of sound, in milliseconds."""

    model_config = ConfigDict(extra="forbid")

    media_id: UUID
    kind: Annotated[MaskKind, Field(description="region or sound; words are masked by deciding about a hit")]
    page: Annotated[int, Field(ge=1, le=100_000)] | None = None
    boxes: Annotated[list[Box], Field(max_length=20)] = []
    start_ms: Moment | None = None
    end_ms: Moment | None = None
    reason: Reason = ""
