"""What stays in view: set by the own unit, of the file as it was seen, and not while it stands before judges."""

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.errors import StaleVersion
from exemplar.media import holds
from exemplar.media.errors import MediaHeld, MediaNotFound
from exemplar.media.focus import FocusService
from exemplar.media.models import MediaFile
from tests import samples
from tests.factories import settled
from tests.media.conftest import Desk, make_desk


async def aim(desk: Desk, media: MediaFile, point: tuple[int, int], version: int) -> None:
    async with desk.services.session_maker() as session:
        await FocusService(session).aim(desk.actor, media.id, point, version)
        await settled(session)


async def test_the_point_is_kept_and_the_version_counted(desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))

    await aim(desk, media, (0, 1000), media.version)

    await session.refresh(kept := await session.get_one(MediaFile, media.id))
    assert (kept.focal_x, kept.focal_y, kept.version) == (0, 1000, media.version + 1)
    with pytest.raises(StaleVersion):
        await aim(desk, media, (1, 1), media.version)


async def test_strangers_find_nothing_and_judges_see_what_was_handed_in(desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    stranger = await make_desk(desk.services, session)
    with pytest.raises(MediaNotFound):
        await aim(stranger, media, (1, 1), media.version)

    async def held(_: AsyncSession, __: object) -> bool:
        return True

    desk.services.session_maker.kw["info"] = {**desk.services.session_maker.kw["info"], holds.INFO_KEY: holds.Holds([held])}
    with pytest.raises(MediaHeld):
        await aim(desk, media, (1, 1), media.version)
