"""The work on a file: going on where it was, giving up and being asked again, whose turn it is, and what can be watched."""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.events import INFO_KEY as EVENTS
from exemplar.core.events import Events
from exemplar.media import jobs
from exemplar.media.engine import recipe
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Finding, MediaKind
from exemplar.media.events import MediaImproved, MediaReady
from exemplar.media.limits import engine_limits
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.processing import ProcessingService
from exemplar.media.queueing import charge_for_length, take_turn
from exemplar.media.sweeping import SweepService
from exemplar.media.workflow import MediaState
from tests import office, samples
from tests.factories import everywhere, in_unit, make_actor, make_unit, problem, settled, sign_in_as
from tests.media.conftest import Desk, in_this_process, make_desk

FILM_STEPS = ["poster", "film_sound", "play", "ladder", "sprite"]
JOBS = text(
    """
    SELECT task_name, lock, priority, scheduled_at IS NULL FROM procrastinate_jobs WHERE args->>'media_id' = :id ORDER BY id
    """
)

Run = Callable[[bytes, Path, float], Awaitable[tuple[int, bytes]]]


def worker(services: wiring.Services, run: Run) -> ProcessingService:
    settings = services.settings.media
    return ProcessingService(services.session_maker, services.storage, Engine(engine_limits(settings), run), settings, utc_now)


async def arrived(desk: Desk, path: Path, fingerprint: str = "fingerprint-1") -> UUID:
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path, fingerprint))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)
    return ticket.media.id


async def fresh(session: AsyncSession, media_id: UUID) -> MediaFile:
    return await session.get_one(MediaFile, media_id, populate_existing=True)


async def names_of(session: AsyncSession, media_id: UUID) -> set[str]:
    return set(await session.scalars(select(MediaDerivative.name).where(MediaDerivative.media_id == media_id)))


