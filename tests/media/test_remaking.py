"""Files that an older version made less of: asked for once, improved behind everything else, and never worse for it."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.media import jobs
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.remaking import Remade, RemakeService
from tests import samples
from tests.media.conftest import Desk
from tests.media.corpus import named

ASKED = text("SELECT task_name, priority FROM procrastinate_jobs WHERE task_name = 'media.improve' AND args->>'media_id' = :id")
AS_IF_OLD = text("UPDATE media_file SET steps_done = '[]', finding = NULL, blurhash = NULL WHERE id = :id")


def remaking(services: wiring.Services) -> RemakeService:
    return RemakeService(services.session_maker, services.settings.media)


async def fresh(session: AsyncSession, media_id: UUID) -> MediaFile:
    return await session.get_one(MediaFile, media_id, populate_existing=True)


async def rows(session: AsyncSession, media_id: UUID) -> dict[str, UUID]:
    made = await session.scalars(select(MediaDerivative).where(MediaDerivative.media_id == media_id))
    return {row.name: row.id for row in made}


async def test_what_an_older_version_did_not_make_is_made_once_and_behind_all_else(desk: Desk, session: AsyncSession, tmp_path: Path):
    picture = await desk.hand_in(samples.jpeg(tmp_path / "a.jpg", 64, 48), "fingerprint-1")
    film = await desk.hand_in(samples.film(tmp_path / "a.mp4", 1), "fingerprint-2")
    whole = await desk.hand_in(samples.picture(tmp_path / "b.png", 40, 30), "fingerprint-3")
    before = {media.id: await rows(session, media.id) for media in (picture, film)}
    await session.execute(AS_IF_OLD, {"id": picture.id})
    await session.execute(text("UPDATE media_file SET steps_done = steps_done - 'sprite' WHERE id = :id"), {"id": film.id})
    await session.execute(text("DELETE FROM media_derivative WHERE media_id = :id AND name LIKE 'sprite%'"), {"id": film.id})
    await session.commit()

    assert await remaking(desk.services).remake() == Remade(looked=3, queued=2)
    assert await remaking(desk.services).remake() == Remade(looked=3, queued=0), "asked once"

    assert ((await fresh(session, picture.id)).percent, (await fresh(session, film.id)).percent) == (0, 96)
    asked = [(await session.execute(ASKED, {"id": str(media.id)})).all() for media in (picture, film, whole)]
    assert [len(found) for found in asked] == [1, 2, 0]
    assert asked[0][0][1] < -2_000_000_000
    assert asked[1][1][1] < asked[1][0][1], "behind the ladders of today's files"
    for media in (picture, film):
        await jobs.improve(desk.services, str(media.id))
        after = await fresh(session, media.id)
        assert (after.state, after.percent, after.failure, after.version) == ("ready", 100, None, media.version)
        assert set(await rows(session, media.id)) == set(before[media.id])
    assert (await fresh(session, picture.id)).blurhash == picture.blurhash
    assert await remaking(desk.services).remake() == Remade(looked=3, queued=0)


async def test_an_older_file_that_would_be_refused_today_stays_as_it_is(desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    before = await rows(session, media.id)
    await session.execute(AS_IF_OLD, {"id": media.id})
    await session.commit()
    await desk.services.storage.put_bytes(media.object_key, bytes(media.size_bytes), "image/png")

    await remaking(desk.services).remake()
    await jobs.improve(desk.services, str(media.id))

    after = await fresh(session, media.id)
    assert (after.state, after.failure, after.failed_at is None, after.refusal_code) == ("ready", "media_type_not_allowed", False, None)
    assert await rows(session, media.id) == before
    assert await remaking(desk.services).remake() == Remade(looked=1, queued=0), "what was given up is the operator's"


async def test_an_office_file_that_an_older_version_copied_is_copied_anew(desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(named.remarked(tmp_path / "a.docx"))
    before = await rows(session, media.id)
    older = text("UPDATE media_file SET steps_done = '[\"office\"]' WHERE id = :id")
    await session.execute(older, {"id": media.id})
    await session.commit()

    assert await remaking(desk.services).remake() == Remade(looked=1, queued=1)
    await jobs.improve(desk.services, str(media.id))

    after = await rows(session, media.id)
    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())
