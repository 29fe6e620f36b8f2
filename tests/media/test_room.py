"""Room on the worker's disk: who waits for it, that waiting is no try, and who sees why."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.clock import utc_now
from exemplar.core.settings import MediaSettings
from exemplar.media import jobs, room
from exemplar.media.engine.findings import MediaKind
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaBlindSet, MediaFile
from exemplar.media.operating_health import HealthService, PartName, PartState
from exemplar.media.redaction import MaskService, NewMask
from exemplar.media.room import NoRoom, Room
from tests import samples
from tests.media.conftest import Desk, work

MIB = 1024**2
TOO_MUCH = 2**60
DUE = text("SELECT task_name, scheduled_at FROM procrastinate_jobs WHERE args->>'media_id' = :id ORDER BY id DESC LIMIT 1")


class Disk:
    """A disk of a given size, on which lies what is really there."""

    def __init__(self, place: Path, size_bytes: int) -> None:
        self.size_bytes = size_bytes
        self.room = Room(place, lambda place: self.size_bytes - sum(path.stat().st_size for path in place.rglob("*") if path.is_file()))


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A disk with 100 MiB to lend."""
    return Disk(tmp_path, room.SPARE_BYTES + 100 * MIB)


def test_what_others_still_need_is_kept_for_them_and_given_back_when_they_are_done(disk: Disk):
    with disk.room.folder(60 * MIB):
        with pytest.raises(NoRoom), disk.room.folder(41 * MIB):
            pass
        with disk.room.folder(40 * MIB) as folder:
            assert folder.is_dir()
    with disk.room.folder(100 * MIB):
        pass
    with pytest.raises(NoRoom), disk.room.folder(100 * MIB + 1):
        pass


def test_what_lies_on_the_disk_already_is_not_counted_twice(disk: Disk):
    with ExitStack() as others:
        folder = others.enter_context(disk.room.folder(60 * MIB))
        (folder / "original").write_bytes(bytes(50 * MIB))

        with disk.room.folder(39 * MIB), pytest.raises(NoRoom), disk.room.folder(2 * MIB):
            pass


def test_a_failure_gives_the_room_back_and_leaves_nothing_behind(disk: Disk, tmp_path: Path):
    with pytest.raises(ValueError, match="broken"), disk.room.folder(100 * MIB) as folder:
        (folder / "original").write_bytes(b"x")
        raise ValueError("broken")

    assert list(tmp_path.iterdir()) == []
    with disk.room.folder(100 * MIB):
        pass


def test_a_file_wants_itself_twice_and_a_film_its_ladder_where_that_is_larger():
    small_film = {"kind": MediaKind.VIDEO, "width": 1920, "height": 1080, "duration_ms": 8_000}
    rates = 350_000 + 800_000 + 1_400_000 + 2_800_000 + 5_000_000

    assert room.of_file(MediaFile(size_bytes=500)) == 1_000
    assert room.of_file(MediaFile(size_bytes=500, kind=MediaKind.DOCUMENT)) == 1_000
    assert room.of_file(MediaFile(size_bytes=500, **small_film)) == 500 + rates
    assert room.of_file(MediaFile(size_bytes=10**9, **small_film)) == 2 * 10**9
    assert room.of_all_lanes(MediaSettings()) == 2 * ((4 + 1 + 1) * 20 * 1024**3 + 2 * 200 * MIB + 2 * 2 * 1024**3)


async def set_size(session: AsyncSession, media_id: UUID, size_bytes: int) -> None:
    await session.execute(text("UPDATE media_file SET size_bytes = :size WHERE id = :id"), {"size": size_bytes, "id": media_id})
    await session.commit()


async def of_room(desk: Desk, session: AsyncSession) -> tuple[PartState, dict[str, int]]:
    conditions = await HealthService(session, desk.services.storage, desk.services.settings, 5).conditions()
    return next((one.state, one.facts) for one in conditions if one.name is PartName.ROOM)


async def test_a_file_that_does_not_fit_waits_uncounted_until_it_does_and_the_operator_sees_it(
    desk: Desk, session: AsyncSession, tmp_path: Path
):
    path = samples.picture(tmp_path / "a.png")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, media_id := ticket.media.id)
    await set_size(session, media_id, TOO_MUCH)
    assert await of_room(desk, session) == (PartState.FINE, {})

    for _ in range(desk.services.settings.media.max_attempts + 2):
        await work(desk.services, media_id)

    waiting = await session.get_one(MediaFile, media_id, populate_existing=True)
    assert (waiting.state, waiting.failure, waiting.failed_at, waiting.attempts) == ("processing", "NoRoom", None, 0)
    assert await of_room(desk, session) == (PartState.FAILING, {"files": 1})
    name, due_at = (await session.execute(DUE, {"id": str(media_id)})).one()
    assert name == "media.again"
    assert due_at > utc_now() + timedelta(seconds=5)

    await session.execute(text("DELETE FROM procrastinate_jobs"))
    await set_size(session, media_id, path.stat().st_size)
    await work(desk.services, media_id)

    done = await session.get_one(MediaFile, media_id, populate_existing=True)
    assert (done.state, done.failure) == ("ready", None)
    assert await of_room(desk, session) == (PartState.FINE, {})


async def test_a_try_that_was_counted_before_stays_counted(desk: Desk, session: AsyncSession, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)
    await session.execute(text("UPDATE media_file SET attempts = 3 WHERE id = :id"), {"id": ticket.media.id})
    await set_size(session, ticket.media.id, TOO_MUCH)

    await jobs.process(desk.services, str(ticket.media.id))

    assert (await session.get_one(MediaFile, ticket.media.id, populate_existing=True)).attempts == 3


async def test_a_copy_for_juries_waits_for_room_as_well(desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    async with desk.services.session_maker() as own, own.begin():
        await MaskService(own).add(desk.actor.account_id, media.id, NewMask(MaskKind.REGION, boxes=[(0, 0, 100, 100)]))
    await set_size(session, media.id, TOO_MUCH)

    await jobs.blind(desk.services, str(media.id))

    current = await session.scalar(select(MediaBlindSet).where(MediaBlindSet.media_id == media.id))
    assert (current.failure, current.attempts, current.failed_at, current.made_digest) == ("NoRoom", 0, None, None)
    assert await of_room(desk, session) == (PartState.FAILING, {"files": 1})
    await set_size(session, media.id, media.size_bytes)
    await jobs.blind(desk.services, str(media.id))
    made = await session.scalar(select(MediaBlindSet).where(MediaBlindSet.media_id == media.id).execution_options(populate_existing=True))
    assert (made.failure, made.made_digest) == (None, made.masks_digest)
