"""Reading files: their state while they come in, what higher modules need of them, and links to open them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.settings import MediaSettings
from exemplar.core.storage import Storage
from exemplar.media import grants, names, policies
from exemplar.media.blind_reading import edition_for, find_derivative
from exemplar.media.editions import Edition
from exemplar.media.errors import REFUSALS, FileRefused, MediaNotFound, MediaWrongState
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import ARRIVED, MediaState

ORIGINAL = "original"
"""The name under which the file as handed in is opened."""

WORDS = (".m3u8", ".vtt")
"""Endings of derivatives that are answered with, not redirected to."""

_UNNAMED = "file"
_SHOWN_IN_PLACE = ("image/", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class MediaView:
    """A file with what was made of it, by name."""

    media: MediaFile
    derivatives: Sequence[MediaDerivative]


class MediaService:
    """Use cases that only read; ``UploadService`` and ``ProcessingService`` write."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._media = MediaRepository(session)

    async def read(self, actor: Actor, media_id: UUID) -> MediaView:
        """Return a file of the actor's unit.

        Raises:
            MediaNotFound: unknown, or of another unit.
        """
        media = await self._media.find(media_id)
        if media is None or not policies.is_of_own_unit(actor, media.unit_id):
            raise MediaNotFound
        return MediaView(media, (await self._media.derivatives_of([media.id]))[media.id])

    async def list_own(self, actor: Actor, media_ids: Sequence[UUID]) -> list[MediaView]:
        """Return those of these files that belong to the actor's units, in the order asked for; two queries."""
        own = {media.id: media for media in await self._media.all(media_ids) if policies.is_of_own_unit(actor, media.unit_id)}
        return await self._views([own[media_id] for media_id in dict.fromkeys(media_ids) if media_id in own])

    async def views(self, media_ids: Collection[UUID]) -> dict[UUID, MediaView]:
        """Return id → file for a higher module that has already decided who may see them; two queries."""
        return {view.media.id: view for view in await self._views(await self._media.all(media_ids))}

    async def _views(self, found: Sequence[MediaFile]) -> list[MediaView]:
        derivatives = await self._media.derivatives_of([media.id for media in found])
        return [MediaView(media, derivatives[media.id]) for media in found]

    async def require_usable(self, unit_id: UUID, media_ids: Collection[UUID], *, ready: bool = False) -> list[MediaFile]:
        """Return these files if a text of the unit may refer to them: arrived, and (with ``ready``) judged good.

        Raises:
            MediaNotFound: one is unknown or of another unit. Facts: ``media_id``.
            FileRefused: one is not taken; the subclass says why. Facts: those of the refusal and ``media_id``.
            MediaWrongState: one is still on its way. Facts: ``state``, ``action``, ``media_id``.
        """
        found = {media.id: media for media in await self._media.all(media_ids) if media.unit_id == unit_id}
        for media_id in media_ids:
            if media_id not in found:
                raise MediaNotFound(media_id=str(media_id))
            _require_usable(found[media_id], ready=ready)
        return [found[media_id] for media_id in media_ids]

    async def link(
        self, reader: Actor | None, media_id: UUID, name: str, storage: Storage, settings: MediaSettings, wanted: Edition | None = None
    ) -> str:
        """Return a URL that opens one derivative, or the original, for at most a minute.

        Only the own unit, and who opens the original by right, saves it under the name the unit gave it. ``wanted`` asks for
        a file as its jury gets it; what edition a reader may have is told in ``blind_reading``.

        Raises:
            MediaNotFound: unknown, not ready, or not for this reader.
            ConfirmationRequired: the original, and the password was confirmed too long ago.
        """
        media = await self._media.find(media_id)
        if media is None or media.state is not MediaState.READY:
            raise MediaNotFound
        if name == ORIGINAL:
            await self._require_original(reader, media)
            return storage.sign_get(
                media.object_key,
                content_type=media.content_type or "application/octet-stream",
                file_name=media.file_name,
                inline=False,
                ttl_seconds=settings.link_ttl_seconds,
            )
        derivative = await self._readable(reader, media, name, wanted)
        return storage.sign_get(
            derivative.object_key,
            content_type=derivative.content_type,
            file_name=_saved_as(reader, media, derivative),
            inline=derivative.content_type.startswith(_SHOWN_IN_PLACE),
            ttl_seconds=settings.link_ttl_seconds,
        )

    async def words(
        self, reader: Actor | None, media_id: UUID, name: str, storage: Storage, wanted: Edition | None = None
    ) -> tuple[bytes, str]:
        """Return a playlist or captions, and their type: small texts whose relative names must resolve to addresses of ours.

        Raises:
            MediaNotFound: unknown, not ready, or not for this reader.
        """
        media = await self._media.find(media_id)
        if media is None or media.state is not MediaState.READY:
            raise MediaNotFound
        derivative = await self._readable(reader, media, name, wanted)
        return await storage.get_bytes(derivative.object_key), derivative.content_type

    async def _readable(self, reader: Actor | None, media: MediaFile, name: str, wanted: Edition | None) -> MediaDerivative:
        edition = await edition_for(self._session, reader, media, name, wanted)
        derivative = None if edition is None else await find_derivative(self._session, media.id, name, edition)
        if derivative is None:
            raise MediaNotFound
        return derivative

    async def _require_original(self, reader: Actor | None, media: MediaFile) -> None:
        """Let the own unit through, and with a fresh password those for whom another module vouches: see ``policies``."""
        if policies.opens_own_original(reader, media.unit_id):
            return
        vouched = policies.may_be_vouched_for(reader) and await grants.granted_edition(self._session, reader, media.id, ORIGINAL)
        if vouched is not Edition.PLAIN:
            raise MediaNotFound
        policies.require_fresh_password(reader, self._now())


def _saved_as(reader: Actor | None, media: MediaFile, derivative: MediaDerivative) -> str:
    """Return the unit's own name for its own people; everybody else saves a derivative under a neutral one."""
    if policies.is_of_own_unit(reader, media.unit_id):
        return names.for_derivative(media.file_name, derivative.name)
    return names.neutral(media.kind.value if media.kind else _UNNAMED, media.id, derivative.name)


def _require_usable(media: MediaFile, *, ready: bool) -> None:
    if media.state is MediaState.REFUSED:
        raise REFUSALS.get(media.refusal_code or "", FileRefused)(**(media.refusal_facts or {}), media_id=str(media.id))
    if media.state not in ARRIVED or (ready and media.state is not MediaState.READY):
        raise MediaWrongState(state=media.state.value, action="use", media_id=str(media.id))
