"""Who may open a file because the showcase shows it: everybody, as long as it is published, and never the original."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.workflow import PublicationState
from exemplar.media.editions import Edition

_ORIGINAL = "original"


async def may_read(session: AsyncSession, actor: Actor | None, media_id: UUID, name: str) -> Edition | None:
    """Say whether a published initiative shows the file; one query, the same for every reader."""
    del actor
    if name == _ORIGINAL:
        return None
    shown = exists().where(
        PublishedMedia.media_id == media_id,
        Publication.id == PublishedMedia.publication_id,
        Publication.state == PublicationState.PUBLISHED,
    )
    return Edition.PLAIN if await session.scalar(select(shown)) else None


READ_GRANTS = [may_read]
