"""What crosses the wire when a unit writes and hands in."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from exemplar.campaigns.forms import FormDefinition
from exemplar.core.texts import LocalTextBody, OneLine
from exemplar.initiatives.reasons import ScreeningOutcome, ScreeningReason
from exemplar.initiatives.workflow import InitiativeAction, InitiativeState
from exemplar.media.engine.findings import MediaKind
from exemplar.media.workflow import MediaState

MAX_AUTHORS, MAX_FILES = 50, 200


def _without_nul(words: str) -> str:
    if "\x00" in words:
        message = "a text may not hold the NUL character"
        raise ValueError(message)
    return words


Plain = AfterValidator(_without_nul)
Line = Annotated[str, StringConstraints(max_length=200), OneLine]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120), OneLine]
Caption = Annotated[str, StringConstraints(max_length=300), Plain]
Words = Annotated[str, StringConstraints(max_length=4_000), Plain]
Version = Annotated[int, Field(ge=1, le=2_000_000_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Share = Annotated[int, Field(ge=0, le=10_000)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Shape(BaseModel):
    """What goes out; built from rows and plain objects alike."""

    model_config = ConfigDict(from_attributes=True)


class InitiativeStart(_In):
    """Where a new draft belongs."""

    campaign_id: UUID
    category_id: UUID
    unit_id: UUID
    title: Line = ""


class TitleTranslations(_In):
    """The title in other languages; an empty one is none."""

    fr: Line | None = None
    en: Line | None = None


class DraftPatch(_In):
    """Some parts of a draft, and the version the writer started from. Parts that are absent stay as they are."""

    version: Version
    title: Line | None = None
    title_translations: TitleTranslations | None = None
    summary: Words | None = None
    category_id: UUID | None = None
    answers: dict[str, Any] = Field(default_factory=dict)

    def changes(self) -> dict[str, Any]:
        """Return part → value, as ``DraftService.save`` takes it."""
        given = {name: getattr(self, name) for name in ("title", "summary") if getattr(self, name) is not None}
        if self.category_id is not None:
            given["category_id"] = str(self.category_id)
        if self.title_translations is not None:
            translations = {"fr": self.title_translations.fr or None, "en": self.title_translations.en or None}
            given["title_translations"] = translations if any(translations.values()) else None
        return {**given, **{f"answers.{key}": value for key, value in self.answers.items()}}


class TitlesRead(Shape):
    """The title in other languages; ``title`` itself is in the language of the unit."""

    fr: str | None
    en: str | None


class DraftSaved(Shape):
    """What a save did; ``others`` names parts that somebody else changed since the version sent."""

    version: int
    saved_at: datetime
    others: list[str]


class DraftRead(Shape):
    """The texts of a draft as they are now, with the version at which each part last changed."""

    version: int
    key_versions: dict[str, int]
    title: str
    title_translations: TitlesRead | None
    summary: str
    category_id: UUID
    answers: dict[str, Any]


class AuthorWrite(_In):
    """One author: an account (by id or e-mail) or a plain name."""

    account_id: UUID | None = None
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=320), OneLine] | None = None
    full_name: Name = ""
    job_title: Name = ""
    unit_id: UUID | None = None
    share_hundredths: Share


class AuthorsWrite(_In):
    """The whole list, and the version the writer started from."""

    version: Version
    authors: Annotated[list[AuthorWrite], Field(max_length=MAX_AUTHORS)]


class ShareConfirmation(_In):
    """The share that was shown."""

    share_hundredths: Share


class AttachmentWrite(_In):
    """One file in its place."""

    media_id: UUID
    field_key: Key
    caption: Caption = ""
    alt_text: Caption = ""
    confidential: bool = False
    is_cover: bool = False


class AttachmentsWrite(_In):
    """The whole list in its order, and the version the writer started from."""

    version: Version
    attachments: Annotated[list[AttachmentWrite], Field(max_length=MAX_FILES)]


class VersionSeen(_In):
    """The version the actor looked at."""

    version: Version


class SubmissionWrite(_In):
    """The version to hand in, and the promise that it is true."""

    version: Version
    oath: bool


class VerdictWrite(_In):
    """A screener's decision on one revision."""

    revision_id: UUID
    outcome: ScreeningOutcome
    reason_codes: Annotated[list[ScreeningReason], Field(max_length=20)] = Field(default_factory=list)
    reason: Words = ""
    resubmit_until: AwareDatetime | None = None


