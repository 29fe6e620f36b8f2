"""Who mends the captions of a published film: those who may edit its publication."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.gallery import policies
from exemplar.gallery.access import conflicted
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.workflow import PublicationState


async def may_mend(session: AsyncSession, actor: Actor, media_id: UUID) -> bool:
    """Say whether the file is shown in a publication that the actor edits; two queries."""
    query = (
        select(Publication.id, Publication.campaign_id)
        .join(PublishedMedia, PublishedMedia.publication_id == Publication.id)
        .where(PublishedMedia.media_id == media_id, Publication.state == PublicationState.PUBLISHED)
    )
    shown = dict((await session.execute(query)).tuples().all())
    theirs = await conflicted(session, actor, shown)
    return any(policies.may_edit(actor, campaign_id, is_conflicted=found in theirs) for found, campaign_id in shown.items())


TRACK_EDITORS = [may_mend]
"""Who besides its unit may write on a file that is published."""
