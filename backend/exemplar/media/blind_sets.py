"""Keeping blind sets in step with masks: which masks a set is made for, and the work that makes it.

Every change of masks runs through here under the lock of the file's row, so the digest that is wanted is always that of the
masks as they are. A file with no mask that changes its bytes has no blind set: its plain set is what the jury gets.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.jobs import enqueue
from exemplar.media.blind_reading import blind_set_of
from exemplar.media.editions import Edition
from exemplar.media.engine.findings import MediaKind
from exemplar.media.masks import Cover, MaskKind, cover_of, digest_of
from exemplar.media.models import MediaBlindSet, MediaDerivative, MediaFile, MediaMask

BLIND_JOB = "media.blind"
_LANES = 2
"""Blind sets made at once, in however many workers; those of one file never at the same time."""


async def live_masks(session: AsyncSession, media_ids: Collection[UUID]) -> Sequence[MediaMask]:
    """Return the masks of these files that were not removed, in the order they were made."""
    query = select(MediaMask).where(MediaMask.media_id.in_(media_ids), MediaMask.removed_at.is_(None))
    return (await session.scalars(query.order_by(MediaMask.created_at, MediaMask.id))).all()


async def covers_of(session: AsyncSession, media: MediaFile) -> list[Cover]:
    """Return the masks that change what is made of the file; words in captions are hidden when they are read."""
    masks = await live_masks(session, [media.id])
    return [cover_of(mask) for mask in masks if mask.kind is not MaskKind.TEXT or media.kind is MediaKind.DOCUMENT]


async def keep_pace(session: AsyncSession, media: MediaFile) -> None:
    """Have the blind set of a file made for its masks as they are now; the caller holds the lock of its row."""
    await session.flush()
    covers = await covers_of(session, media)
    current = await blind_set_of(session, media.id)
    if not covers:
        await session.execute(delete(MediaBlindSet).where(MediaBlindSet.media_id == media.id))
        await forget_made(session, media.id)
        return
    wanted = digest_of(covers)
    if current is None:
        session.add(MediaBlindSet(media_id=media.id, masks_digest=wanted))
    elif current.masks_digest == wanted:
        return
    else:
        current.masks_digest, current.attempts, current.failed_at, current.failure = wanted, 0, None, None
    await session.flush()
    await enqueue_blind(session, media.id)


async def enqueue_blind(session: AsyncSession, media_id: UUID, due_at: datetime | None = None) -> None:
    """Have the blind set of a file made, now or later; before what is only made better."""
    await enqueue(session, BLIND_JOB, lock=f"media.blind.{media_id.int % _LANES}", due_at=due_at, media_id=media_id)


async def forget_made(session: AsyncSession, media_id: UUID) -> None:
    """Remove the rows of a blind set; its objects are the sweep's."""
    of_file = delete(MediaDerivative).where(MediaDerivative.media_id == media_id, MediaDerivative.edition == Edition.BLIND)
    await session.execute(of_file)


async def restart(session: AsyncSession, before: datetime) -> None:
    """Ask again for sets whose job got lost with its worker: not made, not given up, and untouched since a moment."""
    is_made = MediaBlindSet.made_digest == MediaBlindSet.masks_digest
    waiting = select(MediaBlindSet.media_id).where(
        is_made.is_not(True), MediaBlindSet.failed_at.is_(None), MediaBlindSet.updated_at < before
    )
    for media_id in await session.scalars(waiting.limit(500)):
        await enqueue_blind(session, media_id)


async def make_again(session: AsyncSession, media_id: UUID) -> None:
    """Have a set of which something is gone from the store made once more; until then nobody gets it."""
    current = await blind_set_of(session, media_id)
    if current is not None:
        current.made_digest, current.attempts, current.failed_at, current.failure = None, 0, None, None
        await session.flush()
        await enqueue_blind(session, media_id)


async def retry(session: AsyncSession, media_id: UUID) -> bool:
    """Have a set made that was given up; say whether there was one."""
    current = await blind_set_of(session, media_id)
    if current is None or current.failed_at is None:
        return False
    current.attempts, current.failed_at, current.failure = 0, None, None
    await enqueue_blind(session, media_id)
    return True
