"""What crosses the wire about content: as the public would see it, as it was handed in, and how it changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from exemplar.campaigns.forms import FormDefinition
from exemplar.core.texts import LocalTextBody
from exemplar.initiatives.changes import SegmentKind
from exemplar.initiatives.schemas import Shape, TitlesRead
from exemplar.media.engine.findings import MediaKind


class MissingPart(Shape):
    """One thing to mend before handing in: where, what (a code with a sentence), and its numbers."""

    path: list[str]
    code: str
    facts: dict[str, Any]


class PublicAuthor(Shape):
    """An author as the public sees them."""

    full_name: str
    unit_name: LocalTextBody | None


class PublicFile(Shape):
    """A file as the public sees it."""

    media_id: UUID
    field_key: str
    kind: MediaKind | None
    caption: str
    alt_text: str
    is_cover: bool
    file_name: str


class PublicContent(Shape):
    """What the showcase may show."""

    title: str
    title_translations: TitlesRead | None
    summary: str
    answers: dict[str, Any]
    authors: list[PublicAuthor]
    attachments: list[PublicFile]
    unit_name: LocalTextBody


class InitiativePreview(Shape):
    """The entry as the public would see it, and what is missing before it can be handed in."""

    content: PublicContent
    missing: list[MissingPart]


class RevisionAuthor(PublicAuthor):
    """An author as handed in."""

    job_title: str
    unit_id: UUID | None
    share_hundredths: int


class RevisionFile(PublicFile):
    """A file as handed in; ``sha256`` is ``None`` when it was still being inspected then."""

    confidential: bool
    sha256: str | None


class RevisionContent(PublicContent):
    """Everything that was handed in."""

    code: str
    authors: list[RevisionAuthor]  # type: ignore[assignment]
    attachments: list[RevisionFile]  # type: ignore[assignment]
    campaign_id: UUID
    category_id: UUID
    unit_id: UUID


class RevisionRead(Shape):
    """One revision, for ever."""

    number: int
    receipt: str
    digest: str
    submitted_at: datetime
    form: FormDefinition
    content: RevisionContent


class SegmentRead(Shape):
    """A run of words and what became of it."""

    kind: SegmentKind
    text: str


class FieldChangeRead(Shape):
    """One field that differs; ``label`` is the question, ``None`` for title and summary."""

    part: str
    label: LocalTextBody | None
    before: Any
    after: Any
    segments: list[SegmentRead]


class AuthorsChangeRead(Shape):
    """Authors who came, went, or have other details."""

    added: list[RevisionAuthor]
    removed: list[RevisionAuthor]
    changed: list[RevisionAuthor]


class FilesChangeRead(Shape):
    """Files that came, went, or have other words or another place."""

    added: list[RevisionFile]
    removed: list[RevisionFile]
    changed: list[RevisionFile]


class RevisionChanges(Shape):
    """What changed from revision ``older`` to ``newer``."""

    older: int
    newer: int
    fields: list[FieldChangeRead]
    authors: AuthorsChangeRead
    attachments: FilesChangeRead
