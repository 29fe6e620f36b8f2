"""Writing captions and chapters: versions, who may, and when the file is held; against PostgreSQL."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.audit.models import AuditEntry
from exemplar.core.database import settle, transaction
from exemplar.core.errors import StaleVersion
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.findings import MediaKind
from exemplar.media.errors import MediaHeld, MediaNotFound, MediaNotTimed, NotYourUnit, TrackNotFound, TrackUnreadable
from exemplar.media.models import MediaTrack
from exemplar.media.playback import PlaybackService
from exemplar.media.track_words import TrackSource
from exemplar.media.tracks import TrackName, TrackService, store_recognised
from tests.factories import make_actor
from tests.media.test_holds import hand_in
from tests.media.timed import CHAPTERS, TWO, VIETNAMESE, Cinema, make_cinema, make_film, publish

SRT = "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n"


@pytest.fixture
async def cinema(session: AsyncSession) -> Cinema:
    return await make_cinema(session)


@pytest.fixture
def tracks(session: AsyncSession) -> TrackService:
    return TrackService(session)


async def shown(session: AsyncSession, cinema: Cinema, language: str = "vi", kind: str = "captions") -> list[str]:
    return [cue.text for cue in (await PlaybackService(session).track(cinema.writer, cinema.film.id, kind, language)).cues]


async def test_every_save_is_a_version_and_every_earlier_one_is_kept(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    first = await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    second = await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 1, TWO[:1])
    await settle(session)

    kept = (await session.scalars(select(MediaTrack).order_by(MediaTrack.version))).all()
    assert [(track.version, len(track.cues), track.source) for track in kept] == [(1, 2, TrackSource.WRITTEN), (2, 1, TrackSource.WRITTEN)]
    assert (first.version, second.version) == (1, 2)
    assert await shown(session, cinema) == ["Nước mặn vào"]
    entries = (await session.scalars(select(AuditEntry).where(AuditEntry.object_id == cinema.film.id).order_by(AuditEntry.seq))).all()
    assert [(entry.action, entry.body["version"]) for entry in entries] == [("media_track.written", 1), ("media_track.written", 2)]
    assert "Nước" not in str(entries[0].body)


async def test_the_database_itself_keeps_versions(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)

    for statement in ("UPDATE media_track SET cues = '[]'", "DELETE FROM media_track"):
        with pytest.raises(DBAPIError, match="never changed or removed"):
            async with session.begin_nested():
                await session.execute(text(statement))


async def test_nothing_is_written_over_what_was_not_seen(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)

    for seen in (0, 2):
        with pytest.raises(StaleVersion) as raised:
            await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, seen, TWO[:1])
        assert raised.value.facts == {"yours": seen, "current": 1}
    assert len(await shown(session, cinema)) == 2


async def test_a_save_whose_answer_was_lost_can_be_sent_again(cinema: Cinema, tracks: TrackService):
    first = await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)

    assert (await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)).id == first.id


async def test_a_removed_track_is_gone_for_readers_and_can_be_written_anew(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    with pytest.raises(StaleVersion):
        await tracks.remove(cinema.writer, cinema.film.id, VIETNAMESE, 9)
    await tracks.remove(cinema.writer, cinema.film.id, VIETNAMESE, 1)

    with pytest.raises(TrackNotFound):
        await shown(session, cinema)
    with pytest.raises(TrackNotFound):
        await tracks.remove(cinema.writer, cinema.film.id, VIETNAMESE, 2)
    assert (await tracks.desk(cinema.writer, cinema.film.id)).tracks == []
    assert (await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)).version == 3


async def test_an_uploaded_text_becomes_captions_of_another_language(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    track = await tracks.upload(cinema.writer, cinema.film.id, TrackName.of("captions", "FR"), 0, SRT)

    assert (track.language, track.source, track.cues) == ("fr", TrackSource.UPLOADED, [[1_000, 2_000, "Bonjour"]])
    assert await shown(session, cinema, "fr") == ["Bonjour"]
    assert [one.language for one in (await tracks.desk(cinema.writer, cinema.film.id)).tracks] == ["fr", "vi"]
    with pytest.raises(TrackUnreadable):
        await tracks.upload(cinema.writer, cinema.film.id, TrackName.of("captions", "en"), 0, "<script>alert(1)</script>")


async def test_chapters_are_written_beside_captions(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    track = await tracks.write(cinema.writer, cinema.film.id, CHAPTERS, 0, [Cue(0, 0, "Mở đầu"), Cue(30_000, 0, "Kết quả")])

    assert track.cues == [[0, 30_000, "Mở đầu"], [30_000, 60_000, "Kết quả"]]
    assert await shown(session, cinema, kind="chapters") == ["Mở đầu", "Kết quả"]


async def test_only_the_unit_writes_and_strangers_learn_nothing(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    for stranger in (cinema.stranger, cinema.editor, await make_actor(session)):
        with pytest.raises(MediaNotFound):
            await tracks.write(stranger, cinema.film.id, VIETNAMESE, 0, TWO)
        with pytest.raises(MediaNotFound):
            await tracks.desk(stranger, cinema.film.id)
    with pytest.raises(MediaNotFound):
        await tracks.write(cinema.writer, uuid4(), VIETNAMESE, 0, TWO)


async def test_of_a_published_film_its_unit_and_the_editors_write(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    publication = await publish(session, cinema)
    initiative = await session.get_one(Initiative, publication.initiative_id)
    initiative.state = InitiativeState.RECOGNISED

    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    await tracks.write(cinema.editor, cinema.film.id, VIETNAMESE, 1, TWO[:1])
    assert (await tracks.write(cinema.season.manager, cinema.film.id, VIETNAMESE, 2, TWO)).version == 3
    with pytest.raises(NotYourUnit):
        await tracks.write(cinema.stranger, cinema.film.id, VIETNAMESE, 3, TWO)


async def test_while_judges_look_the_unit_waits(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    await hand_in(session, cinema, InitiativeState.SUBMITTED)

    with pytest.raises(MediaHeld):
        await tracks.write(cinema.writer, cinema.film.id, VIETNAMESE, 1, TWO[:1])
    assert (await tracks.desk(cinema.writer, cinema.film.id)).is_held


async def test_pictures_and_unfinished_films_have_no_captions(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    picture = await make_film(session, cinema.season, MediaKind.IMAGE)
    sound = await make_film(session, cinema.season, MediaKind.AUDIO)

    with pytest.raises(MediaNotTimed):
        await tracks.write(cinema.writer, picture.id, VIETNAMESE, 0, TWO)
    assert (await tracks.write(cinema.writer, sound.id, VIETNAMESE, 0, TWO)).version == 1


async def test_a_machine_never_writes_over_a_person(session: AsyncSession, cinema: Cinema, tracks: TrackService):
    assert await store_recognised(session, cinema.film.id, "vi", [Cue(5_000, 70_000, "nghe được"), Cue(0, 1_000, "xin chào")])
    assert await shown(session, cinema) == ["xin chào", "nghe được"]
    assert not await store_recognised(session, cinema.film.id, "vi", TWO)

    await tracks.remove(cinema.writer, cinema.film.id, VIETNAMESE, 1)
    assert not await store_recognised(session, cinema.film.id, "vi", TWO)
    assert not await store_recognised(session, uuid4(), "vi", TWO)
    assert not await store_recognised(session, cinema.film.id, "fr", [Cue(90_000, 95_000, "trop tard")])


async def test_of_two_saves_at_once_one_is_told(own_services: wiring.Services):
    async with transaction(own_services.session_maker) as session:
        cinema = await make_cinema(session)

    async def save(words: str) -> str:
        try:
            async with transaction(own_services.session_maker) as session:
                await TrackService(session).write(cinema.writer, cinema.film.id, VIETNAMESE, 0, [Cue(0, 1_000, words)])
        except StaleVersion:
            return "stale"
        return "kept"

    assert sorted(await asyncio.gather(save("một"), save("hai"), save("ba"))) == ["kept", "stale", "stale"]
