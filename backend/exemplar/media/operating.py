"""What the operator sees of the work on files: those that were given up or lost, and another try for them.

Looking changes nothing and shows nobody's content, so it asks for the role alone; every act asks for the password too.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import NotAllowed
from exemplar.core.models import LocalText
from exemplar.media import policies, queueing
from exemplar.media.errors import MediaNotFound, MediaWrongState
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.units.models import Unit

MAX_FAILED = 200


def require_operator(actor: Actor) -> None:
    """Let those look who run the installation. Raises ``NotAllowed``."""
    if not permissions.may(actor, policies.OPERATING_ACTION):
        raise NotAllowed(action=policies.OPERATING_ACTION)


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that nobody works on any more, and the name of its unit."""

    media: MediaFile
    unit_name: LocalText


class OperatingService:
    """Use cases of whoever runs the installation; they see what work it is, not what is in a file or what it is called."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def failed(self, actor: Actor) -> list[FailedFile]:
        """Return the files that were given up or have lost their original, the latest first; at most 200.

        Raises:
            NotAllowed: not the operator.
        """
        require_operator(actor)
        since = func.coalesce(MediaFile.failed_at, MediaFile.lost_at)
        query = (
            select(MediaFile, Unit.name)
            .join(Unit, Unit.id == MediaFile.unit_id)
            .where(or_(MediaFile.failed_at.is_not(None), MediaFile.lost_at.is_not(None)))
            .order_by(since.desc(), MediaFile.id)
            .limit(MAX_FAILED)
        )
        return [FailedFile(media, name) for media, name in await self._session.execute(query)]

    async def retry(self, actor: Actor, media_id: UUID) -> FailedFile:
        """Have a file worked on again, from the step where it failed.

        Raises:
            NotAllowed, ConfirmationRequired: not the operator, or the password was given too long ago.
            MediaNotFound: unknown.
            MediaWrongState: it was not given up.
        """
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        media = await MediaRepository(self._session).find_for_update(media_id)
        if media is None:
            raise MediaNotFound
        if media.failed_at is None:
            raise MediaWrongState(state=media.state.value, action="retry")
        await self._again(actor, media)
        return FailedFile(media, (await self._session.get_one(Unit, media.unit_id)).name)

    async def retry_all(self, actor: Actor, media_ids: Collection[UUID]) -> int:
        """Have these files worked on again; those that were not given up (any more) are left alone. Return how many it was.

        Raises:
            NotAllowed, ConfirmationRequired: as ``retry``.
        """
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        query = select(MediaFile).where(MediaFile.id.in_(media_ids), MediaFile.failed_at.is_not(None)).order_by(MediaFile.id)
        found: Sequence[MediaFile] = (await self._session.scalars(query.with_for_update())).all()
        for media in found:
            await self._again(actor, media)
        return len(found)

    async def _again(self, actor: Actor, media: MediaFile) -> None:
        media.failed_at, media.failure, media.attempts = None, None, 0
        audit.record(self._session, actor_id=actor.account_id, action="media.retried", about=("media", media.id))
        await queueing.enqueue_again(self._session, media.id, self._now())
