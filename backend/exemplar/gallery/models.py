"""The tables of the showcase: what readers see, copied from a released revision, confidential parts left out.

``search`` and ``search_rank`` are generated columns, made in the migration: unaccented Vietnamese plus English and French.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, LocalText, Moment, Record, text_enum
from exemplar.gallery.workflow import PublicationState

FILTERED = ["category_key", "award_key", "unit_id", "campaign_id", "year", "media_kinds"]
"""What lists filter by. Every list index carries these columns, so that a filter is judged without reading a row."""


def _list_index(name: str, *columns: Any) -> Index:
    carried = [column for column in FILTERED if column not in columns]
    return Index(name, *columns, postgresql_where=text("state = 'published'"), postgresql_include=carried)


class Publication(Record):
    """One published initiative. Names of unit, category, award and campaign are copied so that a list needs no join.

    ``category_key`` and ``award_key`` are the Vietnamese names as in an address, so that a category of the same name is one
    over the years. ``cover``, ``media_kinds`` and ``story`` are made by ``story.py``, which documents their shape.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("initiative_id", name="published_once"),
        UniqueConstraint("slug", name="slug_once"),
        CheckConstraint("(state = 'unpublished') = (unpublished_at IS NOT NULL)", name="unpublished_at_iff_unpublished"),
        _list_index("publication_newest", text("published_at DESC"), text("id DESC")),
        _list_index("publication_by_title", "title_sort", "id"),
        _list_index("publication_by_category", "category_key", text("published_at DESC"), text("id DESC")),
        _list_index("publication_by_unit", "unit_id", text("published_at DESC"), text("id DESC")),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", ondelete="RESTRICT"))
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id", ondelete="RESTRICT"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(120))
    state: Mapped[PublicationState] = mapped_column(text_enum(PublicationState), default=PublicationState.PUBLISHED)
    title: Mapped[LocalText] = mapped_column(Json)
    title_sort: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    unit_name: Mapped[LocalText] = mapped_column(Json)
    category_key: Mapped[str] = mapped_column(String(120))
    category_name: Mapped[LocalText] = mapped_column(Json)
    award_key: Mapped[str | None] = mapped_column(String(120))
    award_name: Mapped[LocalText | None] = mapped_column(Json)
    campaign_name: Mapped[LocalText] = mapped_column(Json)
    year: Mapped[int]
    cover: Mapped[dict[str, Any] | None] = mapped_column(Json)
    media_kinds: Mapped[list[str]] = mapped_column(Json, default=list)
    story: Mapped[dict[str, Any]] = mapped_column(Json)
    search_text: Mapped[str] = mapped_column(Text, default="")
    share_card_key: Mapped[str | None] = mapped_column(String(200))
    published_at: Mapped[datetime] = mapped_column(Moment)
    unpublished_at: Mapped[datetime | None] = mapped_column(Moment)


class PublishedMedia(Record):
    """Which media a publication shows; the one question asked before a file is handed out.

    A file that is not ready, or a picture that nobody has described, is not shown yet. ``alt_text`` and ``caption`` are what
    was written after the handing in; empty (``None``) means what the revision says.
    """

    __tablename__ = "published_media"
    __table_args__ = (
        UniqueConstraint("publication_id", "media_id", name="media_published_once"),
        Index("published_media_of_file", "media_id"),
    )

    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"))
    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="RESTRICT"))
    is_shown: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    alt_text: Mapped[str | None] = mapped_column(String(300))
    caption: Mapped[str | None] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))


class PublishedSet(Record):
    """Copies, for everybody, of all that was made of a shown file; ``sets.py`` tells where they lie.

    The row is there before the first object and goes after the last. ``copied_at`` is set when every object is there.
    ``retired_at`` is set when a newer set took its place, or the file is shown no more.
    """

    __tablename__ = "published_set"
    __table_args__ = (
        UniqueConstraint("digest", name="set_once"),
        Index("published_set_of_file", "media_id"),
    )

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="RESTRICT"))
    digest: Mapped[str] = mapped_column(String(64))
    copied_at: Mapped[datetime | None] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
