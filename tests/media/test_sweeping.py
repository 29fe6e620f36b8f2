"""The sweep: each kind of thing a crash may leave is planted, found, mended, and not found again."""

from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.core.clock import utc_now
from exemplar.core.events import INFO_KEY as EVENTS
from exemplar.core.events import Events
from exemplar.core.settings import StorageSettings
from exemplar.core.storage import ObjectMissing, S3Storage, StorageUnavailable
from exemplar.media import jobs, sweep_claims
from exemplar.media.blind_reading import names_for
from exemplar.media.editions import Edition
from exemplar.media.events import MediaLost
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaDerivative, MediaFile, SweepReport
from exemplar.media.redaction import MaskService, NewMask
from exemplar.media.sweep_findings import SweepCategory, SweepFault, Tally, alarms
from exemplar.media.sweep_mending import steps_undone
from exemplar.media.sweeping import SweepService
from exemplar.media.workflow import MediaState
from tests import samples
from tests.media.conftest import Desk

CLEAN: dict[str, tuple[int, int]] = {}


_buckets = count(1)


@pytest.fixture
def bucket(object_settings: StorageSettings) -> StorageSettings:
    """A bucket of this test's own: a sweep looks at all there is."""
    return object_settings.model_copy(update={"s3_bucket": f"swept-{next(_buckets)}"})


@pytest.fixture
async def objects(bucket: StorageSettings) -> AsyncIterator[S3Storage]:
    """The store with that bucket."""
    storage = S3Storage(bucket)
    await storage.ensure_bucket()
    yield storage
    await storage.close()


def sweeper(desk: Desk, later: timedelta = timedelta(days=2)) -> SweepService:
    """Return a sweep of a day when what is there now is old."""
    return SweepService(desk.services.session_maker, desk.services.storage, lambda: utc_now() + later)


def seen(tally: Tally) -> dict[str, tuple[int, int]]:
    """Return category → (found, mended)."""
    return {category.value: (count.found, count.mended) for category, count in tally.found.items()}


async def fresh(session: AsyncSession, media_id: UUID) -> MediaFile:
    return await session.get_one(MediaFile, media_id, populate_existing=True)


async def is_there(storage: S3Storage, key: str) -> bool:
    try:
        await storage.stat(key)
    except ObjectMissing:
        return False
    return True


async def begun(desk: Desk, path: Path, fingerprint: str) -> MediaFile:
    return (await desk.uploads.start(desk.actor, desk.wanted(path, fingerprint))).media


async def work_again(desk: Desk, media_id: UUID) -> None:
    """Do what the worker does with the job that a sweep wrote."""
    await jobs.again(desk.services, str(media_id))
    await jobs.process(desk.services, str(media_id))
    await jobs.make(desk.services, str(media_id))
    await jobs.improve(desk.services, str(media_id))


async def test_objects_that_no_row_names_go_after_a_day_and_all_others_stay(
    desk: Desk, session: AsyncSession, objects: S3Storage, tmp_path
):
    kept = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    strays = ["originals/0190aaaa", "derivatives/ffff.webp"]
    for key in strays:
        await objects.put_bytes(key, b"x", "image/webp")

    assert seen(await sweeper(desk, timedelta()).sweep()) == CLEAN, "what is fresh is left alone"
    assert seen(await sweeper(desk).sweep(is_dry=True)) == {"original_unnamed": (1, 0), "derivative_unnamed": (1, 0)}
    assert [await is_there(objects, key) for key in strays] == [True, True]
    swept = await sweeper(desk).sweep()

    assert seen(swept) == {"original_unnamed": (1, 1), "derivative_unnamed": (1, 1)}
    assert swept.found[SweepCategory.ORIGINAL_UNNAMED].examples == ["originals/0190aaaa"]
    assert [await is_there(objects, key) for key in strays] == [False, False]
    made = await session.scalars(select(MediaDerivative.object_key).where(MediaDerivative.media_id == kept.id))
    assert all([await is_there(objects, key) for key in [kept.object_key, *made]])
    assert seen(await sweeper(desk).sweep()) == CLEAN


