"""Masking files for a jury. Who may do so is decided by the higher module that has an entry before its screeners."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.media.blind_sets import keep_pace, live_masks
from exemplar.media.engine.findings import MediaKind
from exemplar.media.errors import MaskInvalid, MaskNotFound, MediaNotFound
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaBlindSet, MediaFile, MediaMask
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaState

MOST_MASKS = 2_000
"""On one file: a name in the foot of every page of a long report."""


class BlindState(StrEnum):
    """What the jury gets of a file now: the plain set, nothing yet, the blind set, or nothing because it cannot be made."""

    PLAIN = "plain"
    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewMask:
    """What to cover; see ``MediaMask``."""

    kind: MaskKind
    page: int | None = None
    boxes: list[list[int]] = field(default_factory=list)
    start_ms: int | None = None
    end_ms: int | None = None
    words: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A file's masks, and how far its blind set is."""

    masks: Sequence[MediaMask]
    state: BlindState


class MaskService:
    """Use cases of whoever prepares files for a jury."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._media = MediaRepository(session)

    async def of(self, media_ids: Collection[UUID]) -> dict[UUID, Redacted]:
        """Return file id → its masks, for each id asked for; two queries."""
        masks: dict[UUID, list[MediaMask]] = defaultdict(list)
        for mask in await live_masks(self._session, media_ids):
            masks[mask.media_id].append(mask)
        sets = await self._session.scalars(select(MediaBlindSet).where(MediaBlindSet.media_id.in_(media_ids)))
        states = {one.media_id: state_of(one) for one in sets}
        return {media_id: Redacted(masks[media_id], states.get(media_id, BlindState.PLAIN)) for media_id in media_ids}

    async def add(self, actor_id: UUID, media_id: UUID, new: NewMask) -> MediaMask:
        """Cover something; the blind set is made anew.

        Raises:
            MediaNotFound: unknown, or not ready.
            MaskInvalid: it does not fit the file, or the file has too many masks. Facts: ``reason``.
        """
        media = await self._locked(media_id)
        _require_fits(media, new)
        if len(await live_masks(self._session, [media_id])) >= MOST_MASKS:
            raise MaskInvalid(reason="too_many")
        mask = MediaMask(
            media_id=media_id,
            kind=new.kind,
            page=new.page,
            boxes=new.boxes,
            start_ms=new.start_ms,
            end_ms=new.end_ms,
            words=new.words,
            reason=new.reason,
            made_by=actor_id,
        )
        self._session.add(mask)
        await keep_pace(self._session, media)
        audit.record(self._session, actor_id=actor_id, action="media.masked", about=("media", media_id), mask=mask.id, kind=mask.kind)
        return mask

    async def remove(self, actor_id: UUID, mask_id: UUID) -> MediaMask:
        """Uncover it; the mask stays in the log, and the blind set is made anew.

        Raises:
            MaskNotFound: unknown, or removed already.
        """
        mask = await self.find(mask_id)
        media = await self._locked(mask.media_id)
        await self._session.refresh(mask)
        if mask.removed_at is not None:
            raise MaskNotFound
        mask.removed_by, mask.removed_at = actor_id, func.clock_timestamp()
        await keep_pace(self._session, media)
        audit.record(self._session, actor_id=actor_id, action="media.unmasked", about=("media", media.id), mask=mask.id, kind=mask.kind)
        return mask

    async def find(self, mask_id: UUID) -> MediaMask:
        """Return a mask that was not removed. Raises ``MaskNotFound``."""
        mask = await self._session.get(MediaMask, mask_id, populate_existing=True)
        if mask is None or mask.removed_at is not None:
            raise MaskNotFound
        return mask

    async def _locked(self, media_id: UUID) -> MediaFile:
        media = await self._media.find_for_update(media_id)
        if media is None or media.state is not MediaState.READY:
            raise MediaNotFound
        return media


def state_of(blind_set: MediaBlindSet) -> BlindState:
    """Return how far a blind set is."""
    if blind_set.made_digest == blind_set.masks_digest:
        return BlindState.READY
    return BlindState.PREPARING if blind_set.failed_at is None else BlindState.FAILED


_KINDS = {
    MaskKind.REGION: {MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.DOCUMENT},
    MaskKind.SOUND: {MediaKind.VIDEO, MediaKind.AUDIO},
    MaskKind.TEXT: {MediaKind.DOCUMENT, MediaKind.VIDEO, MediaKind.AUDIO},
}
_WHOLE = 1000


def _require_fits(media: MediaFile, new: NewMask) -> None:
    if media.kind is None or media.kind not in _KINDS[new.kind]:
        raise MaskInvalid(reason="kind")
    is_region = new.kind is MaskKind.REGION
    if (is_region and not new.boxes) or any(not _is_box(box) for box in new.boxes):
        raise MaskInvalid(reason="box")
    is_paper = media.kind is MediaKind.DOCUMENT
    if (new.page is not None and not is_paper) or not 1 <= (new.page or 1) <= (media.page_count or 10_000):
        raise MaskInvalid(reason="page")
    if not _is_stretch(media, new):
        raise MaskInvalid(reason="stretch")
    if new.kind is MaskKind.TEXT and not new.words.strip():
        raise MaskInvalid(reason="words")


def _is_box(box: list[int]) -> bool:
    left, top, width, height = box
    return min(left, top) >= 0 and min(width, height) > 0 and left + width <= _WHOLE and top + height <= _WHOLE


def _is_stretch(media: MediaFile, new: NewMask) -> bool:
    """Say whether the moments, where there must or may be any, lie inside the file."""
    if new.start_ms is None or new.end_ms is None:
        return new.start_ms is new.end_ms and new.kind is not MaskKind.SOUND
    has_length = media.kind in {MediaKind.VIDEO, MediaKind.AUDIO}
    return has_length and 0 <= new.start_ms < new.end_ms and new.start_ms < (media.duration_ms or 0)
