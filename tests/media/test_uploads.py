"""Bringing files in, on PostgreSQL and a real S3 server: resumed, doubled, cut short, refused."""

import asyncio
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.storage import ObjectMissing
from exemplar.media import jobs
from exemplar.media.errors import (
    FileEmpty,
    FileTooLarge,
    MediaNotFound,
    MediaWrongState,
    NotYourUnit,
    PartUnknown,
    UnitQuotaExceeded,
    UploadIncomplete,
    UploadLost,
)
from exemplar.media.limits import SMALLEST_PART_BYTES as PART
from exemplar.media.models import MediaFile
from exemplar.media.uploads import UploadService
from exemplar.media.workflow import MediaState
from tests import samples
from tests.factories import in_unit, make_actor
from tests.media.conftest import Desk, make_desk


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of three parts."""
    path = tmp_path_factory.mktemp("heavy") / "film.mp4"
    path.write_bytes(os.urandom(2 * PART + 1_000_003))
    return path


async def jobs_waiting(session: AsyncSession, media_id: object) -> int:
    query = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'media.process' AND args->>'media_id' = :id")
    return int(await session.scalar(query, {"id": str(media_id)}) or 0)


async def test_parts_come_in_any_order_and_completing_twice_makes_one_job(desk: Desk, session: AsyncSession, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    assert (ticket.media.state, ticket.total_parts, ticket.stored_parts) == (MediaState.UPLOADING, 3, [])
    await desk.send(ticket, heavy, [3, 1])

    with pytest.raises(UploadIncomplete) as refusal:
        await desk.uploads.complete(desk.actor, ticket.media.id)
    assert refusal.value.facts == {"missing": [2], "wrong_size": [], "missing_count": 1}

    await desk.send(ticket, heavy, [2, 3])
    first = await desk.uploads.complete(desk.actor, ticket.media.id)
    second = await desk.uploads.complete(desk.actor, ticket.media.id)

    assert (first.state, second.state) == (MediaState.RECEIVED, MediaState.RECEIVED)
    assert await jobs_waiting(session, ticket.media.id) == 1
    stored = await desk.services.storage.stat(ticket.media.object_key)
    assert stored.size_bytes == 2 * PART + 1_000_003
    assert await desk.services.storage.get_bytes(ticket.media.object_key, PART, 64) == heavy.read_bytes()[PART : PART + 64]


async def test_after_a_restart_only_the_missing_parts_are_sent(desk: Desk, heavy: Path):
    begun = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.send(begun, heavy, [2])

    again = await desk.uploads.start(desk.actor, desk.wanted(heavy))

    assert again.media.id == begun.media.id
    assert [(part.number, part.size_bytes) for part in again.stored_parts] == [(2, PART)]
    await desk.send(again, heavy, [1, 3])
    assert (await desk.uploads.complete(desk.actor, begun.media.id)).state is MediaState.RECEIVED


async def test_another_file_or_person_or_a_changed_file_is_another_upload(desk: Desk, session: AsyncSession, heavy: Path):
    colleague = await make_actor(session, in_unit(Role.CONTRIBUTOR, desk.unit_id))
    await session.commit()

    first = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    other = await desk.uploads.start(desk.actor, desk.wanted(heavy, "fingerprint-2"))
    theirs = await desk.uploads.start(colleague, desk.wanted(heavy))
    changed = await desk.uploads.start(desk.actor, desk.wanted(heavy, size_bytes=5))

    assert len({first.media.id, other.media.id, theirs.media.id, changed.media.id}) == 4
    assert (await session.get_one(MediaFile, first.media.id)).state is MediaState.ABANDONED
    storage = desk.services.storage
    assert await storage.list_open_uploads(first.media.object_key) == [], "what was sent of it makes room at once"
    assert len(await storage.list_open_uploads(changed.media.object_key)) == 1


async def test_a_link_takes_its_own_part_and_nothing_larger_or_smaller(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    links = await desk.uploads.sign_parts(desk.actor, ticket.media.id, [1, 3])

    async with httpx.AsyncClient() as browser:
        larger = await browser.put(links[3], content=heavy.read_bytes()[:PART])
        smaller = await browser.put(links[1], content=heavy.read_bytes()[: PART - 1])

    assert (larger.status_code, smaller.status_code) == (403, 403)
    assert (await desk.uploads.start(desk.actor, desk.wanted(heavy))).stored_parts == []


async def test_a_part_of_a_wrong_size_is_named(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.send(ticket, heavy, [1, 2])
    link = desk.services.storage.sign_part(ticket.media.object_key, ticket.media.multipart_id or "", 3, 5)
    async with httpx.AsyncClient() as browser:
        assert (await browser.put(link, content=b"short")).status_code == 200

    with pytest.raises(UploadIncomplete) as refusal:
        await desk.uploads.complete(desk.actor, ticket.media.id)

    assert refusal.value.facts == {"missing": [], "wrong_size": [3], "missing_count": 0}


async def test_a_crash_after_joining_is_made_good_by_the_next_call(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.send(ticket, heavy)
    storage, media = desk.services.storage, ticket.media
    await storage.finish_upload(
        media.object_key, media.multipart_id or "", await storage.list_parts(media.object_key, media.multipart_id or "")
    )

    resumed = await desk.uploads.start(desk.actor, desk.wanted(heavy))

    assert resumed.media.id == media.id
    assert [part.number for part in resumed.stored_parts] == [1, 2, 3], "nothing is sent again"
    assert (await desk.uploads.complete(desk.actor, media.id)).state is MediaState.RECEIVED


async def test_an_upload_the_store_forgot_is_begun_again_under_the_same_id(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.services.storage.abort_upload(ticket.media.object_key, ticket.media.multipart_id or "")

    with pytest.raises(UploadLost):
        await desk.uploads.complete(desk.actor, ticket.media.id)
    again = await desk.uploads.start(desk.actor, desk.wanted(heavy))

    assert again.media.id == ticket.media.id
    assert again.media.multipart_id != ticket.media.multipart_id
    await desk.send(again, heavy)
    assert (await desk.uploads.complete(desk.actor, again.media.id)).state is MediaState.RECEIVED


async def test_a_cancelled_upload_leaves_nothing_and_may_be_cancelled_again(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.send(ticket, heavy, [1])

    await desk.uploads.cancel(desk.actor, ticket.media.id)
    again = await desk.uploads.cancel(desk.actor, ticket.media.id)

    assert again.state is MediaState.ABANDONED
    assert await desk.services.storage.list_open_uploads(ticket.media.object_key) == []
    with pytest.raises(MediaWrongState):
        await desk.uploads.sign_parts(desk.actor, ticket.media.id, [1])
    with pytest.raises(MediaWrongState):
        await desk.uploads.complete(desk.actor, ticket.media.id)


async def test_what_has_arrived_cannot_be_cancelled(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.send(ticket, heavy)
    await desk.uploads.complete(desk.actor, ticket.media.id)

    with pytest.raises(MediaWrongState) as refusal:
        await desk.uploads.cancel(desk.actor, ticket.media.id)

    assert refusal.value.facts == {"state": "received", "action": "abandon"}


async def test_strangers_find_nothing_and_start_nothing(desk: Desk, services: wiring.Services, session: AsyncSession, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    stranger = await make_desk(services, session)

    for attempt in (
        stranger.uploads.sign_parts(stranger.actor, ticket.media.id, [1]),
        stranger.uploads.complete(stranger.actor, ticket.media.id),
        stranger.uploads.cancel(stranger.actor, ticket.media.id),
    ):
        with pytest.raises(MediaNotFound):
            await attempt
    with pytest.raises(NotYourUnit):
        await stranger.uploads.start(stranger.actor, desk.wanted(heavy))


async def test_part_numbers_outside_the_file_are_refused(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))

    for number in (0, 4):
        with pytest.raises(PartUnknown) as refusal:
            await desk.uploads.sign_parts(desk.actor, ticket.media.id, [1, number])
        assert refusal.value.facts == {"total_parts": 3}


async def test_sizes_are_judged_before_the_first_byte(desk: Desk, session: AsyncSession, heavy: Path):
    settings = desk.services.settings.media.model_copy(update={"max_image_bytes": 10, "max_unit_bytes": 100})
    uploads = UploadService(desk.services.session_maker, desk.services.storage, settings, utc_now)
    wanted = desk.wanted(heavy)

    with pytest.raises(FileEmpty):
        await uploads.start(desk.actor, replace(wanted, size_bytes=0))
    with pytest.raises(FileTooLarge) as large:
        await uploads.start(desk.actor, replace(wanted, size_bytes=11, declared_type="image/png"))
    await uploads.start(desk.actor, replace(wanted, size_bytes=60))
    with pytest.raises(UnitQuotaExceeded) as quota:
        await uploads.start(desk.actor, replace(wanted, size_bytes=41, fingerprint="fingerprint-2"))

    assert large.value.facts == {"limit_bytes": 10, "found_bytes": 11}
    assert quota.value.facts == {"limit_bytes": 100, "used_bytes": 60, "wanted_bytes": 41, "kind": None}
    assert await session.scalar(select(func.count()).select_from(MediaFile).where(MediaFile.unit_id == desk.unit_id)) == 1


async def test_ten_at_once_begin_one_upload_and_complete_it_once(own_services: wiring.Services, heavy: Path):
    async with own_services.session_maker() as session:
        desk = await make_desk(own_services, session)

    tickets = await asyncio.gather(*(desk.uploads.start(desk.actor, desk.wanted(heavy)) for _ in range(10)))
    assert len({ticket.media.id for ticket in tickets}) == 1
    media = tickets[0].media
    assert len(await desk.services.storage.list_open_uploads(media.object_key)) == 1
    await desk.send(await desk.uploads.start(desk.actor, desk.wanted(heavy)), heavy)
    done = await asyncio.gather(*(desk.uploads.complete(desk.actor, media.id) for _ in range(6)))

    assert {row.state for row in done} == {MediaState.RECEIVED}
    async with own_services.session_maker() as session:
        assert await jobs_waiting(session, media.id) == 1
        audited = text("SELECT count(*) FROM audit_entry WHERE action = 'media.received' AND object_id = :id")
        assert await session.scalar(audited, {"id": media.id}) == 1


async def test_room_is_not_given_away_twice(own_services: wiring.Services, heavy: Path):
    async with own_services.session_maker() as session:
        desk = await make_desk(own_services, session)
    settings = own_services.settings.media.model_copy(update={"max_unit_bytes": heavy.stat().st_size * 3 // 2})
    uploads = UploadService(own_services.session_maker, own_services.storage, settings, utc_now)

    results = await asyncio.gather(
        *(uploads.start(desk.actor, desk.wanted(heavy, f"fingerprint-{number}")) for number in range(5)), return_exceptions=True
    )

    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert sum(isinstance(result, UnitQuotaExceeded) for result in results) == 4


async def test_a_part_link_dies(desk: Desk, heavy: Path):
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    url = desk.services.storage.sign_part(ticket.media.object_key, ticket.media.multipart_id or "", 1, PART, 1)
    await asyncio.sleep(2.1)

    async with httpx.AsyncClient() as browser:
        assert (await browser.put(url, content=b"late")).status_code == 403
    with pytest.raises(ObjectMissing):
        await desk.services.storage.stat(ticket.media.object_key)


async def test_a_file_that_arrived_before_is_found_by_its_bytes_in_its_own_unit_only(desk: Desk, session: AsyncSession, heavy: Path):
    sha256 = hashlib.sha256(heavy.read_bytes()).hexdigest()
    ticket = await desk.uploads.start(desk.actor, desk.wanted(heavy))
    await desk.send(ticket, heavy)
    assert await desk.uploads.find_same(desk.actor, desk.unit_id, sha256) is None, "not before it has arrived"

    await desk.uploads.complete(desk.actor, ticket.media.id, sha256)

    other = await make_desk(desk.services, session)
    assert await desk.uploads.find_same(desk.actor, desk.unit_id, sha256) == ticket.media.id
    assert await other.uploads.find_same(other.actor, other.unit_id, sha256) is None
    with pytest.raises(NotYourUnit):
        await other.uploads.find_same(other.actor, desk.unit_id, sha256)


async def test_a_refused_file_is_not_offered_again(desk: Desk, tmp_path: Path):
    poor = tmp_path / "poor.mp4"
    poor.write_bytes(b"nothing we take")
    media = await desk.hand_in(poor)
    assert media.state is MediaState.REFUSED

    assert await desk.uploads.find_same(desk.actor, desk.unit_id, hashlib.sha256(poor.read_bytes()).hexdigest()) is None


async def test_a_file_that_was_harmed_on_its_way_is_refused_whatever_it_is(desk: Desk, session: AsyncSession, tmp_path: Path):
    picture = samples.jpeg(tmp_path / "anh.jpg")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(picture))
    await desk.send(ticket, picture)
    await desk.uploads.complete(desk.actor, ticket.media.id, "0" * 64)

    await jobs.process(desk.services, str(ticket.media.id))

    media = await session.get_one(MediaFile, ticket.media.id, populate_existing=True)
    assert (media.state, media.refusal_code) == (MediaState.REFUSED, "media_harmed")
