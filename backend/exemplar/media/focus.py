"""What must stay in view when a picture is cut to a box."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.media import holds, policies
from exemplar.media.errors import MediaNotFound
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository


class FocusService:
    """The use case of the one who handed the picture in."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def aim(self, actor: Actor, media_id: UUID, point: tuple[int, int], version: int) -> MediaFile:
        """Set the focal point, in thousandths from the left and from the top, of a file seen at ``version``.

        Raises:
            MediaNotFound: unknown, or of another unit.
            StaleVersion: it was changed meanwhile.
            MediaHeld: it stands before judges.
        """
        media = await MediaRepository(self._session).find_for_update(media_id)
        if media is None or not policies.may_upload(actor, media.unit_id):
            raise MediaNotFound
        if media.version != version:
            raise StaleVersion(yours=version, current=media.version)
        await holds.require_free(self._session, media_id)
        media.focal_x, media.focal_y = point
        media.version += 1
        audit.record(self._session, actor_id=actor.account_id, action="media.aimed", about=("media", media.id))
        return media
