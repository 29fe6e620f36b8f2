"""Who may open a file because the showcase shows it: everybody, as long as it is published, and never the original."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.gallery import policies
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.workflow import PublicationState
from exemplar.media.editions import Edition

_ORIGINAL = "original"


async def may_read(session: AsyncSession, actor: Actor | None, media_id: UUID, name: str) -> Edition | None:
    """Say whether a published initiative shows the file; one query, the same for every reader.

    A picture that waits for words is for those alone who may edit the publication, so that they can find them.
    """
    if name == _ORIGINAL:
        return None
    query = (
        select(PublishedMedia.is_shown, Publication.campaign_id)
        .join(Publication, Publication.id == PublishedMedia.publication_id)
        .where(PublishedMedia.media_id == media_id, Publication.state == PublicationState.PUBLISHED)
    )
    found = (await session.execute(query)).all()
    is_open = any(is_shown or policies.may_edit(actor, campaign_id) for is_shown, campaign_id in found)
    return Edition.PLAIN if is_open else None


READ_GRANTS = [may_read]
