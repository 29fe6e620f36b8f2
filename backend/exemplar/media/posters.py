"""The picture of a film: chosen by its unit, or the best of ten frames where nobody chooses."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.core.settings import MediaSettings
from exemplar.media import holds, policies, queueing
from exemplar.media.engine.findings import Finding, MediaKind
from exemplar.media.engine.recipe import percent, steps_of
from exemplar.media.errors import MediaNotFound, MediaWrongState
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaState

POSTER_STEP = "poster"
_END_MS = 100
"""The very last moment of a film often has no frame of its own."""


class PosterService:
    """The use case of the one who handed the film in."""

    def __init__(self, session: AsyncSession, settings: MediaSettings, now: Callable[[], datetime]) -> None:
        self._session = session
        self._settings = settings
        self._now = now

    async def choose(self, actor: Actor, media_id: UUID, at_ms: int | None, version: int) -> MediaFile:
        """Have the frame at a moment drawn as the film's picture, or with ``None`` the best of ten; of a film seen at ``version``.

        The earlier picture stays until the new one is there, which ``MediaImproved`` then tells.

        Raises:
            MediaNotFound: unknown, or of another unit.
            StaleVersion: it was changed meanwhile.
            MediaWrongState: no film, not ready, or its picture is being made at this moment.
            MediaHeld: it stands before judges.
        """
        media = await MediaRepository(self._session).find_for_update(media_id)
        if media is None or not policies.may_upload(actor, media.unit_id):
            raise MediaNotFound
        if media.version != version:
            raise StaleVersion(yours=version, current=media.version)
        if media.finding is None or media.kind is not MediaKind.VIDEO or not _is_settled(media):
            raise MediaWrongState(state=media.state.value, action="choose_poster")
        await holds.require_free(self._session, media_id)
        last = max(0, (media.duration_ms or 0) - _END_MS)
        # Kept with the finding, so that whenever pictures are made again, they are made of this moment.
        media.finding = {**media.finding, "poster_at_ms": None if at_ms is None else min(at_ms, last)}
        media.steps_done = [step for step in media.steps_done if step != POSTER_STEP]
        media.percent = percent(steps_of(Finding.of(media.finding)), frozenset(media.steps_done))
        media.attempts, media.failed_at, media.failure = 0, None, None
        media.version += 1
        await queueing.enqueue_improve(self._session, media, self._settings)
        audit.record(self._session, actor_id=actor.account_id, action="media.poster_chosen", about=("media", media_id))
        return media


def _is_settled(media: MediaFile) -> bool:
    """Say whether a poster is there and none is on its way, which would be taken for the one chosen now."""
    return media.state is MediaState.READY and POSTER_STEP in media.steps_done
