"""What crosses the wire about the showcase. Hot reads are msgspec structs, filled with JSON that PostgreSQL already made."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from pydantic import BaseModel, Field, StringConstraints

from exemplar.core.models import LocalText
from exemplar.core.texts import OneLine
from exemplar.gallery.workflow import PublicationAction, PublicationState
from exemplar.media.engine.findings import MediaKind

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), OneLine]


class PublicationSort(StrEnum):
    """The order of a list. ``relevance`` needs a search and is the order of one unless another is asked for."""

    NEWEST = "newest"
    TITLE = "title"
    RELEVANCE = "relevance"


class ShownText(msgspec.Struct):
    """A text in up to three languages; Vietnamese is always there."""

    vi: str
    fr: str | None = None
    en: str | None = None


class ShownPicture(msgspec.Struct):
    """One size of a picture; ``name`` comes after the ``base`` of its file."""

    name: str
    width: int | None
    content_type: str


class PublicationCover(msgspec.Struct):
    """The picture of a card. ``average_colour`` is ``#rrggbb``, shown until the picture is there; ``base`` as in ``StoryMedia``."""

    media_id: UUID
    kind: MediaKind
    alt: str
    width: int | None
    height: int | None
    average_colour: str | None
    base: str | None
    pictures: list[ShownPicture]


class Excerpt(msgspec.Struct):
    """A piece of text; ``is_match`` where it holds what was searched for."""

    text: str
    is_match: bool


class PublicationCard(msgspec.Struct):
    """One initiative in a list. ``found_title`` and ``found_text`` are there when somebody searched, in Vietnamese."""

    id: UUID
    slug: str
    title: ShownText
    unit: ShownText
    category: ShownText
    award: ShownText | None
    year: int
    media_kinds: list[MediaKind]
    cover: PublicationCover | None
    published_at: datetime
    found_title: list[Excerpt] | None
    found_text: list[Excerpt] | None


class PublicationPage(msgspec.Struct):
    """One page of a list. ``total`` stops counting at 1,001: ``is_capped`` means "more than 1,000"."""

    items: list[PublicationCard]
    next_cursor: str | None
    total: int
    is_capped: bool


class FacetValue(msgspec.Struct):
    """One choice of a filter: ``value`` goes into the query, ``label`` is shown, ``depth`` indents a part of the organisation."""

    value: str
    label: ShownText | None
    count: int
    depth: int


class PublicationFacets(msgspec.Struct):
    """The choices of each filter under the other filters. With ``is_capped`` counts cover the newest 5,000 only."""

    categories: list[FacetValue]
    awards: list[FacetValue]
    units: list[FacetValue]
    kinds: list[FacetValue]
    years: list[FacetValue]
    campaigns: list[FacetValue]
    is_capped: bool


class StoryField(msgspec.Struct):
    """One answer: text, number, or the labels of what was chosen."""

    label: ShownText
    kind: str
    value: str | float | list[ShownText]
    unit: ShownText | None


class StorySection(msgspec.Struct):
    """One section of the form, with the questions that were answered for the public."""

    title: ShownText
    fields: list[StoryField]


class StoryAuthor(msgspec.Struct):
    """One author."""

    full_name: str
    unit_name: ShownText | None


class StoryMedia(msgspec.Struct):
    """One file to see or hear. ``playable`` and ``document`` are names to open beside ``pictures``; spans in milliseconds.

    Names come after ``base``, an address that ends in a slash; while it is empty, after ``/api/v1/media/{media_id}/files/``.
    """

    media_id: UUID
    kind: MediaKind
    caption: str
    alt: str
    width: int | None
    height: int | None
    duration_ms: int | None
    page_count: int | None
    average_colour: str | None
    waveform: list[int] | None
    pictures: list[ShownPicture]
    playable: str | None
    document: str | None
    base: str | None


class PublicationStory(msgspec.Struct):
    """Everything the page tells."""

    sections: list[StorySection]
    authors: list[StoryAuthor]
    media: list[StoryMedia]


class PublicationRead(msgspec.Struct):
    """A published initiative. ``open_actions`` is empty for everybody but editors and managers of the campaign."""

    id: UUID
    slug: str
    state: PublicationState
    title: ShownText
    summary: str
    unit_id: UUID
    unit: ShownText
    category_key: str
    category: ShownText
    award: ShownText | None
    campaign: ShownText
    year: int
    cover: PublicationCover | None
    story: PublicationStory
    has_share_card: bool
    published_at: datetime
    open_actions: list[PublicationAction]


class RelatedPublications(msgspec.Struct):
    """Where to go next; an empty list means the heading is not shown."""

    same_category: list[PublicationCard]
    same_unit: list[PublicationCard]


class UnpublishedRead(msgspec.Struct):
    """Something an editor took down and can put back."""

    id: UUID
    slug: str
    title: ShownText
    unit: ShownText
    unpublished_at: datetime | None
    open_actions: list[PublicationAction]


class PublicationFileRead(msgspec.Struct):
    """A file of a publication with its words; ``waits`` for a picture that is kept back until somebody describes it.

    Open ``pictures`` as ``/api/v1/media/{media_id}/files/{name}``.
    """

    media_id: UUID
    kind: MediaKind | None
    alt_text: str
    caption: str
    is_shown: bool
    waits: bool
    pictures: list[ShownPicture]
    version: int


class FileDescription(BaseModel):
    """What a file shows, for those who do not see it, and the line below it. ``version`` is the one that was seen."""

    alt_text: Words
    caption: Words
    version: Annotated[int, Field(ge=1, le=2_000_000_000)]


def shown(text: LocalText) -> ShownText:
    """Return a text of a row as it crosses the wire."""
    return ShownText(text["vi"] or "", text.get("fr"), text.get("en"))


def as_json(document: str | None) -> Any:
    """Return JSON text from the database so that it goes out as it is: nothing is decoded only to be encoded again."""
    return None if document is None else msgspec.Raw(document.encode())
