"""Where the bytes of a file pass through while it is worked on: brought here, worked on, and what was made stored.

What a step made is stored under the digest of its content before the row names it.
"""

import asyncio
import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.database import SessionMaker, transaction
from exemplar.core.storage import ObjectMissing, Storage
from exemplar.media.engine.child import EngineFailed
from exemplar.media.engine.findings import Derived, Made, RefusalCode, Refused
from exemplar.media.engine.recipe import Step
from exemplar.media.models import MediaDerivative, MediaFile, MediaPrint, MediaText
from exemplar.media.repository import MediaRepository

_CHUNK_BYTES = 1024**2
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


class Workshop:
    """The worker's hands; knows nothing of states and turns."""

    def __init__(self, session_maker: SessionMaker, storage: Storage) -> None:
        self._session_maker = session_maker
        self._storage = storage

    async def fetch(self, media: MediaFile, folder: Path) -> tuple[Path, Path]:
        """Return the original, brought here once, and the folder for what is made of it.

        Raises:
            Refused: the original is not there.
        """
        original, made = folder / "original", folder / "made"
        await asyncio.to_thread(made.mkdir, exist_ok=True)
        if not await asyncio.to_thread(original.exists):
            try:
                await self._storage.get_to_file(media.object_key, original)
            except ObjectMissing:
                raise Refused(RefusalCode.SIZE_MISMATCH, expected_bytes=media.size_bytes, found_bytes=0) from None
        return original, made

    async def fetch_needed(self, media_id: UUID, step: Step, made: Path) -> None:
        """Bring back what earlier steps made and this one builds upon, where another run made it."""
        if not step.needs:
            return
        async with transaction(self._session_maker) as session:
            there = await MediaRepository(session).made_of(media_id)
        for derivative in there:
            path = made / derivative.name
            if derivative.name in step.needs and not await asyncio.to_thread(path.exists):
                await self._storage.get_to_file(derivative.object_key, path)

    async def store(self, media_id: UUID, folder: Path, made: Made) -> MediaDerivative:
        """Store one derivative, always anew: so the sweep sees a fresh object and leaves it alone.

        Raises:
            EngineFailed: it is no file in ``folder``. The engine decodes what strangers send, so its word is not taken for that.
        """
        path = folder / made.name
        if not _NAME.fullmatch(made.name) or await asyncio.to_thread(path.is_symlink):
            raise EngineFailed("what was made is no file of its own")
        sha256 = await asyncio.to_thread(digest, path)
        key = f"derivatives/{sha256}{path.suffix}"
        await self._storage.put_file(key, path, made.content_type)
        return MediaDerivative(
            media_id=media_id,
            name=made.name,
            content_type=made.content_type,
            object_key=key,
            size_bytes=(await asyncio.to_thread(path.stat)).st_size,
            width=made.width,
            height=made.height,
            sha256=sha256,
        )


async def make_room(session: AsyncSession, media_id: UUID, names: Collection[str], derived: Derived) -> None:
    """Remove the rows that what was made anew replaces: files of these names, prints of the same kinds, words."""
    for earlier in await MediaRepository(session).made_of(media_id):
        if earlier.name in names:
            await session.delete(earlier)
    # The new rows have the same names: the old ones must be gone first.
    await session.flush()
    await session.execute(delete(MediaPrint).where(MediaPrint.media_id == media_id, MediaPrint.kind.in_(derived.prints)))
    if derived.text:
        await session.execute(delete(MediaText).where(MediaText.media_id == media_id))


def marks(media_id: UUID, derived: Derived) -> list[MediaPrint | MediaText]:
    """Return the rows of prints and words."""
    prints: list[MediaPrint | MediaText] = [
        MediaPrint(media_id=media_id, kind=kind, first=first, second=second)
        for kind, pairs in derived.prints.items()
        for first, second in pairs
    ]
    return [*prints, MediaText(media_id=media_id, body=derived.text)] if derived.text else prints


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    running = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            running.update(chunk)
    return running.hexdigest()
