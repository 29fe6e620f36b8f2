"""What the operator sees of the work on files: those that were given up, and another try for them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.media import policies, queueing
from exemplar.media.errors import MediaNotFound, MediaWrongState
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository


class OperatingService:
    """Use cases of whoever runs the installation; they see what work it is, not whose file or what is in it."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def failed(self, actor: Actor) -> list[MediaFile]:
        """Return the files that nobody works on any more, the latest first.

        Raises:
            NotAllowed, ConfirmationRequired: not the operator, or the password was given too long ago.
        """
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        return await MediaRepository(self._session).failed()

    async def retry(self, actor: Actor, media_id: UUID) -> MediaFile:
        """Have a file worked on again, from the step where it failed.

        Raises:
            NotAllowed, ConfirmationRequired: as ``failed``.
            MediaNotFound: unknown.
            MediaWrongState: it was not given up.
        """
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        media = await MediaRepository(self._session).find_for_update(media_id)
        if media is None:
            raise MediaNotFound
        if media.failed_at is None:
            raise MediaWrongState(state=media.state.value, action="retry")
        media.failed_at, media.failure, media.attempts = None, None, 0
        audit.record(self._session, actor_id=actor.account_id, action="media.retried", about=("media", media.id))
        await queueing.enqueue_again(self._session, media.id, self._now())
        return media
