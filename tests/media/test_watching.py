"""Word of changes: it comes by itself, only to those whose files they are, and after a lost line everything is told again."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.core.database import transaction
from exemplar.core.models import new_id
from exemplar.media.errors import MediaNotFound
from exemplar.media.models import MediaFile
from exemplar.media.watching import Standing, WatchingService
from exemplar.media.watching_line import MAX_OF_ONE, Line, TooManyWatchers, Watcher
from exemplar.media.workflow import MediaState
from tests.factories import problem, sign_in_as
from tests.media.conftest import Desk, make_desk

PATIENCE_SECONDS = 10


@pytest.fixture
async def line(own_services: wiring.Services) -> AsyncIterator[Line]:
    """The line to the database of this test's own."""
    line = Line(own_services.settings.database.database_url)
    yield line
    line.close()


@pytest.fixture
async def desk(own_services: wiring.Services) -> Desk:
    """A contributor whose unit is really there."""
    async with transaction(own_services.session_maker) as session:
        return await make_desk(own_services, session)


async def arrived(desk: Desk) -> UUID:
    """Return a file that is being worked on."""
    media_id = new_id()
    async with transaction(desk.services.session_maker) as session:
        session.add(
            MediaFile(
                id=media_id,
                unit_id=desk.unit_id,
                uploaded_by=desk.actor.account_id,
                state=MediaState.PROCESSING,
                file_name="phim.mp4",
                declared_type="video/mp4",
                size_bytes=1,
                fingerprint=f"mark-{media_id}",
                object_key=f"originals/{media_id}",
                part_size_bytes=1,
                received_at=text("now()"),
            )
        )
    return media_id


async def write(desk: Desk, media_id: UUID, **values: object) -> None:
    words = ", ".join(f"{name} = :{name}" for name in values)
    async with transaction(desk.services.session_maker) as session:
        await session.execute(text(f"UPDATE media_file SET {words} WHERE id = :id"), {**values, "id": media_id})


class Stream:
    """What one reader is told."""

    def __init__(self, desk: Desk, line: Line, ids: list[UUID], heart_beat_seconds: float = 20.0, is_gone: bool = False) -> None:
        async def look_again() -> Actor | None:
            return None if is_gone else desk.actor

        watching = WatchingService(desk.services.session_maker, line, heart_beat_seconds)
        self._told = watching.follow(desk.actor, look_again, ids)

    async def next(self) -> Standing | None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await anext(self._told)

    async def told(self) -> tuple[str, str | None, int]:
        standing = await self.next()
        assert standing is not None
        return standing.state.value, standing.step, standing.percent

    async def ends(self) -> bool:
        try:
            await self.next()
        except StopAsyncIteration:
            return True
        return False


async def test_the_stream_says_where_the_file_stands_and_then_each_change(desk, line):
    media_id = await arrived(desk)
    stream = Stream(desk, line, [media_id])

    assert await stream.told() == ("processing", None, 0)
    await write(desk, media_id, step="ladder", percent=40)
    assert await stream.told() == ("processing", "ladder", 40)
    await write(desk, media_id, percent=41)
    assert await stream.told() == ("processing", "ladder", 41)
    await write(desk, media_id, failed_at=None, step=None, percent=41, state="refused", refusal_code="media_broken")
    assert await stream.told() == ("refused", None, 41)
    assert await stream.ends()


async def test_what_does_not_change_how_far_a_file_is_wakes_nobody(desk, line):
    media_id = await arrived(desk)
    stream = Stream(desk, line, [media_id], heart_beat_seconds=0.6)
    await stream.told()

    await write(desk, media_id, blurhash="L")

    assert await stream.next() is None


async def test_what_was_said_while_the_line_was_down_is_told_once_it_is_back(desk, line, own_services):
    media_id = await arrived(desk)
    stream = Stream(desk, line, [media_id])
    await stream.told()
    waiting = asyncio.create_task(stream.told())
    await asyncio.sleep(0.5)

    admin = await asyncpg.connect(own_services.settings.database.database_url)
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'exemplar listening'"
    assert await admin.fetchval(f"{cut} AND datname = current_database()") == 1
    # Nobody listens at this moment.
    await admin.execute("UPDATE media_file SET percent = 77 WHERE id = $1", media_id)
    await admin.close()

    assert await waiting == ("processing", None, 77)


async def test_one_connection_listens_however_many_watch(desk, line, own_services):
    ids = [await arrived(desk) for _ in range(3)]
    streams = [Stream(desk, line, [media_id]) for media_id in ids for _ in range(4)]
    await asyncio.gather(*(stream.told() for stream in streams))
    await asyncio.sleep(0.5)

    asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'exemplar listening' AND datname = current_database()"
    async with own_services.session_maker() as session:
        assert await session.scalar(text(asked)) == 1
    await write(desk, ids[1], percent=5)
    assert [await stream.told() for stream in streams[4:8]] == [("processing", None, 5)] * 4


