"""Moments in published films and sounds: what a reader's words are said in, to the second."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.models import LocalText
from exemplar.gallery.filters import Filters
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.schemas import ShownText, shown
from exemplar.gallery.workflow import PublicationState
from exemplar.media import moments

SHOWN = 12


class MomentRead(msgspec.Struct):
    """A moment in a film or sound of a published initiative; ``text`` is what is said then, in ``language``."""

    slug: str
    title: ShownText
    media_id: UUID
    language: str
    start_ms: int
    text: str


async def find_moments(session: AsyncSession, words: str) -> list[MomentRead]:
    """Return where the words are said in what is published, the best first, at most twelve; two queries."""
    if not words:
        return []
    is_published = (PublishedMedia.publication_id == Publication.id, Publication.state == PublicationState.PUBLISHED)
    found = await moments.find(session, words, select(PublishedMedia.media_id).where(*is_published), SHOWN)
    query = (
        select(PublishedMedia.media_id, Publication.slug, Publication.title)
        .where(*is_published, PublishedMedia.media_id.in_({one.media_id for one in found}))
        .order_by(Publication.published_at)
    )
    shown_in: dict[UUID, tuple[str, LocalText]] = {media_id: (slug, title) for media_id, slug, title in await session.execute(query)}
    return [
        MomentRead(
            slug=shown_in[one.media_id][0],
            title=shown(shown_in[one.media_id][1]),
            media_id=one.media_id,
            language=one.language,
            start_ms=one.start_ms,
            text=one.text,
        )
        for one in found
        if one.media_id in shown_in
    ]


class MomentController(Controller):
    """What everybody can find in films."""

    path = "/showcase/moments"
    tags = ["showcase"]  # noqa: RUF012

    @get("/", operation_id="findMoments", opt={"public": True, "action": "showcase.view"})
    async def find(
        self, session: NamedDependency[AsyncSession], q: Annotated[str, QueryParameter(min_length=1, max_length=400)]
    ) -> list[MomentRead]:
        """Find where words are said, or stand in the title of a chapter, in published films and sounds."""
        return await find_moments(session, Filters(text=q).words)
