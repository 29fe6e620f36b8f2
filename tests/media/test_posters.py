"""The picture of a film: chosen by its unit, made anew, told to those who show it, and refused where it must not change."""

import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.clock import utc_now
from exemplar.core.errors import StaleVersion
from exemplar.core.events import INFO_KEY as EVENTS
from exemplar.core.events import Events
from exemplar.media import holds, jobs
from exemplar.media.engine import posters as frames
from exemplar.media.engine.ffmpeg import program
from exemplar.media.engine.findings import Finding, MediaKind
from exemplar.media.engine.formats import MP4
from exemplar.media.errors import MediaHeld, MediaNotFound, MediaWrongState
from exemplar.media.events import MediaImproved
from exemplar.media.models import MediaDerivative, MediaFile, MediaPrint
from exemplar.media.posters import PosterService
from tests import samples
from tests.factories import problem, settled, sign_in_as
from tests.media.conftest import Desk, make_desk

RED, BLUE = 1_000, 3_500


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of red, then two of blue."""
    path = tmp_path_factory.mktemp("film") / "phim.mp4"
    colours = [word for name in ("red", "blue") for word in ("-f", "lavfi", "-i", f"color={name}:s=320x180:r=12:d=2")]
    joined = ["-filter_complex", "[0][1]concat=n=2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    subprocess.run([program(), "-hide_banner", "-loglevel", "error", "-y", *colours, *joined, str(path)], check=True)
    return path


def is_red(colour: str | None) -> bool:
    assert colour is not None
    return int(colour[1:3], 16) > int(colour[5:7], 16)


def finding(at_ms: int | None) -> Finding:
    return Finding(MediaKind.VIDEO, "mp4", "video/mp4", 320, 180, 4_000, poster_at_ms=at_ms)


def test_the_chosen_moment_is_drawn_and_the_prints_stay_as_they_are(film: Path, folder: Path):
    red = frames.derive(film, MP4, finding(RED), folder)
    blue = frames.derive(film, MP4, finding(BLUE), folder)

    assert (is_red(red.average_colour), is_red(blue.average_colour)) == (True, False)
    assert red.prints == blue.prints == {}
    assert [made.name for made in red.files] == [made.name for made in frames.derive(film, MP4, finding(None), folder).files]


async def ready(desk: Desk, film: Path) -> MediaFile:
    media = await desk.hand_in(film)
    await jobs.improve(desk.services, str(media.id))
    return await fresh(desk, media)


async def fresh(desk: Desk, media: MediaFile) -> MediaFile:
    async with desk.services.session_maker() as session:
        return await session.get_one(MediaFile, media.id)


async def choose(desk: Desk, media: MediaFile, at_ms: int | None, **changes: int) -> None:
    async with desk.services.session_maker() as session:
        service = PosterService(session, desk.services.settings.media, utc_now)
        await service.choose(desk.actor, media.id, at_ms, changes.get("version", media.version))
        await settled(session)


async def test_the_film_gets_the_picture_that_was_chosen_and_the_world_is_told(desk: Desk, session: AsyncSession, film: Path):
    media = await ready(desk, film)
    prints = len((await session.scalars(select(MediaPrint).where(MediaPrint.media_id == media.id))).all())
    facts: list[object] = []

    async def note(_: AsyncSession, fact: object) -> None:
        facts.append(fact)

    desk.services.session_maker.kw["info"] = {EVENTS: Events([(MediaImproved, note)])}
    for at_ms, expected in ((BLUE, False), (RED, True)):
        await choose(desk, media, at_ms)
        chosen = await fresh(desk, media)
        assert (chosen.state, chosen.version, chosen.percent < 100) == ("ready", media.version + 1, True)

        await jobs.improve(desk.services, str(media.id))
        media = await fresh(desk, media)
        assert (is_red(media.average_colour), media.percent, media.step) == (expected, 100, None)
        row = await session.scalar(
            select(MediaDerivative.object_key).where(MediaDerivative.media_id == media.id, MediaDerivative.name == "w320.webp")
        )
        assert await desk.services.storage.stat(row)
    assert facts == [MediaImproved(media.id, desk.unit_id)] * 2
    assert len((await session.scalars(select(MediaPrint).where(MediaPrint.media_id == media.id))).all()) == prints


async def test_a_second_choice_waits_until_the_first_is_made(desk: Desk, film: Path):
    media = await ready(desk, film)
    await choose(desk, media, RED)

    with pytest.raises(MediaWrongState):
        await choose(desk, await fresh(desk, media), BLUE)


async def test_a_moment_beyond_the_end_is_the_last_one_and_none_is_the_best_of_ten(desk: Desk, film: Path):
    media = await ready(desk, film)
    await choose(desk, media, 10**9)
    assert (await fresh(desk, media)).finding["poster_at_ms"] == (media.duration_ms or 0) - 100
    await jobs.improve(desk.services, str(media.id))

    await choose(desk, await fresh(desk, media), None)
    await jobs.improve(desk.services, str(media.id))
    assert ((await fresh(desk, media)).finding["poster_at_ms"], (await fresh(desk, media)).percent) == (None, 100)


async def test_who_may_not_and_what_cannot_be_chosen(desk: Desk, session: AsyncSession, film: Path, tmp_path: Path):
    media = await ready(desk, film)
    picture = await desk.hand_in(samples.picture(tmp_path / "a.png"), "fingerprint-2")
    stranger = await make_desk(desk.services, session)

    with pytest.raises(StaleVersion):
        await choose(desk, media, RED, version=media.version + 1)
    with pytest.raises(MediaWrongState):
        await choose(desk, picture, RED)
    with pytest.raises(MediaNotFound):
        await choose(replace(desk, actor=stranger.actor), media, RED)

    async def held(_: AsyncSession, media_id: object) -> bool:
        return media_id == media.id

    desk.services.session_maker.kw["info"] = {**desk.services.session_maker.kw["info"], holds.INFO_KEY: holds.Holds([held])}
    with pytest.raises(MediaHeld):
        await choose(desk, media, RED)


async def test_over_http(client, desk: Desk, session: AsyncSession, film: Path):
    await sign_in_as(client, session, desk.actor.account_id)
    media = await ready(desk, film)
    address = f"/media/{media.id}/poster"

    answer = await client.put(address, json={"at_ms": RED, "version": media.version})

    assert (answer.status_code, answer.json()["poster_at_ms"], answer.json()["version"]) == (200, RED, media.version + 1)
    assert (await client.put(address, json={"at_ms": -1, "version": 1})).status_code == 422
    assert problem(await client.put(f"/media/{uuid4()}/poster", json={"at_ms": 0, "version": 1}))[:2] == (404, "media_not_found")
