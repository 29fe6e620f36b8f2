"""Uploads and files over HTTP. The bytes themselves never come this way."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.core.storage import PART_LINK_SECONDS
from exemplar.media.editions import Edition
from exemplar.media.focus import FocusService
from exemplar.media.operating_routes import OPERATING_CONTROLLERS
from exemplar.media.posters import PosterService
from exemplar.media.quota_routes import QuotaController
from exemplar.media.schemas import (
    FocalPointUpdate,
    MediaRead,
    MediaUploadStart,
    MediaUploadTicket,
    PartNumbers,
    PosterChoice,
    SameFile,
    SignedPart,
    SignedParts,
    StoredPartRead,
    UploadCompletion,
)
from exemplar.media.service import WORDS, MediaService, MediaView
from exemplar.media.track_routes import PlaybackController, TrackController
from exemplar.media.uploads import Ticket, UploadService, WantedUpload
from exemplar.media.watching_routes import WatchingController

MAX_LISTED = 50
_NEVER_KEPT = {"cache-control": "no-store", "referrer-policy": "no-referrer"}


def provide_media(session: NamedDependency[AsyncSession]) -> MediaService:
    """Build the reading service for one request."""
    return MediaService(session, utc_now)


def provide_uploads(state: State) -> UploadService:
    """Build the uploading service; it opens transactions of its own, so the request has none."""
    return UploadService(state.session_maker, state.storage, state.settings.media, utc_now)


def _ticket(ticket: Ticket) -> MediaUploadTicket:
    media = ticket.media
    parts = [StoredPartRead.model_validate(part) for part in ticket.stored_parts]
    return MediaUploadTicket(
        id=media.id, state=media.state, part_size_bytes=media.part_size_bytes, total_parts=ticket.total_parts, stored_parts=parts
    )


def _read(view: MediaView) -> MediaRead:
    return MediaRead.of(view.media, list(view.derivatives))


class UploadController(Controller):
    """Bringing a file in."""

    path = "/media"
    tags = ["media"]
    dependencies = {"uploads": Provide(provide_uploads, sync_to_thread=False)}

    @post("/uploads", operation_id="startUpload", status_code=200, opt={"action": "media.upload"})
    async def start(
        self, actor: NamedDependency[Actor], uploads: NamedDependency[UploadService], data: JSONBody[MediaUploadStart]
    ) -> MediaUploadTicket:
        """Begin an upload, or go on with one that was begun before; says which parts have arrived."""
        return _ticket(await uploads.start(actor, WantedUpload(**data.model_dump())))

    @post("/uploads/{media_id:uuid}/parts", operation_id="signUploadParts", status_code=200, opt={"action": "media.upload"})
    async def sign(
        self,
        actor: NamedDependency[Actor],
        uploads: NamedDependency[UploadService],
        media_id: FromPath[UUID],
        data: JSONBody[PartNumbers],
    ) -> Response[SignedParts]:
        """Sign links for up to 16 parts."""
        urls = await uploads.sign_parts(actor, media_id, data.numbers)
        parts = [SignedPart(number=number, url=url) for number, url in urls.items()]
        return Response(SignedParts(parts=parts, expires_in_seconds=PART_LINK_SECONDS), headers={"cache-control": "no-store"})

    @post("/uploads/{media_id:uuid}/completion", operation_id="completeUpload", status_code=200, opt={"action": "media.upload"})
    async def complete(
        self,
        actor: NamedDependency[Actor],
        uploads: NamedDependency[UploadService],
        media_id: FromPath[UUID],
        data: JSONBody[UploadCompletion],
    ) -> MediaRead:
        """Say that every part was sent; the answer is the receipt."""
        return MediaRead.of(await uploads.complete(actor, media_id, data.sha256), [])

    @get("/uploads/same", operation_id="findSameFile", opt={"action": "media.upload"})
    async def find_same(
        self,
        actor: NamedDependency[Actor],
        uploads: NamedDependency[UploadService],
        unit_id: FromQuery[UUID],
        sha256: Annotated[str, QueryParameter(pattern=r"^[0-9a-f]{64}$")],
    ) -> SameFile:
        """Ask whether the unit has a file with these bytes already, so that it need not be sent again."""
        return SameFile(media_id=await uploads.find_same(actor, unit_id, sha256))

    @delete("/uploads/{media_id:uuid}", operation_id="cancelUpload", status_code=200, opt={"action": "media.upload"})
    async def cancel(self, actor: NamedDependency[Actor], uploads: NamedDependency[UploadService], media_id: FromPath[UUID]) -> MediaRead:
        """Give an unfinished upload up."""
        return MediaRead.of(await uploads.cancel(actor, media_id), [])


class MediaController(Controller):
    """Reading files."""

    path = "/media"
    tags = ["media"]
    dependencies = {"media": Provide(provide_media, sync_to_thread=False)}

    @get("/", operation_id="listMedia", opt={"action": "draft.view"})
    async def all(
        self,
        actor: NamedDependency[Actor],
        media: NamedDependency[MediaService],
        ids: Annotated[list[UUID], QueryParameter(max_items=MAX_LISTED)],
    ) -> list[MediaRead]:
        """List files of the own units by id, at most 50, in the order asked for; others are left out."""
        return [_read(view) for view in await media.list_own(actor, ids)]

    @get("/{media_id:uuid}", operation_id="readMedia", opt={"action": "draft.view"})
    async def read(self, actor: NamedDependency[Actor], media: NamedDependency[MediaService], media_id: FromPath[UUID]) -> MediaRead:
        """Read one file of an own unit: how far it is, what was found, why it was refused."""
        return _read(await media.read(actor, media_id))

    @get(
        "/{media_id:uuid}/files/{name:str}", operation_id="openMediaFile", status_code=302, opt={"public": True, "action": "showcase.view"}
    )
    async def open(
        self,
        state: State,
        reader: NamedDependency[Actor | None],
        media: NamedDependency[MediaService],
        media_id: FromPath[UUID],
        name: FromPath[str],
        edition: FromQuery[Edition | None] = None,
    ) -> Response[bytes | None]:
        """Redirect to one derivative, or to ``original``, by a link that lives for a minute; playlists and captions come at once.

        ``edition=blind`` shows it as the jury gets it to those who may see more.
        """
        if name.endswith(WORDS):
            body, content_type = await media.words(reader, media_id, name, state.storage, edition)
            return Response(body, status_code=200, media_type=content_type, headers=_NEVER_KEPT)
        url = await media.link(reader, media_id, name, state.storage, state.settings.media, edition)
        return Response(None, status_code=302, headers={**_NEVER_KEPT, "location": url})

    @put("/{media_id:uuid}/focal-point", operation_id="setFocalPoint", opt={"action": "media.upload"})
    async def aim(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        media_id: FromPath[UUID],
        data: JSONBody[FocalPointUpdate],
    ) -> MediaRead:
        """Say what must stay in view when the picture is cut."""
        aimed = await FocusService(session).aim(actor, media_id, (data.x, data.y), data.version)
        await session.flush()
        return _read((await MediaService(session, utc_now).views([aimed.id]))[aimed.id])

    @put("/{media_id:uuid}/poster", operation_id="choosePoster", opt={"action": "media.upload"})
    async def choose_poster(
        self,
        state: State,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        media_id: FromPath[UUID],
        data: JSONBody[PosterChoice],
    ) -> MediaRead:
        """Have the frame at a moment made the film's picture; the earlier one stays until it is there."""
        chosen = await PosterService(session, state.settings.media, utc_now).choose(actor, media_id, data.at_ms, data.version)
        await session.flush()
        return _read((await MediaService(session, utc_now).views([chosen.id]))[chosen.id])


CONTROLLERS = [
    UploadController,
    MediaController,
    *OPERATING_CONTROLLERS,
    QuotaController,
    WatchingController,
    PlaybackController,
    TrackController,
]