def dying_at(step: str | None, begun: list[str] | None = None) -> Run:
    """Return an engine whose child is killed when it comes to ``step``; ``begun`` notes what was begun."""

    async def run(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        name = json.loads(task).get("step", "begin")
        if begun is not None:
            begun.append(name)
        return (-signal.SIGKILL, b"") if name == step else await in_this_process(task, folder, wall_seconds)

    return run


async def run_all(service: ProcessingService, media_id: UUID) -> None:
    """Do what the jobs of a film do, one after the other."""
    await service.look(media_id)
    await service.make(media_id)
    await service.improve(media_id)


@pytest.mark.parametrize("place", range(6), ids=["begin", *FILM_STEPS])
async def test_a_run_killed_at_any_step_goes_on_there_and_fetches_what_it_builds_upon(
    place: int, desk: Desk, session: AsyncSession, tmp_path: Path
):
    media_id = await arrived(desk, samples.film(tmp_path / "a.mov", 1, 320, 240, "-pix_fmt", "yuv422p"))
    begun: list[str] = []
    names = ["begin", *FILM_STEPS]

    await run_all(worker(desk.services, dying_at(names[place], begun)), media_id)
    half = await fresh(session, media_id)
    state = "processing" if place <= 3 else "ready"
    assert (half.state, half.steps_done, half.failure) == (state, FILM_STEPS[: max(0, place - 1)], "EngineFailed")
    assert (half.failed_at, half.attempts, half.percent < 100) == (None, 1 if place else 2, True)
    assert [row[0] for row in (await session.execute(JOBS, {"id": str(media_id)})).all()][-1] == "media.again"
    await run_all(worker(desk.services, dying_at(None, begun)), media_id)

    media = await fresh(session, media_id)
    assert (media.state, media.percent, media.step, media.attempts, media.failure) == ("ready", 100, None, 0, None)
    assert begun == [*names[: place + 1], *names[place:]]
    await run_all(worker(desk.services, dying_at(None, begun)), media_id)
    assert len(begun) == 7, "running once more changes nothing"


async def test_a_film_is_ready_when_it_plays_and_its_ladder_comes_after_everything_else(desk: Desk, session: AsyncSession, tmp_path: Path):
    facts: list[object] = []

    async def note(_: AsyncSession, fact: object) -> None:
        facts.append(fact)

    desk.services.session_maker.kw["info"] = {EVENTS: Events([(MediaReady, note), (MediaImproved, note)])}
    media_id = await arrived(desk, samples.film(tmp_path / "a.mov", 1, 640, 480, "-pix_fmt", "yuv422p"), "fingerprint-1")
    other = await arrived(desk, samples.film(tmp_path / "b.mp4", 1), "fingerprint-2")
    service = worker(desk.services, in_this_process)
    await service.look(media_id)
    await service.make(media_id)

    media = await fresh(session, media_id)
    made = await names_of(session, media_id)
    assert (media.state, media.steps_done, media.percent, media.step) == ("ready", FILM_STEPS[:3], 35, None)
    assert {"play.mp4", "play.m4a", "w640.webp", "v480.mp4"} <= made
    assert "hls.m3u8" not in made
    assert facts == [MediaReady(media_id, desk.unit_id, "video")]
    await service.look(other)
    jobs_of = {(row[0], row[1]): row[2] for id_ in (media_id, other) for row in (await session.execute(JOBS, {"id": str(id_)})).all()}
    assert jobs_of["media.improve", "media.later.0"] < jobs_of["media.make", "media.film.0"], "first steps of others go before a ladder"

    await service.improve(media_id)

    media = await fresh(session, media_id)
    assert (media.state, media.steps_done, media.percent, media.step) == ("ready", FILM_STEPS, 100, None)
    assert {"hls.m3u8", "v240.mp4", "v360.mp4", "v480.m3u8", "sprite.webp"} <= await names_of(session, media_id)
    assert facts[1:] == [MediaImproved(media_id, desk.unit_id)] * 2


async def test_a_ladder_that_cannot_be_made_leaves_the_film_ready_and_is_the_operators(
    client: httpx.AsyncClient, desk: Desk, session: AsyncSession, tmp_path: Path
):
    async def too_heavy(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        return -signal.SIGXCPU, b""

    media_id = await arrived(desk, samples.film(tmp_path / "a.mp4", 1))
    await worker(desk.services, in_this_process).look(media_id)
    await worker(desk.services, in_this_process).make(media_id)

    await worker(desk.services, too_heavy).improve(media_id)
    await worker(desk.services, in_this_process).improve(media_id)

    media = await fresh(session, media_id)
    assert (media.state, media.failure, media.failed_at is None, media.refusal_code) == ("ready", "media_too_heavy", False, None)
    assert "play.mp4" in await names_of(session, media_id)
    assert (await desk.services.storage.stat(media.object_key)).size_bytes == media.size_bytes
    operator = await make_actor(session, everywhere(Role.ADMIN))
    await settled(session)
    await sign_in_as(client, session, operator.account_id)
    assert [item["failure"] for item in (await client.get("/media/failed")).json()] == ["media_too_heavy"]
    assert (await client.post(f"/media/{media_id}/retry")).status_code == 200
    await jobs.again(desk.services, str(media_id))
    assert (await session.execute(JOBS, {"id": str(media_id)})).all()[-1][0] == "media.improve"
    await worker(desk.services, in_this_process).improve(media_id)
    assert (await fresh(session, media_id)).percent == 100


async def lose_jobs(session: AsyncSession) -> None:
    await session.execute(text("DELETE FROM procrastinate_jobs"))
    await session.commit()


async def test_a_ladder_that_kills_its_worker_is_given_up_and_one_that_got_lost_is_asked_for_again(
    desk: Desk, session: AsyncSession, tmp_path: Path
):
    media_id = await arrived(desk, samples.film(tmp_path / "a.mp4", 1))
    await worker(desk.services, in_this_process).look(media_id)
    await worker(desk.services, in_this_process).make(media_id)
    count = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'media.again' AND args->>'media_id' = :id"
    sweep = SweepService(desk.services.session_maker, desk.services.storage, lambda: utc_now() + timedelta(hours=7))

    await lose_jobs(session)
    await sweep.sweep()
    assert await session.scalar(text(count), {"id": str(media_id)}) == 1
    await lose_jobs(session)
    await session.execute(text("UPDATE media_file SET attempts = 6 WHERE id = :id"), {"id": media_id})
    await session.commit()
    await worker(desk.services, in_this_process).improve(media_id)
    given_up = await fresh(session, media_id)
    assert (given_up.state, given_up.failure, given_up.failed_at is None) == ("ready", "WorkerDied", False)
    await sweep.sweep()
    assert await session.scalar(text(count), {"id": str(media_id)}) == 0, "nobody is at it until the operator asks"


async def test_what_keeps_failing_is_tried_later_and_later_then_given_up_until_the_operator_asks(
    client: httpx.AsyncClient, desk: Desk, session: AsyncSession, tmp_path: Path
):
    media_id = await arrived(desk, samples.picture(tmp_path / "a.png"))

    async def broken(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        return 1, b""

    for _ in range(desk.services.settings.media.max_attempts + 2):
        await worker(desk.services, broken).look(media_id)

    given_up = await fresh(session, media_id)
    assert (given_up.state, given_up.attempts, given_up.failure) == ("processing", 6, "EngineFailed")
    assert given_up.failed_at is not None
    asked = (await session.execute(JOBS, {"id": str(media_id)})).all()
    assert [row[0] for row in asked] == ["media.process", *["media.again"] * 5]
    assert all(row[1] is None for row in asked[1:]), "waiting for another try keeps nobody waiting"

    operator = await make_actor(session, everywhere(Role.ADMIN))
    await settled(session)
    await sign_in_as(client, session, desk.actor.account_id)
    assert problem(await client.get("/media/failed"))[0] == 403
    assert problem(await client.post(f"/media/{media_id}/retry"))[0] == 403
    await sign_in_as(client, session, operator.account_id)
    listed = (await client.get("/media/failed")).json()
    assert [(item["id"], item["failure"], item["step"]) for item in listed] == [(str(media_id), "EngineFailed", None)]
    assert (await client.post(f"/media/{media_id}/retry")).json()["failed_at"] is None
    assert problem(await client.post(f"/media/{media_id}/retry"))[:2] == (409, "media_wrong_state")

    await jobs.again(desk.services, str(media_id))
    await jobs.process(desk.services, str(media_id))
    assert (await fresh(session, media_id)).state is MediaState.READY
    assert (await client.get("/media/failed")).json() == []


async def test_a_file_that_kills_its_worker_again_and_again_is_given_up(desk: Desk, session: AsyncSession, tmp_path: Path):
    media_id = await arrived(desk, samples.picture(tmp_path / "a.png"))
    await session.execute(text("UPDATE media_file SET state = 'processing', attempts = 6 WHERE id = :id"), {"id": media_id})
    await session.commit()

    await jobs.process(desk.services, str(media_id))

    media = await fresh(session, media_id)
    assert (media.failed_at is not None, media.failure, media.state) == (True, "WorkerDied", "processing")


async def test_units_take_turns_whatever_order_their_files_came_in(desk: Desk, session: AsyncSession, tmp_path: Path):
    other = Desk(desk.services, desk.actor, (await make_unit(session, "OTHER")).id)
    other.actor = await make_actor(session, in_unit(Role.CONTRIBUTOR, other.unit_id))
    await settled(session)
    path = samples.picture(tmp_path / "a.png")
    many = [await arrived(desk, path, f"fingerprint-{number}") for number in range(4)]
    await jobs.process(desk.services, str(many[0]))

    one = await arrived(other, path)

    turns = [(await fresh(session, media_id)).queue_tag for media_id in [*many, one]]
    first = turns[0]
    assert [turn - first for turn in turns] == [0, 1, 2, 3, 1], "the one comes beside the second of the many"
    queued = [(await session.execute(JOBS, {"id": str(media_id)})).one() for media_id in [*many, one]]
    assert [row[2] for row in queued] == [-turn for turn in turns]
    assert {row[1] for row in queued} <= {f"media.look.{lane}" for lane in range(4)}


async def test_a_large_file_counts_for_several(session: AsyncSession, desk: Desk, tmp_path: Path):
    media = await fresh(session, await arrived(desk, samples.picture(tmp_path / "a.png")))
    before = media.queue_tag
    media.size_bytes = 20 * 1024**3

    await take_turn(session, media)

    assert media.queue_tag == before + 1 + 80


def test_a_small_film_of_hours_counts_for_several():
    film = MediaFile(queue_tag=7, duration_ms=4 * 3_600_000)

    charge_for_length(film)

    assert film.queue_tag == 7 + 8


@pytest.mark.parametrize("step", ["pages", "office_copy"])
async def test_a_photograph_of_another_unit_is_ready_while_a_long_document_is_still_being_made(
    step: str, desk: Desk, session: AsyncSession, tmp_path: Path
):
    other = await make_desk(desk.services, session)
    make = {"pages": lambda: samples.pdf(tmp_path / "a.pdf"), "office_copy": lambda: office.docx(tmp_path / "a.docx")}[step]
    document = await arrived(desk, make())
    photograph = await arrived(other, samples.picture(tmp_path / "a.png"))
    begun, let_go = asyncio.Event(), asyncio.Event()
    order: list[str] = []

    async def long(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        if json.loads(task).get("step") == step:
            begun.set()
            # Whoever waits for this document would wait for ever: then it goes on, and comes first.
            with suppress(TimeoutError):
                await asyncio.wait_for(let_go.wait(), 30)
        return await in_this_process(task, folder, wall_seconds)

    async def finished(media_id: UUID) -> None:
        service = worker(desk.services, long)
        await service.look(media_id)
        await service.make(media_id)
        order.append((await fresh(session, media_id)).kind)
        let_go.set()

    making = asyncio.create_task(finished(document))
    await asyncio.wait_for(begun.wait(), 60)
    await finished(photograph)
    await making

    assert order == ["image", "document"]
    assert [(await fresh(session, media_id)).state for media_id in (document, photograph)] == ["ready", "ready"]
    locks = {row[1].rsplit(".", 1)[0] for row in (await session.execute(JOBS, {"id": str(document)})).all()}
    assert locks == {"media.look", "media.paper"}, "nor does its job keep a photograph's waiting"


async def test_documents_films_and_sounds_wait_in_lanes_of_their_own(desk: Desk, session: AsyncSession, tmp_path: Path):
    film = await arrived(desk, samples.film(tmp_path / "a.mp4", 1), "fingerprint-film")
    sound = await arrived(desk, samples.sound(tmp_path / "a.mp3", 1), "fingerprint-sound")
    paper = await arrived(desk, samples.pdf(tmp_path / "a.pdf", 1), "fingerprint-paper")

    for media_id in (film, sound, paper):
        await jobs.process(desk.services, str(media_id))

    lanes = [(await session.execute(JOBS, {"id": str(media_id)})).all()[-1][:2] for media_id in (film, sound, paper)]
    assert lanes[0] == ("media.make", "media.film.0")
    assert lanes[1][0] == "media.make"
    assert lanes[1][1] in {"media.sound.0", "media.sound.1"}
    assert lanes[2][0] == "media.make"
    assert lanes[2][1] in {"media.paper.0", "media.paper.1"}
    assert ((await fresh(session, film)).kind, (await fresh(session, film)).state) == ("video", "processing")


def test_every_kind_has_its_steps_and_their_shares_add_up():
    film = Finding(MediaKind.VIDEO, "mp4", "video/mp4", 640, 360, 1000, has_sound=True)
    mute = Finding(MediaKind.VIDEO, "mp4", "video/mp4", 640, 360, 1000)
    steps = recipe.steps_of(film)

    assert [step.name for step in steps] == FILM_STEPS
    assert [step.name for step in recipe.steps_of(mute)] == ["poster", "play", "ladder", "sprite"]
    assert [recipe.steps_of(Finding(MediaKind.DOCUMENT, name, ""))[0].name for name in ("pdf", "docx", "srt", "vtt")] == [
        "pages",
        "office_copy",
        "captions",
        "captions",
    ]
    assert recipe.percent(steps, frozenset(), "poster", 0.0) == 0
    assert recipe.percent(steps, frozenset({"poster", "film_sound", "play"}), "ladder", 0.5) == 65
    assert recipe.percent(steps, frozenset(FILM_STEPS)) == 100


async def test_a_film_plays_in_rungs_through_our_addresses(client: httpx.AsyncClient, desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.film(tmp_path / "a.mp4", 9, 640, 480))
    await sign_in_as(client, session, desk.actor.account_id)
    folder = f"/media/{media.id}/files"

    master = await client.get(f"{folder}/hls.m3u8")

    assert master.headers["content-type"].startswith("application/vnd.apple.mpegurl")
    assert (master.headers["cache-control"], master.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert [line for line in master.text.splitlines() if not line.startswith("#")] == ["v240.m3u8", "v360.m3u8", "v480.m3u8"]
    assert 'URI="sound.m3u8"' in master.text
    assert "RESOLUTION=320x240" in master.text
    assert "X-Amz" not in master.text
    rungs = [(await client.get(f"{folder}/{name}.m3u8")).text for name in ("v240", "v480", "sound")]
    lengths = [[line for line in rung.splitlines() if line.startswith("#EXTINF")] for rung in rungs[:2]]
    assert lengths[0] == lengths[1] == ["#EXTINF:4.000000,", "#EXTINF:4.000000,", "#EXTINF:1.000000,"]
    size, start = rungs[0].split("#EXT-X-BYTERANGE:")[2].split("\n")[0].split("@")
    link = (await client.get(f"{folder}/v240.mp4")).headers["location"]
    async with httpx.AsyncClient() as browser:
        piece = await browser.get(link, headers={"range": f"bytes={start}-{int(start) + int(size) - 1}"})
    assert (piece.status_code, len(piece.content)) == (206, int(size))
    assert piece.content[4:8] in {b"moof", b"styp", b"sidx"}
    assert (await client.get(f"{folder}/sprite.vtt")).text.startswith(
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nsprite.webp#xywh=0,0,160,120"
    )

    await sign_in_as(client, session, (await make_actor(session, in_unit(Role.LEAD, (await make_unit(session, "FAR")).id))).account_id)
    assert problem(await client.get(f"{folder}/hls.m3u8"))[:2] == (404, "media_not_found")


async def test_the_point_to_keep_in_view_is_the_units_to_set(client: httpx.AsyncClient, desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    await sign_in_as(client, session, desk.actor.account_id)
    address = f"/media/{media.id}/focal-point"
    seen = (await client.get(f"/media/{media.id}")).json()
    assert (seen["focal_point"], seen["progress"]) == ({"x": 500, "y": 500}, {"step": None, "percent": 100, "has_failed": False})

    aimed = await client.put(address, json={"x": 120, "y": 900, "version": seen["version"]})

    assert (aimed.status_code, aimed.json()["focal_point"], aimed.json()["version"]) == (200, {"x": 120, "y": 900}, seen["version"] + 1)
    assert problem(await client.put(address, json={"x": 1, "y": 1, "version": seen["version"]}))[0] == 409
    assert problem(await client.put(address, json={"x": 1001, "y": -1, "version": 1}))[0] == 422
    stranger = await make_actor(session, in_unit(Role.LEAD, (await make_unit(session, "FAR")).id))
    await settled(session)
    await sign_in_as(client, session, stranger.account_id)
    assert problem(await client.put(address, json={"x": 1, "y": 1, "version": 1}))[:2] == (404, "media_not_found")
