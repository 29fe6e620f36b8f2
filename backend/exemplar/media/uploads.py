"""Bringing a file in: the browser sends parts straight to S3, this keeps the books.

No transaction is open while S3 is asked: each use case decides and commits, then asks, then commits what it learned.
A crash between any two of these steps leaves a state from which the same call, made again, goes on. See
decisions/0021-uploads-in-three-steps.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.database import SessionMaker, lone_statements, transaction
from exemplar.core.events import announce
from exemplar.core.models import new_id
from exemplar.core.settings import MediaSettings
from exemplar.core.storage import ObjectMissing, Storage, StorageUnavailable, StoredPart
from exemplar.media import limits, names, policies, queueing, workflow
from exemplar.media.declared import kind_declared
from exemplar.media.errors import (
    FileEmpty,
    FileTooLarge,
    MediaCampaignUnknown,
    MediaNotFound,
    NotYourUnit,
    PartUnknown,
    UploadIncomplete,
    UploadLost,
)
from exemplar.media.events import MediaReceived
from exemplar.media.models import MediaFile
from exemplar.media.quotas import Purpose, require_room
from exemplar.media.repository import MediaRepository, find_open_parts
from exemplar.media.workflow import MediaAction, MediaState
from exemplar.units.errors import UnitNotFound

MAX_PARTS_SIGNED = 16
_LISTED = 100


@dataclass(frozen=True, slots=True)
class WantedUpload:
    """What somebody is about to send. ``fingerprint`` is the browser's mark for "the same file again"."""

    unit_id: UUID
    file_name: str
    declared_type: str
    size_bytes: int
    fingerprint: str
    purpose: str | None = None
    campaign_id: UUID | None = None

    @property
    def quota_purpose(self) -> Purpose:
        """Return for whom room is asked."""
        return Purpose(self.unit_id, self.campaign_id, kind_declared(self.declared_type, self.file_name))


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where an upload stands: the parts that S3 already holds need not be sent again."""

    media: MediaFile
    total_parts: int
    stored_parts: Sequence[StoredPart]


class UploadService:
    """Use cases of the one who hands a file in. Opens its own transactions."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, settings: MediaSettings, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._settings = settings
        self._now = now

    async def start(self, actor: Actor, wanted: WantedUpload) -> Ticket:
        """Begin an upload, or find the one that was begun before for the same file, unit and person.

        Raises:
            UnitNotFound, NotYourUnit: no such unit, or not the actor's.
            FileEmpty, FileTooLarge: no bytes, or more than its declared type allows.
            UnitQuotaExceeded, CampaignQuotaExceeded: the unit has no room for it, at all or for the call.
            MediaCampaignUnknown: no such call.
        """
        media, outdated = await self._reserve(actor, wanted)
        if outdated is not None:
            await self._storage.abort_upload(*outdated)
        return await self._open(media)

    async def _reserve(self, actor: Actor, wanted: WantedUpload) -> tuple[MediaFile, tuple[str, str] | None]:
        """Return the upload begun now or before, and key and id in S3 of one given up for it: the same mark, but another size."""
        async with transaction(self._session_maker) as session:
            repository = MediaRepository(session)
            if not policies.may_upload(actor, wanted.unit_id):
                raise NotYourUnit(action="media.upload")
            if not await repository.lock_unit(wanted.unit_id):
                raise UnitNotFound
            begun = await repository.find_open(wanted.unit_id, actor.account_id, wanted.fingerprint)
            if begun is not None and begun.size_bytes == wanted.size_bytes:
                return begun, None
            outdated = None if begun is None or begun.multipart_id is None else (begun.object_key, begun.multipart_id)
            if begun is not None:
                # The file was changed meanwhile, and the half that was sent is of no use.
                self._move(session, begun, MediaAction.ABANDON, actor.account_id)
                await session.flush()
            await self._require_room(session, wanted)
            return await self._add(session, actor, wanted), outdated

    async def _require_room(self, session: AsyncSession, wanted: WantedUpload) -> None:
        if wanted.size_bytes == 0:
            raise FileEmpty
        limit = limits.max_bytes_declared(kind_declared(wanted.declared_type, wanted.file_name), self._settings)
        if wanted.size_bytes > limit:
            raise FileTooLarge(limit_bytes=limit, found_bytes=wanted.size_bytes)
        await require_room(session, wanted.quota_purpose, wanted.size_bytes, self._settings.max_unit_bytes)

    async def _add(self, session: AsyncSession, actor: Actor, wanted: WantedUpload) -> MediaFile:
        media_id = new_id()
        media = MediaFile(
            id=media_id,
            unit_id=wanted.unit_id,
            uploaded_by=actor.account_id,
            campaign_id=wanted.campaign_id,
            purpose=wanted.purpose,
            state=MediaState.INITIATED,
            file_name=names.tidy(wanted.file_name),
            declared_type=wanted.declared_type,
            size_bytes=wanted.size_bytes,
            fingerprint=wanted.fingerprint,
            object_key=f"originals/{media_id}",
            part_size_bytes=limits.part_size_bytes(wanted.size_bytes),
        )
        try:
            async with session.begin_nested():
                session.add(media)
        except IntegrityError as error:
            raise MediaCampaignUnknown from error
        audit.record(session, actor_id=actor.account_id, action="media.initiated", about=("media", media_id), size_bytes=wanted.size_bytes)
        return media

    async def _open(self, media: MediaFile) -> Ticket:
        """Make sure S3 knows the upload, and say which parts it holds."""
        sizes = limits.part_sizes(media.size_bytes, media.part_size_bytes)
        if media.multipart_id is not None:
            try:
                return Ticket(media, len(sizes), await self._storage.list_parts(media.object_key, media.multipart_id))
            except ObjectMissing:
                if await self._is_whole(media):
                    # A crash came between joining the parts and noting it: only the completion is left to say.
                    return Ticket(media, len(sizes), [StoredPart(number, size, "") for number, size in sizes.items()])
        upload_id = await self._storage.start_upload(media.object_key, "application/octet-stream")
        opened = await self._note_opened(media, upload_id)
        if opened.multipart_id != upload_id:
            await self._storage.abort_upload(media.object_key, upload_id)
            return await self._open(opened)
        return Ticket(opened, len(sizes), [])

    async def _note_opened(self, seen: MediaFile, upload_id: str) -> MediaFile:
        """Note the upload's id, unless somebody else opened it since ``seen``; return the row as it now is."""
        async with transaction(self._session_maker) as session:
            media = await self._locked(session, seen.id)
            if media.multipart_id == seen.multipart_id:
                media.state = workflow.after(media.state, MediaAction.OPEN)
                media.multipart_id = upload_id
                media.version += 1
                audit.record(session, actor_id=media.uploaded_by, action="media.opened", about=("media", media.id))
            else:
                workflow.after(media.state, MediaAction.OPEN)
            return media

    async def sign_parts(self, actor: Actor, media_id: UUID, numbers: Sequence[int]) -> dict[int, str]:
        """Return part number → URL to PUT it to, good for a quarter of an hour and for exactly the bytes of that part.

        Raises:
            MediaNotFound: unknown, or of another unit.
            MediaWrongState: not open for parts.
            PartUnknown: there is no part of this number.
        """
        async with lone_statements(self._session_maker) as connection:
            media = await find_open_parts(connection, media_id)
        if media is None or not policies.may_upload(actor, media.unit_id):
            raise MediaNotFound
        workflow.after(media.state, MediaAction.COMPLETE)
        sizes = limits.part_sizes(media.size_bytes, media.part_size_bytes)
        if any(number not in sizes for number in numbers):
            raise PartUnknown(total_parts=len(sizes))
        upload_id = media.multipart_id or ""
        return {number: self._storage.sign_part(media.object_key, upload_id, number, sizes[number]) for number in numbers}

    async def find_same(self, actor: Actor, unit_id: UUID, sha256: str) -> UUID | None:
        """Return the unit's file with the same bytes, if it has arrived before: it need not be sent again.

        Raises:
            NotYourUnit: not a unit the actor hands in for.
        """
        if not policies.may_upload(actor, unit_id):
            raise NotYourUnit(action="media.upload")
        async with transaction(self._session_maker) as session:
            return await MediaRepository(session).find_same(unit_id, sha256)

    async def complete(self, actor: Actor, media_id: UUID, declared_sha256: str | None = None) -> MediaFile:
        """Say that every part was sent; once this returns, the file is ours to keep. May be said twice.

        ``declared_sha256`` is what the sender's device read; what arrived is compared with it when it is looked at.

        Raises:
            MediaNotFound: unknown, or of another unit.
            MediaWrongState: abandoned, or never opened.
            UploadIncomplete: S3 lacks parts, or has them in a wrong size.
            UploadLost: S3 has forgotten the upload; start it again.
            UnitQuotaExceeded, CampaignQuotaExceeded: the unit's room was made smaller meanwhile.
        """
        async with transaction(self._session_maker) as session:
            media = await self._visible(session, actor, media_id)
            if media.received_at is not None:
                return media
            workflow.after(media.state, MediaAction.COMPLETE)
            purpose = Purpose(media.unit_id, media.campaign_id, kind_declared(media.declared_type, media.file_name))
            await require_room(session, purpose, 0, self._settings.max_unit_bytes)
        await self._join(media)
        async with transaction(self._session_maker) as session:
            media = await self._locked(session, media_id)
            if media.received_at is None:
                media.received_at = self._now()
                media.declared_sha256 = declared_sha256
                self._move(session, media, MediaAction.COMPLETE, actor.account_id)
                await queueing.take_turn(session, media)
                await queueing.enqueue_look(session, media, self._settings)
                await announce(session, MediaReceived(media.id, media.unit_id))
            return media

    async def deposit(self, actor: Actor, wanted: WantedUpload, path: Path) -> MediaFile:
        """Hand in a file that lies on this machine, whole; for the command line and the demo data, never for the API.

        Raises: as ``start`` and ``complete``.
        """
        ticket = await self.start(actor, wanted)
        await self._storage.put_file(ticket.media.object_key, path, "application/octet-stream")
        await self._storage.abort_upload(ticket.media.object_key, ticket.media.multipart_id or "")
        return await self.complete(actor, ticket.media.id)

    async def _join(self, media: MediaFile) -> None:
        """Have S3 join the parts; if it did so before, the whole object is the proof."""
        upload_id = media.multipart_id or ""
        try:
            parts = await self._storage.list_parts(media.object_key, upload_id)
            _require_parts(media, parts)
            await self._storage.finish_upload(media.object_key, upload_id, parts)
        except (ObjectMissing, StorageUnavailable, UploadIncomplete) as error:
            # Another call may have joined them, or be clearing up after it right now: then the server lists some of
            # the parts, or none, or answers with an error.
            if await self._is_whole(media):
                return
            if isinstance(error, ObjectMissing):
                raise UploadLost from error
            raise

    async def _is_whole(self, media: MediaFile) -> bool:
        try:
            return (await self._storage.stat(media.object_key)).size_bytes == media.size_bytes
        except ObjectMissing:
            return False

    async def cancel(self, actor: Actor, media_id: UUID) -> MediaFile:
        """Give an unfinished upload up; may be said twice.

        Raises:
            MediaNotFound: unknown, or of another unit.
            MediaWrongState: every byte has arrived already.
        """
        async with transaction(self._session_maker) as session:
            await self._visible(session, actor, media_id)
            media = await self._locked(session, media_id)
            upload_id = media.multipart_id
            if media.state is not MediaState.ABANDONED:
                self._move(session, media, MediaAction.ABANDON, actor.account_id)
        if upload_id is not None:
            # If this fails, the sweep throws the parts away later.
            await self._storage.abort_upload(media.object_key, upload_id)
        return media

    @staticmethod
    async def _visible(session: AsyncSession, actor: Actor, media_id: UUID) -> MediaFile:
        media = await MediaRepository(session).find(media_id)
        if media is None or not policies.may_upload(actor, media.unit_id):
            raise MediaNotFound
        return media

    @staticmethod
    async def _locked(session: AsyncSession, media_id: UUID) -> MediaFile:
        media = await MediaRepository(session).find_for_update(media_id)
        if media is None:
            raise MediaNotFound
        return media

    @staticmethod
    def _move(session: AsyncSession, media: MediaFile, action: MediaAction, account_id: UUID) -> None:
        media.state = workflow.after(media.state, action)
        media.multipart_id = None
        media.version += 1
        audit.record(session, actor_id=account_id, action=f"media.{media.state.value}", about=("media", media.id))


def _require_parts(media: MediaFile, stored: Sequence[StoredPart]) -> None:
    expected = limits.part_sizes(media.size_bytes, media.part_size_bytes)
    found = {part.number: part.size_bytes for part in stored}
    missing = [number for number in expected if number not in found]
    wrong = [number for number, size in found.items() if expected.get(number) != size]
    if missing or wrong:
        raise UploadIncomplete(missing=missing[:_LISTED], wrong_size=wrong[:_LISTED], missing_count=len(missing))
