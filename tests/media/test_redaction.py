"""From masks to what a jury gets: rows, jobs, readers, and what happens when masks change while a set is made."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.settings import MediaSettings
from exemplar.media import blind_sets, jobs
from exemplar.media.blind_making import BlindService
from exemplar.media.editions import Edition
from exemplar.media.engine.blind_terms import Term, TermKind
from exemplar.media.engine.child import Engine, EngineFailed
from exemplar.media.errors import MaskInvalid, MaskNotFound, MediaNotFound
from exemplar.media.grants import INFO_KEY, ReadGrants
from exemplar.media.limits import engine_limits
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaBlindSet, MediaDerivative, MediaFile, MediaMask, MediaTrack
from exemplar.media.redaction import BlindState, MaskService, NewMask
from exemplar.media.redaction_scanning import FileScanner, Spot
from exemplar.media.track_words import TrackKind, TrackSource
from tests import office, samples
from tests.factories import in_campaign, make_actor, problem, settled, sign_in_as
from tests.media import redacted
from tests.media.conftest import Desk, in_this_process

BOX = [100, 100, 300, 300]
REGION = NewMask(MaskKind.REGION, boxes=[BOX])


def grant(services: wiring.Services, edition: Edition | None) -> None:
    """Let everybody but the unit open every file in this edition, the original included."""

    async def all_of_it(_: AsyncSession, actor: Actor | None, media_id: UUID, name: str) -> Edition | None:
        return edition

    services.session_maker.kw["info"] = {**services.session_maker.kw["info"], INFO_KEY: ReadGrants([all_of_it])}


async def add(services: wiring.Services, desk: Desk, media_id: UUID, mask: NewMask) -> UUID:
    """Mask something, committed."""
    async with services.session_maker() as session, session.begin():
        return (await MaskService(session).add(desk.actor.account_id, media_id, mask)).id


async def remove(services: wiring.Services, desk: Desk, mask_id: UUID) -> None:
    """Take a mask away, committed."""
    async with services.session_maker() as session, session.begin():
        await MaskService(session).remove(desk.actor.account_id, mask_id)


async def state(services: wiring.Services, media_id: UUID) -> BlindState:
    async with services.session_maker() as session:
        return (await MaskService(session).of([media_id]))[media_id].state


async def opened(client: httpx.AsyncClient, browser: httpx.AsyncClient, media_id: UUID, name: str, tail: str = "") -> bytes | None:
    """Return what a reader gets under a name, or nothing."""
    answer = await client.get(f"/media/{media_id}/files/{name}{tail}")
    if answer.status_code == 404:
        return None
    if answer.status_code == 200:
        return answer.content
    return (await browser.get(answer.headers["location"])).content


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """What follows a link to the object store."""
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
async def juror(client: httpx.AsyncClient, services: wiring.Services, session: AsyncSession) -> Actor:
    """Somebody signed in who may open the blind edition of everything."""
    actor = await make_actor(session, in_campaign(Role.JUROR, uuid4()))
    await settled(session)
    await sign_in_as(client, session, actor.account_id)
    grant(services, Edition.BLIND)
    return actor


async def names_of(services: wiring.Services, media_id: UUID, edition: Edition) -> set[str]:
    async with services.session_maker() as session:
        query = select(MediaDerivative.name).where(MediaDerivative.media_id == media_id, MediaDerivative.edition == edition)
        return set(await session.scalars(query))


async def test_a_juror_gets_the_plain_set_then_nothing_then_the_blind_set_and_the_plain_one_again(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, services: wiring.Services, desk: Desk, juror: Actor, tmp_path: Path
):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png", 800, 600))
    plain = {name: await opened(client, browser, media.id, name) for name in await names_of(services, media.id, Edition.PLAIN)}
    assert len(plain) == 6
    assert None not in plain.values()

    mask_id = await add(services, desk, media.id, REGION)
    assert await state(services, media.id) is BlindState.PREPARING
    assert {await opened(client, browser, media.id, name) for name in plain} == {None}

    await jobs.blind(services, str(media.id))
    assert await state(services, media.id) is BlindState.READY
    for name, before in plain.items():
        got = await opened(client, browser, media.id, name)
        assert got not in {None, before}
        (tmp_path / name).write_bytes(got or b"")
        assert redacted.inside(redacted.pyvips.Image.new_from_file(str(tmp_path / name))[0:3], BOX).max() <= 12
    assert await opened(client, browser, media.id, "original") is None

    await remove(services, desk, mask_id)
    assert {name: await opened(client, browser, media.id, name) for name in plain} == plain
    assert await names_of(services, media.id, Edition.BLIND) == set()


async def test_whatever_name_a_juror_asks_for_of_a_masked_film_is_blind_or_nothing(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, services: wiring.Services, desk: Desk, juror: Actor, tmp_path: Path
):
    film = await desk.hand_in(samples.film(tmp_path / "a.mp4", 2))
    await jobs.improve(services, str(film.id))
    plain = {name: await opened(client, browser, film.id, name) for name in await names_of(services, film.id, Edition.PLAIN)}
    assert {"hls.m3u8", "sprite.webp", "sprite.vtt", "play.mp4", "sound.m3u8"} <= set(plain)
    mask = NewMask(MaskKind.SOUND, start_ms=500, end_ms=1500)

    await add(services, desk, film.id, mask)
    assert {await opened(client, browser, film.id, name) for name in plain} == {None}
    waiting = (await client.get(f"/media/{film.id}/playback")).json()
    assert (waiting["waveform"], waiting["blurhash"], waiting["average_colour"]) == (None, None, None), "looks say as much as the film"
    await jobs.blind(services, str(film.id))

    blind = {"play.mp4", "play.m4a", *(f"w{width}.{kind}" for width in (320, 640, 1280) for kind in ("avif", "webp"))}
    for name in {*plain, "original", "document", "../w320.webp"}:
        got = await opened(client, browser, film.id, name)
        assert (got is not None) == (name in blind), name
        assert got is None or name.startswith("w") or got != plain[name]
    playback = (await client.get(f"/media/{film.id}/playback")).json()
    assert set(playback["names"]) == blind
    assert max(playback["waveform"][250:550]) == 0
    (tmp_path / "seen.mp4").write_bytes(await opened(client, browser, film.id, "play.mp4") or b"")
    assert redacted.loudness(tmp_path / "seen.mp4", 0.5, 0.95) <= -85


async def test_the_unit_and_those_in_charge_get_the_plain_set_and_may_ask_for_the_blind_one(
    client: httpx.AsyncClient,
    browser: httpx.AsyncClient,
    services: wiring.Services,
    desk: Desk,
    session: AsyncSession,
    juror: Actor,
    tmp_path: Path,
):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png", 800, 600))
    plain = await opened(client, browser, media.id, "w640.webp")
    await add(services, desk, media.id, REGION)
    await jobs.blind(services, str(media.id))
    blind = await opened(client, browser, media.id, "w640.webp")

    assert await opened(client, browser, media.id, "w640.webp", "?edition=plain") == blind != plain
    for edition, actor in ((None, desk.actor), (Edition.PLAIN, juror)):
        grant(services, edition)
        await sign_in_as(client, session, actor.account_id)
        assert await opened(client, browser, media.id, "w640.webp") == plain
        assert await opened(client, browser, media.id, "w640.webp", "?edition=blind") == blind
    assert problem(await client.get(f"/media/{media.id}/files/w640.webp?edition=black"))[0] == 422


async def test_a_paper_whose_name_is_masked_says_it_nowhere(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, services: wiring.Services, desk: Desk, juror: Actor, tmp_path: Path
):
    paper = await desk.hand_in(redacted.paper(tmp_path / "a.pdf", "Chị Lò Thị Mai Hương viết.", "Kết quả tốt."))
    scanner = FileScanner(services.session_maker, services.storage, Engine(engine_limits(MediaSettings())))
    (hit,) = await scanner.scan(paper, [Term(TermKind.AUTHOR, redacted.NAME)])
    assert (hit.spot, hit.page, hit.words, hit.before) == (Spot.PAGE, 1, redacted.NAME, "Chị")

    await add(services, desk, paper.id, NewMask(MaskKind.TEXT, hit.page, [list(box) for box in hit.boxes], words=hit.words))
    await jobs.blind(services, str(paper.id))

    (tmp_path / "seen.pdf").write_bytes(await opened(client, browser, paper.id, "document") or b"")
    assert redacted.words_of(tmp_path / "seen.pdf").strip() == ""
    for box in hit.boxes:
        assert redacted.inside(redacted.page_of(tmp_path / "seen.pdf"), box).max() <= 12


async def test_of_an_office_file_a_juror_gets_the_pages_and_the_unit_the_file(
    client: httpx.AsyncClient,
    browser: httpx.AsyncClient,
    services: wiring.Services,
    desk: Desk,
    session: AsyncSession,
    juror: Actor,
    tmp_path: Path,
):
    media = await desk.hand_in(office.docx(tmp_path / "a.docx"))
    made = await names_of(services, media.id, Edition.PLAIN)
    assert {"document.docx", "document.pdf", "page1.webp"} <= made

    assert await opened(client, browser, media.id, "document.docx") is None
    assert (await opened(client, browser, media.id, "document") or b"").startswith(b"%PDF-")
    assert (await client.get(f"/media/{media.id}/playback")).json()["names"] == sorted(made - {"document.docx"})
    await sign_in_as(client, session, desk.actor.account_id)
    assert await opened(client, browser, media.id, "document.docx", "?edition=blind") is None
    for name in ("document.docx", "document"):
        assert (await opened(client, browser, media.id, name) or b"").startswith(b"PK")


async def without_pages(services: wiring.Services, desk: Desk, tmp_path: Path) -> MediaFile:
    """Return an office file as it is where LibreOffice is not installed: a copy to download, and nothing to look at."""
    media = await desk.hand_in(office.docx(tmp_path / "a.docx"))
    async with services.session_maker() as session, session.begin():
        query = text("DELETE FROM media_derivative WHERE media_id = :id AND name <> 'document.docx'")
        await session.execute(query, {"id": media.id})
    return media


async def test_an_office_file_without_pages_is_nothing_to_a_juror_masked_or_not(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, services: wiring.Services, desk: Desk, juror: Actor, tmp_path: Path
):
    paper = await without_pages(services, desk, tmp_path)
    scanner = FileScanner(services.session_maker, services.storage, Engine(engine_limits(MediaSettings()), in_this_process))
    assert [hit.spot for hit in await scanner.scan(paper, [])] == [Spot.UNREAD]
    asked = ("document", "document.docx", "document.pdf", "page1.webp", "w320.webp")

    assert await state(services, paper.id) is BlindState.PLAIN
    assert {await opened(client, browser, paper.id, name) for name in asked} == {None}
    assert (await client.get(f"/media/{paper.id}/playback")).json()["names"] == []

    await add(services, desk, paper.id, NewMask(MaskKind.REGION, 1, [[0, 0, 1000, 1000]]))
    await jobs.blind(services, str(paper.id))

    assert await state(services, paper.id) is BlindState.READY
    assert {await opened(client, browser, paper.id, name) for name in asked} == {None}


async def test_captions_are_masked_for_the_jury_without_a_new_film(
    client: httpx.AsyncClient, services: wiring.Services, desk: Desk, session: AsyncSession, juror: Actor, tmp_path: Path
):
    sound = await desk.hand_in(samples.sound(tmp_path / "a.mp3", 2))
    async with services.session_maker() as own, own.begin():
        cues = [[0, 900, "Tôi là Lò Thị"], [900, 1800, "Mai Hương, 0912 345 678"]]
        track = MediaTrack(media_id=sound.id, kind=TrackKind.CAPTIONS, language="vi", version=1, source=TrackSource.WRITTEN, cues=cues)
        own.add(track)
    scanner = FileScanner(services.session_maker, services.storage, Engine(engine_limits(MediaSettings()), in_this_process))
    hits = await scanner.scan(sound, [Term(TermKind.AUTHOR, redacted.NAME)])
    assert [(hit.words, hit.spot, hit.language, hit.start_ms) for hit in hits] == [
        (redacted.NAME, Spot.CAPTIONS, "vi", 0), ("0912 345 678", Spot.CAPTIONS, "vi", 900),
    ]  # fmt: skip

    for hit in hits:
        await add(services, desk, sound.id, NewMask(MaskKind.TEXT, words=hit.words))

    assert await state(services, sound.id) is BlindState.PLAIN
    address = f"/media/{sound.id}/tracks/captions/vi"
    assert [cue["text"] for cue in (await client.get(address)).json()["cues"]] == ["Tôi là […]", "[…], […]"]
    words = (await client.get(f"{address}.vtt")).text
    assert "Mai" not in words
    assert "0912" not in words
    await sign_in_as(client, session, desk.actor.account_id)
    assert "0912" in (await client.get(f"{address}.vtt")).text


async def test_a_mask_made_while_the_set_is_being_made_is_in_the_set_that_counts(services: wiring.Services, desk: Desk, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png", 800, 600))
    await add(services, desk, media.id, REGION)
    other = [600, 600, 300, 300]

    async def overtaken(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        answer = await in_this_process(task, folder, wall_seconds)
        await add(services, desk, media.id, replace(REGION, boxes=[other]))
        return answer

    settings = services.settings.media
    engine = Engine(engine_limits(settings), overtaken)
    await BlindService(services.session_maker, services.storage, engine, settings, utc_now).make(media.id)
    assert (await state(services, media.id), await names_of(services, media.id, Edition.BLIND)) == (BlindState.PREPARING, set())

    await jobs.blind(services, str(media.id))
    assert await state(services, media.id) is BlindState.READY
    async with services.session_maker() as session:
        key = await session.scalar(
            select(MediaDerivative.object_key).where(MediaDerivative.edition == Edition.BLIND, MediaDerivative.name == "w1280.webp")
        )
    (tmp_path / "seen.webp").write_bytes(await services.storage.get_bytes(key))
    seen = redacted.pyvips.Image.new_from_file(str(tmp_path / "seen.webp"))
    assert max(redacted.inside(seen, box).max() for box in (BOX, other)) <= 12


async def test_the_same_masks_are_not_made_twice_and_each_change_asks_for_a_job(services: wiring.Services, desk: Desk, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    first = await add(services, desk, media.id, REGION)
    await jobs.blind(services, str(media.id))
    stamped = await made_at(services, media.id)

    twin = await add(services, desk, media.id, REGION)
    await jobs.blind(services, str(media.id))
    assert await made_at(services, media.id) == stamped
    await remove(services, desk, first)
    assert await state(services, media.id) is BlindState.READY
    await remove(services, desk, twin)
    assert await state(services, media.id) is BlindState.PLAIN
    assert await waiting_jobs(services, media.id) == 1


async def made_at(services: wiring.Services, media_id: UUID) -> list[UUID]:
    async with services.session_maker() as session:
        query = select(MediaDerivative.id).where(MediaDerivative.media_id == media_id, MediaDerivative.edition == Edition.BLIND)
        return sorted(await session.scalars(query))


async def waiting_jobs(services: wiring.Services, media_id: UUID) -> int:
    query = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'media.blind' AND args ->> 'media_id' = :id")
    async with services.session_maker() as session:
        return await session.scalar(query, {"id": str(media_id)}) or 0


async def test_what_breaks_is_tried_again_and_given_up_and_a_new_mask_begins_afresh(services: wiring.Services, desk: Desk, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    await add(services, desk, media.id, REGION)

    async def broken(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        raise EngineFailed

    settings = services.settings.media
    service = BlindService(services.session_maker, services.storage, Engine(engine_limits(settings), broken), settings, utc_now)
    for _ in range(settings.max_attempts):
        assert await state(services, media.id) is BlindState.PREPARING
        await service.make(media.id)
    assert await state(services, media.id) is BlindState.FAILED
    await jobs.blind(services, str(media.id))
    assert await state(services, media.id) is BlindState.FAILED

    async with services.session_maker() as session, session.begin():
        assert await blind_sets.retry(session, media.id)
        assert not await blind_sets.retry(session, media.id)
    await jobs.blind(services, str(media.id))
    assert await state(services, media.id) is BlindState.READY


async def test_a_set_that_cannot_be_made_is_given_up_at_once(services: wiring.Services, desk: Desk, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    await add(services, desk, media.id, REGION)

    async def refused(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
        return 0, json.dumps({"refused": {"code": "media_broken", "facts": {}}}).encode()

    settings = services.settings.media
    engine = Engine(engine_limits(settings), refused)
    await BlindService(services.session_maker, services.storage, engine, settings, utc_now).make(media.id)

    async with services.session_maker() as session:
        found = await session.scalar(select(MediaBlindSet))
    assert found is not None
    assert (found.failure, found.failed_at is None) == ("media_broken", False)


async def test_sets_whose_worker_died_are_asked_for_again(services: wiring.Services, desk: Desk, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    await add(services, desk, media.id, REGION)
    before = await waiting_jobs(services, media.id)

    async with services.session_maker() as session, session.begin():
        await session.execute(text("UPDATE media_blind_set SET updated_at = now() - interval '1 hour'"))
    async with services.session_maker() as session, session.begin():
        await blind_sets.restart(session, utc_now())
    assert await waiting_jobs(services, media.id) == before + 1

    await jobs.blind(services, str(media.id))
    async with services.session_maker() as session, session.begin():
        await blind_sets.restart(session, utc_now())
    assert await waiting_jobs(services, media.id) == before + 1


@pytest.mark.parametrize(
    ("mask", "reason"),
    [
        (NewMask(MaskKind.SOUND, start_ms=0, end_ms=10), "kind"),
        (NewMask(MaskKind.TEXT, words="x"), "kind"),
        (NewMask(MaskKind.REGION), "box"),
        (NewMask(MaskKind.REGION, boxes=[[900, 0, 200, 10]]), "box"),
        (NewMask(MaskKind.REGION, boxes=[[0, 0, 0, 10]]), "box"),
        (NewMask(MaskKind.REGION, 1, [BOX]), "page"),
        (NewMask(MaskKind.REGION, boxes=[BOX], start_ms=0, end_ms=5), "stretch"),
    ],
)
async def test_a_mask_that_does_not_fit_a_picture_is_refused(desk: Desk, session: AsyncSession, tmp_path: Path, mask: NewMask, reason: str):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))

    with pytest.raises(MaskInvalid) as refused:
        await MaskService(session).add(desk.actor.account_id, media.id, mask)

    assert refused.value.facts == {"reason": reason}


async def test_moments_lie_inside_the_film_and_masks_are_removed_once(desk: Desk, session: AsyncSession, tmp_path: Path):
    sound = await desk.hand_in(samples.sound(tmp_path / "a.mp3", 2))
    masks = MaskService(session)

    for start, end in ((1500, 1500), (-1, 5), (2500, 3000)):
        with pytest.raises(MaskInvalid):
            await masks.add(desk.actor.account_id, sound.id, NewMask(MaskKind.SOUND, start_ms=start, end_ms=end))
    for mask in (NewMask(MaskKind.SOUND), NewMask(MaskKind.TEXT, words=" ")):
        with pytest.raises(MaskInvalid):
            await masks.add(desk.actor.account_id, sound.id, mask)
    with pytest.raises(MediaNotFound):
        await masks.add(desk.actor.account_id, uuid4(), REGION)

    mask = await masks.add(desk.actor.account_id, sound.id, NewMask(MaskKind.SOUND, start_ms=0, end_ms=500, reason="tên"))
    removed = await masks.remove(desk.actor.account_id, mask.id)
    await session.flush()
    await session.refresh(removed)
    assert (removed.removed_by, removed.reason) == (desk.actor.account_id, "tên")
    assert removed.removed_at is not None
    for mask_id in (mask.id, uuid4()):
        with pytest.raises(MaskNotFound):
            await masks.remove(desk.actor.account_id, mask_id)
    assert len(list(await session.scalars(select(MediaMask)))) == 1