async def test_nobody_is_told_of_files_of_other_units(desk, line, own_services):
    async with transaction(own_services.session_maker) as session:
        stranger = await make_desk(own_services, session)
    media_id = await arrived(desk)
    watching = WatchingService(own_services.session_maker, line)

    with pytest.raises(MediaNotFound):
        await watching.require_own(stranger.actor, [media_id, uuid4()])
    assert await Stream(stranger, line, [media_id]).ends()


async def test_a_stream_ends_soon_after_its_session(desk, line):
    stream = Stream(desk, line, [await arrived(desk)], heart_beat_seconds=0.2, is_gone=True)
    await stream.told()

    assert await stream.next() is None
    assert await stream.ends()


async def test_closing_the_line_ends_every_stream_at_once_and_takes_no_more(desk, line):
    media_id = await arrived(desk)
    stream = Stream(desk, line, [media_id])
    await stream.told()
    waiting = asyncio.create_task(stream.next())
    await asyncio.sleep(0.1)

    line.close()

    async with asyncio.timeout(1):
        # The last beat, then the end.
        assert await waiting is None
    assert await stream.ends()
    with pytest.raises(TooManyWatchers):
        await WatchingService(desk.services.session_maker, line).require_own(desk.actor, [media_id])
    with pytest.raises(TooManyWatchers):
        await Stream(desk, line, [media_id]).next()


async def test_a_watcher_keeps_no_more_than_the_files_it_watches():
    mine, other = uuid4(), uuid4()
    watcher = Watcher(uuid4(), [mine])

    for _ in range(1_000):
        watcher.note([mine, other])

    assert await watcher.changed(1) == {mine}
    assert await watcher.changed(0.01) == set()


def standing(state: MediaState, step: str | None = None, percent: int = 0, has_failed: bool = False) -> Standing:
    return Standing(uuid4(), uuid4(), state, step, percent, has_failed, 1)


@pytest.mark.parametrize(
    ("expected", "seen"),
    [
        (True, standing(MediaState.RECEIVED)),
        (True, standing(MediaState.PROCESSING, "play", 20)),
        (True, standing(MediaState.READY, "ladder", 50)),
        (True, standing(MediaState.READY, None, 35)),
        (False, standing(MediaState.READY, None, 100)),
        (False, standing(MediaState.READY)),
        (False, standing(MediaState.PROCESSING, "play", 20, has_failed=True)),
        (False, standing(MediaState.REFUSED, None, 20)),
        (False, standing(MediaState.UPLOADING)),
    ],
)
def test_what_is_still_to_come_by_itself(expected, seen):
    assert seen.is_under_way is expected


async def test_over_http_a_stranger_learns_nothing_and_a_wrong_question_is_refused(client: httpx.AsyncClient, session, services):
    here = await make_desk(services, session)
    await sign_in_as(client, session, here.actor.account_id)

    answer = await client.get("/media/events", params={"ids": str(uuid4())})
    assert problem(answer)[:2] == (404, "media_not_found")
    assert (await client.get("/media/events", params={"ids": "none"})).status_code in {400, 404, 422}
    assert (await client.get("/media/events")).status_code in {400, 422}


async def test_over_http_what_is_over_is_told_and_the_stream_ends(client: httpx.AsyncClient, session, services):
    here = await make_desk(services, session)
    await sign_in_as(client, session, here.actor.account_id)
    media_id = await arrived(here)
    await session.execute(text("UPDATE media_file SET state = 'refused', refusal_code = 'media_broken' WHERE id = :id"), {"id": media_id})

    answer = await client.get("/media/events", params={"ids": str(media_id)}, headers={"accept-encoding": "gzip"})

    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
    assert "content-encoding" not in answer.headers
    lines = answer.text.splitlines()
    told = json.loads(next(line for line in lines if line.startswith("data: {")).removeprefix("data: "))
    assert (told["id"], told["state"], told["has_failed"]) == (str(media_id), "refused", False)
    assert "event: over" in lines


async def test_one_person_leaves_room_for_others(line):
    who = uuid4()
    with contextlib.ExitStack() as pages:
        for _ in range(MAX_OF_ONE):
            pages.enter_context(line.watch(who, [uuid4()]))

        with pytest.raises(TooManyWatchers):
            line.require_place(who)
        line.require_place(uuid4())
    line.require_place(who)
