"""Finding what is said in published films, to the second."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from exemplar.gallery.moments import find_moments
from exemplar.gallery.service import PublicationService
from exemplar.media import moments
from exemplar.media.engine.captions import Cue
from exemplar.media.models import MediaMoment
from exemplar.media.tracks import TrackName, TrackService
from tests.factories import problem, settled
from tests.media.timed import TWO, VIETNAMESE, Cinema, make_cinema, make_film, publish

FRENCH = TrackName.of("captions", "fr")


@pytest.fixture
async def cinema(session: AsyncSession) -> Cinema:
    return await make_cinema(session)


@pytest.fixture
def statements(connection: AsyncConnection) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    yield found
    event.remove(connection.sync_connection, "before_cursor_execute", note)


async def caption(session: AsyncSession, cinema: Cinema, cues: list[Cue], name: TrackName = VIETNAMESE, version: int = 0) -> None:
    await TrackService(session).write(cinema.writer, cinema.film.id, name, version, cues)


async def starts(session: AsyncSession, cinema: Cinema, words: str) -> list[int]:
    return [found.start_ms for found in await moments.find(session, words, [cinema.film.id], 10)]


@pytest.mark.parametrize("words", ["nước mặn", "nuoc man", "NƯỚC", "mặn vào ruộng", '"mặn vào ruộng"'])
async def test_words_are_found_without_accents_and_across_two_cues(session: AsyncSession, cinema: Cinema, words: str):
    await caption(session, cinema, TWO)

    assert await starts(session, cinema, words) == [0]


async def test_the_cue_that_holds_the_words_wins_over_the_one_before_it(session: AsyncSession, cinema: Cinema):
    await caption(session, cinema, TWO)

    assert await starts(session, cinema, "ruộng lúa") == [2_500]
    assert await starts(session, cinema, "muối") == []
    assert await starts(session, cinema, "!!!") == []


async def test_words_that_follow_after_a_pause_are_no_phrase(session: AsyncSession, cinema: Cinema):
    await caption(session, cinema, [Cue(0, 2_000, "Nước mặn vào"), Cue(20_000, 22_000, "ruộng lúa")])

    assert await starts(session, cinema, "vào ruộng") == []


async def test_french_words_are_found_in_other_forms(session: AsyncSession, cinema: Cinema):
    await caption(session, cinema, [Cue(0, 2_000, "Les rizières salées")], FRENCH)

    assert await starts(session, cinema, "rizière salée") == [0]


async def test_a_word_said_all_the_time_is_shown_three_times(session: AsyncSession, cinema: Cinema):
    await caption(session, cinema, [Cue(n * 1_000, n * 1_000 + 900, "lúa") for n in range(50)])

    found = await starts(session, cinema, "lúa")
    assert len(found) == 3
    assert all(abs(a - b) > moments.NEAR_MS for a in found for b in found if a != b)


async def test_only_what_changed_is_written_anew(session: AsyncSession, cinema: Cinema):
    await caption(session, cinema, [*TWO, Cue(9_000, 9_500, "")])
    before = set(await session.scalars(select(MediaMoment.id)))
    await caption(session, cinema, [*TWO, Cue(30_000, 31_000, "mới")], version=1)

    assert before < set(await session.scalars(select(MediaMoment.id)))
    assert await session.scalar(select(func.count()).select_from(MediaMoment)) == 3
    await TrackService(session).remove(cinema.writer, cinema.film.id, VIETNAMESE, 2)
    assert await session.scalar(select(func.count()).select_from(MediaMoment)) == 0


async def test_only_published_films_are_searched_by_everybody(session: AsyncSession, cinema: Cinema):
    await caption(session, cinema, TWO)
    assert await find_moments(session, "nước mặn") == []

    publication = await publish(session, cinema)
    found = await find_moments(session, "nuoc man")
    assert [(one.slug, one.media_id, one.language, one.start_ms, one.text) for one in found] == [
        (publication.slug, cinema.film.id, "vi", 0, "Nước mặn vào")
    ]
    assert found[0].title.vi == publication.title["vi"]

    await PublicationService(session, lambda: publication.published_at).unpublish(cinema.season.manager, publication.id)
    assert await find_moments(session, "nước mặn") == []


async def test_a_publication_is_found_by_what_is_said_in_its_film_also_when_it_is_said_later(session: AsyncSession, cinema: Cinema):
    publication = await publish(session, cinema)
    assert "ruộng lúa" not in publication.search_text

    await TrackService(session).write(cinema.editor, cinema.film.id, VIETNAMESE, 0, TWO)
    await session.refresh(publication)
    assert "Nước mặn vào ruộng lúa năm ấy" in publication.search_text


async def test_three_films_cost_as_many_statements_as_one(session: AsyncSession, cinema: Cinema, statements: list[str]):
    others = [await make_film(session, cinema.season) for _ in range(2)]
    for film in (cinema.film, *others):
        await TrackService(session).write(cinema.writer, film.id, VIETNAMESE, 0, TWO)
    await publish(session, cinema)
    await publish(session, cinema, *others)

    statements.clear()
    assert len(await find_moments(session, "năm ấy")) == 3
    assert len(statements) == 2


async def test_moments_over_http(session: AsyncSession, client: Any, cinema: Cinema):
    await caption(session, cinema, TWO)
    publication = await publish(session, cinema)
    await settled(session)

    answer = await client.get("/showcase/moments", params={"q": "nuoc man"})
    assert answer.status_code == 200
    assert [(one["slug"], one["start_ms"]) for one in answer.json()] == [(publication.slug, 0)]
    assert problem(await client.get("/showcase/moments", params={"q": ""}))[0] == 422
    assert (await client.get("/showcase/moments", params={"q": "\x00'; DROP--"})).json() == []
