"""Questions to the database about tracks: the newest version of each counts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from exemplar.media.models import MediaTrack
from exemplar.media.track_words import TrackKind


async def newest(session: AsyncSession, media_id: UUID, kind: TrackKind, language: str) -> MediaTrack | None:
    """Return the version that counts, which may say that the track was removed."""
    query = (
        select(MediaTrack)
        .where(MediaTrack.media_id == media_id, MediaTrack.kind == kind, MediaTrack.language == language)
        .order_by(MediaTrack.version.desc())
        .limit(1)
    )
    return await session.scalar(query)


async def headings(session: AsyncSession, media_id: UUID, *, shown: bool = False) -> list[MediaTrack]:
    """Return the version that counts of every track of a file that was not removed, without its cues; one query.

    With ``shown`` those are left out in which nothing stands yet.
    """
    newest_of_each = (
        select(MediaTrack.id, MediaTrack.is_removed, (MediaTrack.cues == []).label("is_empty"))
        .where(MediaTrack.media_id == media_id)
        .distinct(MediaTrack.kind, MediaTrack.language)
        .order_by(MediaTrack.kind, MediaTrack.language, MediaTrack.version.desc())
        .subquery()
    )
    query = (
        select(MediaTrack)
        .join(newest_of_each, newest_of_each.c.id == MediaTrack.id)
        .where(newest_of_each.c.is_removed.is_(False))
        .options(defer(MediaTrack.cues, raiseload=True))
        .order_by(MediaTrack.kind, MediaTrack.language)
    )
    if shown:
        query = query.where(newest_of_each.c.is_empty.is_(False))
    return list(await session.scalars(query))
