"""The screeners' checklist for a blind jury, over HTTP. Every answer is the whole checklist as it is then."""

from uuid import UUID

from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.initiatives.models import Redaction
from exemplar.initiatives.redaction import RedactedFile, RedactionService, RedactionView
from exemplar.initiatives.redaction_schemas import (
    HitDecided,
    MaskRead,
    MaskWrite,
    RedactedFileRead,
    RedactionHitRead,
    RedactionRead,
    SearchState,
)
from exemplar.media.redaction import NewMask
from exemplar.media.workflow import MediaState

VIEW, DECIDE = {"action": "screening.view"}, {"action": "screening.decide"}


def provide_redaction(session: NamedDependency[AsyncSession]) -> RedactionService:
    """Build the service for one request."""
    return RedactionService(session)


class RedactionController(Controller):
    """Making an entry fit for a jury that may not know whose it is."""

    path = "/screening/{initiative_id:uuid}/redaction"
    tags = ["screening"]  # noqa: RUF012
    dependencies = {"redaction": Provide(provide_redaction, sync_to_thread=False)}  # noqa: RUF012

    @get("/", operation_id="readRedaction", opt=VIEW)
    async def read(
        self, actor: NamedDependency[Actor], redaction: NamedDependency[RedactionService], initiative_id: FromPath[UUID]
    ) -> RedactionRead:
        """Read the checklist."""
        return shown(await redaction.read(actor, initiative_id))

    @post("/search", operation_id="searchForNames", status_code=200, opt=DECIDE)
    async def search(
        self, actor: NamedDependency[Actor], redaction: NamedDependency[RedactionService], initiative_id: FromPath[UUID]
    ) -> RedactionRead:
        """Search once more, and prepare again what could not be prepared."""
        await redaction.search_again(actor, initiative_id)
        return shown(await redaction.read(actor, initiative_id))

    @put("/hits/{hit_id:uuid}/decision", operation_id="decideHit", opt=DECIDE)
    async def decide(
        self,
        actor: NamedDependency[Actor],
        redaction: NamedDependency[RedactionService],
        initiative_id: FromPath[UUID],
        hit_id: FromPath[UUID],
        data: JSONBody[HitDecided],
    ) -> RedactionRead:
        """Mask what was found, or leave it for a reason."""
        await redaction.decide(actor, initiative_id, hit_id, data.decision, data.reason)
        return shown(await redaction.read(actor, initiative_id))

    @delete("/hits/{hit_id:uuid}/decision", operation_id="reopenHit", status_code=200, opt=DECIDE)
    async def reopen(
        self,
        actor: NamedDependency[Actor],
        redaction: NamedDependency[RedactionService],
        initiative_id: FromPath[UUID],
        hit_id: FromPath[UUID],
    ) -> RedactionRead:
        """Take a decision back."""
        await redaction.reopen(actor, initiative_id, hit_id)
        return shown(await redaction.read(actor, initiative_id))

    @post("/masks", operation_id="addMask", status_code=200, opt=DECIDE)
    async def mask(
        self,
        actor: NamedDependency[Actor],
        redaction: NamedDependency[RedactionService],
        initiative_id: FromPath[UUID],
        data: JSONBody[MaskWrite],
    ) -> RedactionRead:
        """Cover something more."""
        new = NewMask(data.kind, data.page, data.boxes, data.start_ms, data.end_ms, reason=data.reason)
        await redaction.mask(actor, initiative_id, data.media_id, new)
        return shown(await redaction.read(actor, initiative_id))

    @delete("/masks/{mask_id:uuid}", operation_id="removeMask", status_code=200, opt=DECIDE)
    async def unmask(
        self,
        actor: NamedDependency[Actor],
        redaction: NamedDependency[RedactionService],
        initiative_id: FromPath[UUID],
        mask_id: FromPath[UUID],
    ) -> RedactionRead:
        """Take a mask away."""
        await redaction.unmask(actor, initiative_id, mask_id)
        return shown(await redaction.read(actor, initiative_id))


_HIT = tuple(RedactionHitRead.model_fields)
_MASK = tuple(MaskRead.model_fields)


def shown(view: RedactionView) -> RedactionRead:
    """Return the checklist as it crosses the wire."""
    return RedactionRead(
        search=_search(view.search),
        failure=view.search.failure if view.search else None,
        total=len(view.hits),
        decided=sum(1 for hit in view.hits if hit.decision is not None),
        may_mask=view.may_mask,
        may_uncover=view.may_uncover,
        hits=[RedactionHitRead(**{name: getattr(hit, name) for name in _HIT}) for hit in view.hits],
        files=[_file(file) for file in view.files],
    )


def _search(search: Redaction | None) -> SearchState:
    if search is None:
        return SearchState.NOT_BEGUN
    if search.done < search.asked:
        return SearchState.SEARCHING
    return SearchState.WAITING if search.waiting else SearchState.DONE


def _file(file: RedactedFile) -> RedactedFileRead:
    media = file.view.media
    return RedactedFileRead(
        media_id=media.id,
        is_ready=media.state is MediaState.READY,
        file_name=file.name,
        own_name=file.view.media.file_name,
        **{name: getattr(media, name) for name in ("kind", "width", "height", "duration_ms", "page_count")},
        names=[derivative.name for derivative in file.view.derivatives],
        state=file.redacted.state,
        masks=[MaskRead(**{name: getattr(mask, name) for name in _MASK}) for mask in file.redacted.masks],
    )


CONTROLLERS = [RedactionController]
