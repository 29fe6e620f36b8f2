"""Whose turn it is: files wait in lanes by how they are worked on, and within a lane the units take turns.

A file's turn is one past the later of two: the turn now being served, and its unit's last turn; so the two hundredth file
of one unit stands behind the first of another. Jobs of one lane share a lock, so no more than the lanes there are run at
once, in however many workers. What is made of a ready file waits behind everything else. See decisions/0092-turns.md and
decisions/0095-ready-early.md.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.jobs import enqueue
from exemplar.core.settings import MediaSettings
from exemplar.media.engine.findings import MediaKind
from exemplar.media.engine.lanes import OF_KIND, Lane
from exemplar.media.limits import lane_widths
from exemplar.media.models import MediaFile
from exemplar.media.workflow import MediaState

LOOK_JOB, MAKE_JOB, IMPROVE_JOB, AGAIN_JOB, HEAR_JOB = "media.process", "media.make", "media.improve", "media.again", "media.hear"
APART = frozenset({MediaKind.DOCUMENT, MediaKind.VIDEO, MediaKind.AUDIO})
"""Kinds that wait for a lane of their own once they were looked at."""
HEARD = frozenset({MediaKind.VIDEO, MediaKind.AUDIO})

LATER, REMADE = 1_000_000_000, 2_000_000_000
"""How far what is made of ready files stands behind all that nobody can open yet; and what older versions did not make, behind that."""

_COST_BYTES = 256 * 1024**2
"""A file takes one turn, and one more for each so many bytes."""
_COST_MS = 30 * 60_000
"""And one more for each half hour: a quiet film of four hours is small, and works the lane for as long as a large one."""
_SERVED = (MediaState.PROCESSING, MediaState.READY, MediaState.REFUSED)


async def take_turn(session: AsyncSession, media: MediaFile) -> None:
    """Give a file that has just arrived its place among all that wait."""
    served = select(func.max(MediaFile.queue_tag)).where(MediaFile.state.in_(_SERVED))
    own = select(func.max(MediaFile.queue_tag)).where(MediaFile.unit_id == media.unit_id)
    last = max(await session.scalar(served) or 0, await session.scalar(own) or 0)
    media.queue_tag = last + 1 + media.size_bytes // _COST_BYTES


def charge_for_length(media: MediaFile) -> None:
    """Take more turns for a file whose length is known now; the next files of its unit stand behind these, too."""
    media.queue_tag += (media.duration_ms or 0) // _COST_MS


async def enqueue_look(session: AsyncSession, media: MediaFile, settings: MediaSettings) -> None:
    """Have the file looked at, and what is quickly made of it made."""
    await enqueue(session, LOOK_JOB, lock=_lock(Lane.LOOK, media.id, settings), priority=-media.queue_tag, media_id=media.id)


async def enqueue_make(session: AsyncSession, media: MediaFile, settings: MediaSettings) -> None:
    """Have what takes long made of a file that was looked at, in the lane of its kind."""
    lock = _lock(OF_KIND[media.kind or MediaKind.DOCUMENT], media.id, settings)
    await enqueue(session, MAKE_JOB, lock=lock, priority=-media.queue_tag, media_id=media.id)


async def enqueue_improve(session: AsyncSession, media: MediaFile, settings: MediaSettings, behind: int = LATER) -> None:
    """Have what a ready file lacks made of it, in a lane of its own: no file that nobody can open yet waits for it."""
    lock = _lock(Lane.LATER, media.id, settings)
    await enqueue(session, IMPROVE_JOB, lock=lock, priority=-behind - media.queue_tag, media_id=media.id)


async def enqueue_hearing(session: AsyncSession, media: MediaFile) -> None:
    """Have what is said in a ready film or sound recognised, one file after the other, where a program for it is named."""
    await enqueue(session, HEAR_JOB, lock="media.hear", priority=-LATER - media.queue_tag, media_id=media.id)


async def improving(session: AsyncSession, before: datetime) -> Sequence[UUID]:
    """Return ready files at which no work was done since a moment although some is left, and that were not given up; at most 500."""
    unchanged = select(MediaFile.id).where(
        MediaFile.state == MediaState.READY, MediaFile.percent < 100, MediaFile.updated_at < before, MediaFile.failed_at.is_(None)
    )
    return (await session.scalars(unchanged.order_by(MediaFile.id).limit(500))).all()


async def enqueue_again(session: AsyncSession, media_id: UUID, due_at: datetime) -> None:
    """Have the file queued once more at a later moment; until then it keeps nobody waiting."""
    await enqueue(session, AGAIN_JOB, due_at=due_at, media_id=media_id)


def _lock(lane: Lane, media_id: UUID, settings: MediaSettings) -> str:
    return f"media.{lane}.{media_id.int % max(1, lane_widths(settings)[lane])}"