async def test_a_lost_original_is_marked_told_and_forgiven_when_it_comes_back(
    desk: Desk, session: AsyncSession, objects: S3Storage, tmp_path: Path
):
    facts: list[object] = []

    async def note(_: AsyncSession, fact: object) -> None:
        facts.append(fact)

    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    desk.services.session_maker.kw["info"] = {EVENTS: Events([(MediaLost, note)])}
    await objects.delete(media.object_key)

    assert seen(await sweeper(desk).sweep(is_dry=True)) == {"original_missing": (1, 0)}
    assert (await fresh(session, media.id)).lost_at is None
    assert seen(await sweeper(desk).sweep()) == {"original_missing": (1, 1)}
    assert (await fresh(session, media.id)).lost_at is not None
    assert facts == [MediaLost(media.id, media.unit_id, media.uploaded_by)]
    assert seen(await sweeper(desk).sweep()) == CLEAN, "what is known is not news"

    await objects.put_file(media.object_key, tmp_path / "a.png", "application/octet-stream")
    assert seen(await sweeper(desk).sweep()) == {"original_returned": (1, 1)}
    assert (await fresh(session, media.id)).lost_at is None
    assert seen(await sweeper(desk).sweep()) == CLEAN
    log = text(
        "SELECT action FROM audit_entry WHERE object_id = :id AND action LIKE 'media.%lost' OR action = 'media.found_again' ORDER BY seq"
    )
    assert list(await session.scalars(log, {"id": str(media.id)})) == ["media.lost", "media.found_again"]


async def test_a_lost_part_of_a_blind_set_is_made_again_and_until_then_nobody_gets_the_set(
    desk: Desk, session: AsyncSession, objects: S3Storage, tmp_path: Path
):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png", 800, 600))
    async with desk.services.session_maker() as other, other.begin():
        await MaskService(other).add(desk.actor.account_id, media.id, NewMask(MaskKind.REGION, boxes=[[0, 0, 500, 500]]))
    await jobs.blind(desk.services, str(media.id))
    of_jury = select(MediaDerivative.object_key).where(
        MediaDerivative.media_id == media.id, MediaDerivative.edition == Edition.BLIND, MediaDerivative.name == "w320.webp"
    )
    key = (await session.scalars(of_jury)).one()
    await objects.delete(key)

    assert seen(await sweeper(desk).sweep()) == {"derivative_missing": (1, 1)}
    assert await names_for(session, media.id, Edition.BLIND) == []
    assert (await fresh(session, media.id)).percent == 100, "the plain set has nothing to do with it"
    await jobs.blind(desk.services, str(media.id))
    assert (await session.scalars(of_jury)).one() == key
    assert await is_there(objects, key)
    assert seen(await sweeper(desk).sweep()) == CLEAN


