"""Who may open a file because the showcase shows it: everybody, as long as it is published, and never the original."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.gallery import policies
from exemplar.gallery.access import conflicted
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.workflow import PublicationState
from exemplar.media.editions import Edition

_ORIGINAL = "original"


async def may_read(session: AsyncSession, actor: Actor | None, media_id: UUID, name: str) -> Edition | None:
    """Say whether a published initiative shows the file; one query, and one more for what not everybody sees yet.

    A picture that waits for words is for those alone who may edit the publication, so that they can find them.
    """
    if name == _ORIGINAL:
        return None
    query = (
        select(PublishedMedia.is_shown, Publication.id, Publication.campaign_id)
        .join(Publication, Publication.id == PublishedMedia.publication_id)
        .where(PublishedMedia.media_id == media_id, Publication.state == PublicationState.PUBLISHED)
    )
    found = (await session.execute(query)).all()
    if any(row.is_shown for row in found):
        return Edition.PLAIN
    theirs = await conflicted(session, actor, [row.id for row in found])
    is_open = any(policies.may_edit(actor, row.campaign_id, is_conflicted=row.id in theirs) for row in found)
    return Edition.PLAIN if is_open else None


READ_GRANTS = [may_read]
