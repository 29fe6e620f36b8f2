"""Questions to the database about files."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.media.editions import Edition
from exemplar.media.models import MediaDerivative, MediaFile, MediaPrint, MediaText
from exemplar.media.workflow import ARRIVED, OPEN, TAKES_NO_ROOM, MediaState
from exemplar.units.models import Unit

_OPEN_PARTS = "SELECT unit_id, state, size_bytes, part_size_bytes, object_key, multipart_id FROM media_file WHERE id = $1"


@dataclass(frozen=True, slots=True)
class OpenParts:
    """What the links for parts of an upload are made of."""

    unit_id: UUID
    state: MediaState
    size_bytes: int
    part_size_bytes: int
    object_key: str
    multipart_id: str | None


async def find_open_parts(connection: asyncpg.Connection, media_id: UUID) -> OpenParts | None:
    """Return what links for parts are made of; plain SQL, for a large file asks hundreds of times."""
    row = await connection.fetchrow(_OPEN_PARTS, media_id)
    return None if row is None else OpenParts(**(dict(row) | {"state": MediaState(row["state"])}))


class MediaRepository:
    """Reads within one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, media_id: UUID) -> MediaFile | None:
        """Return a file."""
        return await self._session.get(MediaFile, media_id)

    async def find_for_update(self, media_id: UUID) -> MediaFile | None:
        """Return a file as it is now, its row locked until the transaction ends."""
        return await self._session.get(MediaFile, media_id, with_for_update=True, populate_existing=True)

    async def lock_unit(self, unit_id: UUID) -> bool:
        """Make reservations of room for one unit wait for each other; say whether there is such a unit."""
        query = select(Unit.id).where(Unit.id == unit_id).with_for_update(key_share=True)
        return await self._session.scalar(query) is not None

    async def find_open(self, unit_id: UUID, account_id: UUID, fingerprint: str) -> MediaFile | None:
        """Return the unfinished upload of the same file by the same person for the same unit."""
        query = select(MediaFile).where(
            MediaFile.unit_id == unit_id,
            MediaFile.uploaded_by == account_id,
            MediaFile.fingerprint == fingerprint,
            MediaFile.state.in_(OPEN),
        )
        return (await self._session.scalars(query)).one_or_none()

    async def find_same(self, unit_id: UUID, sha256: str) -> UUID | None:
        """Return the unit's oldest file with these bytes, of those that have arrived and were not refused."""
        query = (
            select(MediaFile.id)
            .where(func.coalesce(MediaFile.sha256, MediaFile.declared_sha256) == sha256)
            .where(MediaFile.unit_id == unit_id, MediaFile.state.in_(ARRIVED))
            .order_by(MediaFile.received_at)
            .limit(1)
        )
        found: UUID | None = await self._session.scalar(query)
        return found

    async def all(self, media_ids: Collection[UUID]) -> list[MediaFile]:
        """Return the files with these ids, in no order; unknown ids are left out."""
        return list(await self._session.scalars(select(MediaFile).where(MediaFile.id.in_(media_ids))))

    async def derivatives_of(self, media_ids: Collection[UUID]) -> dict[UUID, list[MediaDerivative]]:
        """Return file id → what was made of it, by name, once all of it is; every id asked for is a key."""
        query = (
            select(MediaDerivative)
            .join(MediaFile, MediaFile.id == MediaDerivative.media_id)
            .where(MediaDerivative.media_id.in_(media_ids), MediaDerivative.edition == Edition.PLAIN, MediaFile.state == MediaState.READY)
            .order_by(MediaDerivative.name)
        )
        found: dict[UUID, list[MediaDerivative]] = defaultdict(list, {media_id: [] for media_id in media_ids})
        for derivative in await self._session.scalars(query):
            found[derivative.media_id].append(derivative)
        return dict(found)

    async def made_of(self, media_id: UUID) -> list[MediaDerivative]:
        """Return what was made of a file so far, ready or not; not its blind set."""
        of_file = select(MediaDerivative).where(MediaDerivative.media_id == media_id, MediaDerivative.edition == Edition.PLAIN)
        return list(await self._session.scalars(of_file))

    async def forget_made(self, media_id: UUID) -> None:
        """Remove every row about what was made of a file; the objects are the sweep's."""
        for table in (MediaDerivative, MediaPrint, MediaText):
            await self._session.execute(delete(table).where(table.media_id == media_id))

    async def note_progress(self, media_id: UUID, step: str, percent: int) -> None:
        """Note how far the work has come, for those who watch; nothing is decided by it."""
        of_file = update(MediaFile).where(MediaFile.id == media_id, MediaFile.state.in_((MediaState.PROCESSING, MediaState.READY)))
        await self._session.execute(of_file.values(step=step, percent=percent))

    async def failed(self) -> list[MediaFile]:
        """Return the files that nobody works on any more, the latest first; at most 200."""
        query = select(MediaFile).where(MediaFile.failed_at.is_not(None)).order_by(MediaFile.failed_at.desc()).limit(200)
        return list(await self._session.scalars(query))

    async def stale(self, states: Collection[MediaState], before: datetime) -> Sequence[UUID]:
        """Return files that have been in one of ``states``, unchanged, since before a moment, and not given up; at most 500."""
        unchanged = select(MediaFile.id).where(MediaFile.state.in_(states), MediaFile.updated_at < before, MediaFile.failed_at.is_(None))
        return (await self._session.scalars(unchanged.order_by(MediaFile.id).limit(500))).all()

    async def kept_keys(self, keys: Collection[str]) -> set[str]:
        """Return which of these object keys belong to a file that is wanted."""
        originals = select(MediaFile.object_key).where(MediaFile.object_key.in_(keys), MediaFile.state.not_in(TAKES_NO_ROOM))
        derivatives = select(MediaDerivative.object_key).where(MediaDerivative.object_key.in_(keys))
        return set(await self._session.scalars(originals.union(derivatives)))

    async def known_uploads(self, upload_ids: Collection[str]) -> set[str]:
        """Return which of these multipart uploads are still under way."""
        return {
            upload_id
            for upload_id in await self._session.scalars(select(MediaFile.multipart_id).where(MediaFile.multipart_id.in_(upload_ids)))
            if upload_id
        }
