"""Letting files go that nothing names any more. Their rows end here; the daily sweep clears away their bytes and parts."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.media.models import MediaFile


async def remove(session: AsyncSession, actor_id: UUID, media_ids: Collection[UUID]) -> None:
    """Forget these files, however far they have come; the caller knows that nothing shows them.

    What refers to a file by key keeps PostgreSQL from forgetting it, so a file that was attached meanwhile undoes the use case.
    """
    if not media_ids:
        return
    gone = await session.scalars(delete(MediaFile).where(MediaFile.id.in_(media_ids)).returning(MediaFile.id))
    for media_id in sorted(gone):
        audit.record(session, actor_id=actor_id, action="media.removed", about=("media", media_id))