class AuthorRead(Shape):
    """One author. ``email`` is for that person alone, ``confirmed_at`` for the unit and the authors; ``None`` for others."""

    full_name: str
    job_title: str
    unit_id: UUID | None
    unit_name: LocalTextBody | None
    share_hundredths: int
    account_id: UUID | None
    email: str | None
    confirmed_at: datetime | None


class AttachmentRead(Shape):
    """One file in its place; ``state`` and ``refusal_code`` say how far the inspection is."""

    media_id: UUID
    field_key: str
    kind: MediaKind | None
    caption: str
    alt_text: str
    confidential: bool
    is_cover: bool
    file_name: str
    state: MediaState | None
    refusal_code: str | None


class PhaseWindowRead(Shape):
    """One phase of the campaign; ``is_open`` by the database clock."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    is_open: bool


class ScreeningDecisionRead(Shape):
    """What screening decided about one revision; who decided stays inside."""

    revision_number: int
    outcome: ScreeningOutcome
    reason_codes: list[ScreeningReason]
    reason: str
    resubmit_until: datetime | None
    decided_at: datetime


class RevisionSummary(Shape):
    """One revision without its content; ``digest`` is SHA-256 in hex."""

    id: UUID
    number: int
    receipt: str
    digest: str
    submitted_at: datetime
    submitter: str


class InitiativeListed(Shape):
    """One entry in the list of the own ones. ``closes_at`` is the end of the call's submission phase."""

    id: UUID
    code: str | None
    state: InitiativeState
    version: int
    title: str
    campaign_id: UUID
    campaign_name: LocalTextBody
    category_name: LocalTextBody
    unit_id: UUID
    unit_name: LocalTextBody
    closes_at: datetime | None
    resubmit_until: datetime | None
    updated_at: datetime
    submitted_at: datetime | None
    my_share_hundredths: int | None
    my_share_confirmed: bool
    open_actions: list[InitiativeAction]


class InitiativeRead(Shape):
    """An initiative: what is being written for its unit, what was last handed in for others (``is_draft_view`` says which)."""

    id: UUID
    code: str | None
    state: InitiativeState
    version: int
    is_draft_view: bool
    campaign_id: UUID
    campaign_name: LocalTextBody
    category_id: UUID
    category_name: LocalTextBody
    unit_id: UUID
    unit_name: LocalTextBody
    title: str
    title_translations: TitlesRead | None
    summary: str
    answers: dict[str, Any]
    authors: list[AuthorRead]
    attachments: list[AttachmentRead]
    form: FormDefinition
    phases: list[PhaseWindowRead]
    decisions: list[ScreeningDecisionRead]
    revisions: list[RevisionSummary]
    current_revision_id: UUID | None
    submitted_at: datetime | None
    screened_at: datetime | None
    withdrawn_at: datetime | None
    resubmit_until: datetime | None
    updated_at: datetime
    open_actions: list[InitiativeAction]


class ScreeningListed(Shape):
    """One entry of the queue; ``revision_number`` over 1 means it came back."""

    id: UUID
    code: str
    title: str
    campaign_id: UUID
    campaign_name: LocalTextBody
    category_name: LocalTextBody
    unit_name: LocalTextBody
    revision_number: int
    submitted_at: datetime


class ScreeningCounts(Shape):
    """How many entries in the screener's reach are where. ``passed``: accepted, whatever came after."""

    waiting: int
    returned: int
    passed: int
    refused: int


class ScreeningQueue(Shape):
    """The counters, and what waits, the longest wait first."""

    counts: ScreeningCounts
    items: list[ScreeningListed]
    next_cursor: str | None


class ScreeningRead(Shape):
    """An entry on the screener's desk; with the reasons that go with a return and with a refusal."""

    initiative: InitiativeRead
    return_reasons: list[ScreeningReason]
    refuse_reasons: list[ScreeningReason]


class ScreeningDone(Shape):
    """What a decision did, and what waits longest now (``None`` when nothing does)."""

    id: UUID
    state: InitiativeState
    next_id: UUID | None