async def test_a_lost_derivative_is_made_again_byte_for_byte(desk: Desk, session: AsyncSession, objects: S3Storage, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    other = await desk.hand_in(tmp_path / "a.png", "fingerprint-other")
    query = select(MediaDerivative.object_key).where(MediaDerivative.media_id == media.id, MediaDerivative.name == "w320.webp")
    key = (await session.scalars(query)).one()
    await objects.delete(key)

    assert seen(await sweeper(desk).sweep()) == {"derivative_missing": (1, 1)}
    assert (await session.scalars(query)).all() == [], "nobody is sent to what is not there"
    for one in (media, other):
        assert ((await fresh(session, one.id)).state, (await fresh(session, one.id)).percent < 100) == ("ready", True)
        await work_again(desk, one.id)

    assert (await session.scalars(query)).one() == key
    assert await is_there(objects, key)
    assert ((await fresh(session, media.id)).state, (await fresh(session, media.id)).percent) == ("ready", 100)
    assert seen(await sweeper(desk).sweep()) == CLEAN


async def test_uploads_nobody_finished_and_parts_nobody_knows_are_thrown_away(
    desk: Desk, session: AsyncSession, objects: S3Storage, tmp_path: Path
):
    path = samples.picture(tmp_path / "a.png")
    media = await begun(desk, path, "fingerprint-open")
    stray = await objects.start_upload("originals/nobody", "video/mp4")

    assert seen(await sweeper(desk, timedelta()).sweep()) == CLEAN
    assert seen(await sweeper(desk).sweep()) == {"parts_abandoned": (1, 1)}
    with pytest.raises(ObjectMissing):
        await objects.list_parts("originals/nobody", stray)
    assert await objects.list_parts(media.object_key, media.multipart_id or "") == [], "a week is not over"
    swept = await sweeper(desk, timedelta(days=8)).sweep()

    assert seen(swept) == {"upload_unfinished": (1, 1), "parts_abandoned": (1, 1)}
    assert (await fresh(session, media.id)).state is MediaState.ABANDONED
    assert seen(await sweeper(desk, timedelta(days=8)).sweep()) == CLEAN


async def test_work_is_asked_for_again_only_where_its_job_is_gone(desk: Desk, session: AsyncSession, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)
    hour = timedelta(hours=1)

    assert seen(await sweeper(desk, hour).sweep()) == CLEAN, "it waits in the queue"
    await session.execute(text("DELETE FROM procrastinate_jobs"))
    await session.commit()
    assert seen(await sweeper(desk, timedelta(minutes=1)).sweep()) == CLEAN
    assert seen(await sweeper(desk, hour).sweep()) == {"work_lost": (1, 1)}
    assert seen(await sweeper(desk, hour).sweep()) == CLEAN
    await work_again(desk, ticket.media.id)

    assert (await fresh(session, ticket.media.id)).state is MediaState.READY


async def test_of_the_objects_of_others_go_those_that_their_owner_does_not_want(desk: Desk, session: AsyncSession, objects: S3Storage):
    shown, unwanted = "published/aa/play.mp4", "published/bb/play.mp4"
    for key in (shown, unwanted):
        await objects.put_bytes(key, b"x", "video/mp4")

    async def wanted(_: AsyncSession, keys: Collection[str]) -> set[str]:
        return {shown} & set(keys)

    desk.services.session_maker.kw["info"] = {sweep_claims.INFO_KEY: {"published/": wanted}}

    assert seen(await sweeper(desk, timedelta()).sweep()) == CLEAN
    assert seen(await sweeper(desk).sweep(is_dry=True)) == {"published_unwanted": (1, 0)}
    assert seen(await sweeper(desk).sweep()) == {"published_unwanted": (1, 1)}
    assert [await is_there(objects, key) for key in (shown, unwanted)] == [True, False]
    assert seen(await sweeper(desk).sweep()) == CLEAN


def test_the_showcase_says_which_published_objects_are_wanted():
    assert set(wiring.session_info()[sweep_claims.INFO_KEY]) == {"published/"}


async def test_a_sweep_beside_uploads_and_work_harms_nothing(desk: Desk, session: AsyncSession, bucket: StorageSettings, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")
    initiated = await begun(desk, path, "fingerprint-1")
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path, "fingerprint-2"))

    class Listening(S3Storage):
        """A store that gets files while it is listed."""

        async def list_page(self, prefix: str, after: str = ""):
            listed = await super().list_page(prefix, after)
            if prefix == "originals/" and (await fresh(session, ticket.media.id)).received_at is None:
                await desk.send(ticket, path)
                await desk.uploads.complete(desk.actor, ticket.media.id)
            return listed

    busy = Listening(bucket)
    swept = await SweepService(desk.services.session_maker, busy, utc_now).sweep()
    await busy.close()

    assert seen(swept) == CLEAN
    assert (await fresh(session, ticket.media.id)).lost_at is None
    await desk.send(replace(ticket, media=initiated), path)
    await desk.uploads.complete(desk.actor, initiated.id)
    assert (await fresh(session, initiated.id)).state is MediaState.RECEIVED


