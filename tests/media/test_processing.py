"""From received to ready or refused, with real files on a real S3 server; and what a crash leaves to mend."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.core.events import INFO_KEY as EVENTS
from exemplar.core.events import Events
from exemplar.core.storage import ObjectMissing
from exemplar.media import jobs
from exemplar.media.events import MediaReady, MediaRefused
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.processing import digest
from exemplar.media.workflow import MediaState
from tests import samples
from tests.media.conftest import Desk, make_desk


def heard(desk: Desk) -> list[object]:
    """Let the desk's services note what is announced."""
    facts: list[object] = []

    async def note(_: AsyncSession, fact: object) -> None:
        facts.append(fact)

    desk.services.session_maker.kw["info"] = {EVENTS: Events([(MediaReady, note), (MediaRefused, note)])}
    return facts


async def derivatives(session: AsyncSession, media: MediaFile) -> dict[str, MediaDerivative]:
    rows = await session.scalars(select(MediaDerivative).where(MediaDerivative.media_id == media.id))
    return {row.name: row for row in rows}


async def test_a_picture_becomes_ready_and_running_again_changes_nothing(desk: Desk, session: AsyncSession, tmp_path: Path):
    facts = heard(desk)
    path = samples.jpeg(tmp_path / "Ảnh.jpg")

    media = await desk.hand_in(path)
    await jobs.process(desk.services, str(media.id))

    assert (media.state, media.kind, media.content_type, media.width, media.height) == ("ready", "image", "image/jpeg", 1600, 1000)
    assert media.sha256 == digest(path)
    assert facts == [MediaReady(media.id, desk.unit_id, "image")]
    made = await derivatives(session, media)
    assert sorted(made) == sorted(f"w{width}.{ending}" for width in (320, 640, 1280, 2560) for ending in ("avif", "webp"))
    assert (made["w2560.webp"].width, made["w1280.webp"].width) == (1600, 1280)
    assert (media.percent, media.step, len(media.blurhash or "")) == (100, None, 28)
    for row in made.values():
        stored = await desk.services.storage.stat(row.object_key)
        assert (stored.size_bytes, stored.content_type) == (row.size_bytes, row.content_type)
        assert row.sha256 in row.object_key


async def test_a_film_and_a_sound_and_a_document_become_ready(desk: Desk, session: AsyncSession, tmp_path: Path):
    film = await desk.hand_in(samples.film(tmp_path / "a.mp4", 1), "fingerprint-film")
    sound = await desk.hand_in(samples.sound(tmp_path / "a.mp3", 1), "fingerprint-sound")
    document = await desk.hand_in(samples.pdf(tmp_path / "a.pdf", 2), "fingerprint-pdf")

    assert (film.kind, sound.kind, document.kind) == ("video", "audio", "document")
    assert film.duration_ms == pytest.approx(1000, abs=60)
    assert len(sound.waveform or []) == 800
    assert document.page_count == 2
    assert {"play.mp4", "w640.webp"} <= set(await derivatives(session, film))
    assert set(await derivatives(session, sound)) == {"play.m4a", "play.opus"}
    assert {"document.pdf", "w640.webp"} <= set(await derivatives(session, document))


async def test_a_refused_file_says_why_and_is_removed(desk: Desk, session: AsyncSession, tmp_path: Path):
    facts = heard(desk)
    path = tmp_path / "photo.jpg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")

    media = await desk.hand_in(path)

    assert (media.state, media.refusal_code, media.refusal_facts) == ("refused", "media_type_not_allowed", {"found": "svg"})
    assert facts == [MediaRefused(media.id, desk.unit_id, desk.actor.account_id, "media_type_not_allowed")]
    assert await derivatives(session, media) == {}
    with pytest.raises(ObjectMissing):
        await desk.services.storage.stat(media.object_key)


async def test_a_file_left_in_process_by_a_crash_is_finished_by_the_next_run(desk: Desk, session: AsyncSession, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)
    await session.execute(text("UPDATE media_file SET state = 'processing' WHERE id = :id"), {"id": ticket.media.id})
    await session.commit()

    await jobs.process(desk.services, str(ticket.media.id))

    media = await session.get_one(MediaFile, ticket.media.id, populate_existing=True)
    assert media.state is MediaState.READY


async def test_two_workers_at_once_have_one_effect(own_services: wiring.Services, tmp_path: Path):
    async with own_services.session_maker() as session:
        desk = await make_desk(own_services, session)
    path = samples.picture(tmp_path / "a.png")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)

    await asyncio.gather(*(jobs.process(own_services, str(ticket.media.id)) for _ in range(3)))

    async with own_services.session_maker() as session:
        media = await session.get_one(MediaFile, ticket.media.id)
        actions = await session.scalars(text("SELECT action FROM audit_entry WHERE object_id = :id ORDER BY seq"), {"id": ticket.media.id})
        assert media.state is MediaState.READY
        assert len(await derivatives(session, media)) == 6
        assert list(actions) == ["media.initiated", "media.opened", "media.received", "media.processing", "media.ready"]
