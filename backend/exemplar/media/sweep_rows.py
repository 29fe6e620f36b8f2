"""What a sweep asks the database: which objects should be there, whose they are, and where work was lost.

Everything is asked in pages by key, so that no list grows with the installation. Keys are hexadecimal under one prefix, so
the database sorts them as the object store does; were it not so, more would be looked at twice and nothing else happen.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, and_, cast, exists, literal_column, or_, select, table
from sqlalchemy import column as plain_column
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.workflow import ARRIVED, MediaState

PAGE_ROWS = 1000
_FIRST = UUID(int=0)

_jobs = table("procrastinate_jobs", plain_column("status"), plain_column("task_name"), plain_column("args"))


@dataclass(frozen=True, slots=True)
class Expected:
    """An object that a row names. Of an original: the file, and whether it is marked as lost."""

    key: str
    media_id: UUID | None = None
    is_marked: bool = False


async def originals(session: AsyncSession, after: str, until: str | None) -> list[Expected]:
    """Return the next originals that should be there, with keys past ``after`` and up to ``until``."""
    query = select(MediaFile.object_key, MediaFile.id, MediaFile.lost_at).where(MediaFile.state.in_(ARRIVED), MediaFile.object_key > after)
    if until is not None:
        query = query.where(MediaFile.object_key <= until)
    rows = await session.execute(query.order_by(MediaFile.object_key).limit(PAGE_ROWS))
    return [Expected(key, media_id, lost_at is not None) for key, media_id, lost_at in rows]


async def derivatives(session: AsyncSession, after: str, until: str | None) -> list[Expected]:
    """Return the same for derivatives, each object once."""
    query = select(MediaDerivative.object_key).distinct().where(MediaDerivative.object_key > after)
    if until is not None:
        query = query.where(MediaDerivative.object_key <= until)
    return [Expected(key) for key in await session.scalars(query.order_by(MediaDerivative.object_key).limit(PAGE_ROWS))]


async def owners(session: AsyncSession, key: str) -> Sequence[UUID]:
    """Return the files that have this object as a derivative."""
    query = select(MediaDerivative.media_id).distinct().where(MediaDerivative.object_key == key)
    return (await session.scalars(query)).all()


async def unchanged(session: AsyncSession, states: Collection[MediaState], before: datetime, after: UUID | None) -> Sequence[UUID]:
    """Return the next files, past the id ``after``, that have been in one of ``states`` and unchanged since before a moment."""
    query = select(MediaFile.id).where(MediaFile.state.in_(states), MediaFile.updated_at < before, MediaFile.id > (after or _FIRST))
    return (await session.scalars(query.order_by(MediaFile.id).limit(PAGE_ROWS))).all()


async def without_a_job(session: AsyncSession, before: datetime, after: UUID | None) -> Sequence[UUID]:
    """Return the next files whose work is not done, not given up, unchanged for a while, and asked of nobody."""
    asked = exists().where(
        _jobs.c.status.in_([literal_column("'todo'"), literal_column("'doing'")]),
        _jobs.c.task_name.like("media.%"),
        literal_column("procrastinate_jobs.args ->> 'media_id'") == cast(MediaFile.id, String),
    )
    at_first = MediaFile.state.in_([MediaState.RECEIVED, MediaState.PROCESSING])
    waiting = or_(at_first, and_(MediaFile.state == MediaState.READY, MediaFile.percent < 100))
    query = select(MediaFile.id).where(
        waiting,
        MediaFile.failed_at.is_(None),
        MediaFile.lost_at.is_(None),
        MediaFile.updated_at < before,
        MediaFile.id > (after or _FIRST),
        ~asked,
    )
    return (await session.scalars(query.order_by(MediaFile.id).limit(PAGE_ROWS))).all()