async def test_a_run_that_was_killed_is_done_again_under_its_report_and_a_silent_one_is_closed(
    desk: Desk, session: AsyncSession, objects: S3Storage, bucket: StorageSettings
):
    for number in range(6):
        await objects.put_bytes(f"originals/0190{number}", b"x", "image/webp")

    class Killed(BaseException):
        """The worker is gone."""

    class Dying(S3Storage):
        """A store that is alive for three removals."""

        removed = 0

        async def delete(self, key: str) -> None:
            Dying.removed += 1
            if Dying.removed > 3:
                raise Killed
            await super().delete(key)

    dying = Dying(bucket)
    with pytest.raises(Killed):
        await SweepService(desk.services.session_maker, dying, lambda: utc_now() + timedelta(days=2)).sweep()
    await dying.close()
    (report,) = await session.scalars(select(SweepReport))
    assert (report.started_at is not None, report.ended_at) == (True, None)

    again = await sweeper(desk).sweep(report.id)

    assert seen(again) == {"original_unnamed": (3, 3)}
    await session.refresh(report)
    assert (report.found["original_unnamed"]["mended"], report.errors, report.ended_at is not None) == (3, [], True)
    assert seen(await sweeper(desk).sweep(report.id)) == CLEAN, "a report that has ended is not written again"

    silent = SweepReport(is_dry=False, started_at=utc_now())
    session.add(silent)
    await session.commit()
    await sweeper(desk).sweep()
    await session.refresh(silent)
    assert (silent.errors, silent.ended_at is not None) == (["interrupted"], True)


async def test_a_silent_store_ends_the_run_with_a_fault(desk: Desk, session: AsyncSession, bucket: StorageSettings):
    class Silent(S3Storage):
        """A store that answers nothing."""

        async def list_page(self, prefix: str, after: str = ""):
            raise StorageUnavailable(service="s3")

    silent = Silent(bucket)
    swept = await SweepService(desk.services.session_maker, silent, utc_now).sweep()
    await silent.close()

    assert swept.faults == [SweepFault.STORAGE_UNAVAILABLE]
    (report,) = await session.scalars(select(SweepReport))
    assert (report.errors, report.ended_at is not None) == (["storage_unavailable"], True)


def surveyed(unnamed: int, missing: int, objects: int, files: int) -> Tally:
    """Return a survey with these numbers."""
    tally = Tally()
    tally.looked.update({"objects_originals": objects, "files": files})
    for category, number in ((SweepCategory.ORIGINAL_UNNAMED, unnamed), (SweepCategory.ORIGINAL_MISSING, missing)):
        for _ in range(number):
            tally.note(category, "key")
    return tally


def test_signs_of_a_wrong_bucket_or_database_keep_a_sweep_from_mending():
    assert alarms(surveyed(100, 100, 100, 100)) == [], "a small mess is a mess"
    assert alarms(surveyed(101, 0, 202, 200)) == []
    assert alarms(surveyed(101, 0, 201, 200)) == [SweepFault.TOO_MANY_UNNAMED]
    assert alarms(surveyed(0, 101, 0, 201)) == [SweepFault.TOO_MANY_MISSING]


async def test_a_wrong_database_empties_no_bucket(desk: Desk, session: AsyncSession, objects: S3Storage):
    for number in range(101):
        await objects.put_bytes(f"originals/{number:04}", b"x", "image/webp")

    swept = await sweeper(desk).sweep()

    assert (seen(swept), swept.faults) == ({"original_unnamed": (101, 0)}, [SweepFault.TOO_MANY_UNNAMED])
    assert len(await objects.list_page("originals/")) == 101
    assert len(swept.found[SweepCategory.ORIGINAL_UNNAMED].examples) == 20


def test_of_a_film_only_the_steps_are_done_again_whose_files_are_gone():
    film = ["poster", "film_sound", "play", "ladder", "sprite"]

    assert steps_undone(["sprite.vtt"], film) == {"sprite"}
    assert steps_undone(["v240.mp4", "hls.m3u8"], film) == {"ladder"}
    assert steps_undone(["play.mp4", "play.m4a"], film) == {"play", "film_sound"}
    assert steps_undone(["w640.avif", "poster.webp"], film) == {"poster"}
    assert steps_undone(["unheard-of"], film) == set(film)
    assert steps_undone(["w320.webp"], ["pictures"]) == {"pictures"}
