"""What a player is told of a file, and the words beside it, over HTTP: shapes, permission, caching."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.editions import Edition
from exemplar.media.engine.captions import Cue
from exemplar.media.grants import INFO_KEY, ReadGrants
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaMask
from exemplar.media.tracks import TrackService
from tests.factories import problem, settled, sign_in_as
from tests.media.test_holds import hand_in
from tests.media.timed import TWO, VIETNAMESE, Cinema, make_cinema, publish

BODY = {"version": 0, "cues": [{"start_ms": 0, "end_ms": 2_000, "text": "Xin chào"}]}


@pytest.fixture
async def cinema(session: AsyncSession) -> Cinema:
    cinema = await make_cinema(session)
    await settled(session)
    return cinema


async def captioned(session: AsyncSession, cinema: Cinema) -> str:
    await TrackService(session).write(cinema.writer, cinema.film.id, VIETNAMESE, 0, TWO)
    await settled(session)
    return f"/media/{cinema.film.id}/tracks/captions/vi"


async def test_the_unit_reads_what_a_player_needs(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    address = await captioned(session, cinema)
    await sign_in_as(client, session, cinema.writer.account_id)

    read = (await client.get(f"/media/{cinema.film.id}/playback")).json()

    assert read == {
        "media_id": str(cinema.film.id),
        "kind": "video",
        "duration_ms": 60_000,
        "width": 1280,
        "height": 960,
        "names": ["play.mp4", "w640.webp"],
        "average_colour": "#884422",
        "blurhash": None,
        "focal_point": {"x": 500, "y": 500},
        "waveform": None,
        "tracks": [{"kind": "captions", "language": "vi", "source": "written", "url": f"/api/v1{address}.vtt", "version": 1}],
    }


async def test_a_track_in_which_nothing_stands_is_not_offered(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    await captioned(session, cinema)
    await TrackService(session).write(cinema.writer, cinema.film.id, VIETNAMESE, 1, [])
    await settled(session)
    await sign_in_as(client, session, cinema.writer.account_id)

    assert (await client.get(f"/media/{cinema.film.id}/playback")).json()["tracks"] == []
    assert len((await client.get(f"/media/{cinema.film.id}/tracks/")).json()["tracks"]) == 1


async def test_captions_are_given_as_vtt_and_cue_by_cue(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    address = await captioned(session, cinema)
    await sign_in_as(client, session, cinema.writer.account_id)

    vtt = await client.get(f"{address}.vtt")
    assert vtt.text == "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nNước mặn vào\n\n00:00:02.500 --> 00:00:05.000\nruộng lúa năm ấy\n"
    assert vtt.headers["content-type"] == "text/vtt; charset=utf-8"
    assert vtt.headers["cache-control"] == "no-store"
    assert (await client.get(f"{address}.vtt", headers={"if-none-match": vtt.headers["etag"]})).status_code == 304
    assert (await client.get(address)).json() == {
        "kind": "captions",
        "language": "vi",
        "version": 1,
        "source": "written",
        "cues": [{"start_ms": cue.start_ms, "end_ms": cue.end_ms, "text": cue.text} for cue in TWO],
    }
    assert problem(await client.get(f"/media/{cinema.film.id}/tracks/captions/fr"))[:2] == (404, "media_track_not_found")
    assert problem(await client.get(f"/media/{cinema.film.id}/tracks/subtitles/vi"))[:2] == (404, "media_track_not_found")


async def test_a_visitor_reads_what_is_published_and_nothing_else(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    address = await captioned(session, cinema)
    for path in (f"/media/{cinema.film.id}/playback", address, f"{address}.vtt", f"/media/{uuid4()}/playback"):
        assert problem(await client.get(path))[:2] == (404, "media_not_found")

    await publish(session, cinema)
    await settled(session)
    assert (await client.get(f"/media/{cinema.film.id}/playback")).status_code == 200
    assert (await client.get(f"{address}.vtt")).headers["cache-control"] == "public, max-age=30"


async def test_a_reader_of_the_blind_edition_gets_what_the_masks_leave(
    services: wiring.Services, session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema
):
    await TrackService(session).write(cinema.writer, cinema.film.id, VIETNAMESE, 0, [*TWO, Cue(9_000, 10_000, "tôi là Lan")])
    by = cinema.editor.account_id
    session.add(MediaMask(media_id=cinema.film.id, kind=MaskKind.TEXT, words="ruong lua", made_by=by))
    session.add(MediaMask(media_id=cinema.film.id, kind=MaskKind.SOUND, start_ms=9_500, end_ms=9_700, made_by=by))
    await settled(session)

    async def as_jury(_session: AsyncSession, actor: Actor | None, media_id: UUID, _name: str) -> Edition | None:
        return Edition.BLIND if actor and media_id == cinema.film.id else None

    services.session_maker.configure(info={**services.session_maker.kw["info"], INFO_KEY: ReadGrants([as_jury])})
    await sign_in_as(client, session, cinema.stranger.account_id)

    vtt = (await client.get(f"/media/{cinema.film.id}/tracks/captions/vi.vtt")).text
    assert "Nước mặn vào" in vtt
    assert "ruộng lúa" not in vtt
    assert "Lan" not in vtt
    assert vtt.count("[…]") == 2


async def test_captions_are_written_uploaded_and_removed_over_http(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    tracks = f"/media/{cinema.film.id}/tracks"
    await sign_in_as(client, session, cinema.writer.account_id)

    written = await client.put(f"{tracks}/captions/vi", json=BODY)
    assert (written.status_code, written.json()["version"]) == (200, 1)
    srt = "1\n00:00:01,000 --> 00:00:02,000\nHello\n"
    uploaded = await client.post(f"{tracks}/captions/en/upload", json={"version": 0, "text": srt})
    assert (uploaded.status_code, uploaded.json()["source"]) == (200, "uploaded")
    assert problem(await client.put(f"{tracks}/captions/vi", json={**BODY, "cues": []}))[:2] == (409, "stale_version")
    assert problem(await client.post(f"{tracks}/captions/fr/upload", json={"version": 0, "text": "<html>"}))[:2] == (
        422,
        "media_track_unreadable",
    )
    desk = (await client.get(f"{tracks}/")).json()
    assert (desk["is_held"], desk["file_name"], [one["language"] for one in desk["tracks"]]) == (False, "tệp.bin", ["en", "vi"])
    assert (await client.delete(f"{tracks}/captions/en", params={"version": 1})).status_code == 204
    assert [one["language"] for one in (await client.get(f"{tracks}/")).json()["tracks"]] == ["vi"]


async def test_a_held_film_answers_409_and_says_so_beforehand(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    await hand_in(session, cinema, InitiativeState.SUBMITTED)
    await sign_in_as(client, session, cinema.writer.account_id)

    assert (await client.get(f"/media/{cinema.film.id}/tracks/")).json()["is_held"]
    assert problem(await client.put(f"/media/{cinema.film.id}/tracks/captions/vi", json=BODY))[:2] == (409, "media_held")


@pytest.mark.parametrize(
    ("cue", "path", "code"),
    [
        ({"text": "a\u202eb"}, ["cues", "1", "text"], "field_hidden_characters"),
        ({"text": "a\x00b"}, ["cues", "1", "text"], "field_hidden_characters"),
        ({"text": "x" * 501}, ["cues", "1", "text"], "field_too_long"),
        ({"start_ms": -1}, ["cues", "1", "start_ms"], "field_too_small"),
        ({"end_ms": 60_001}, ["cues", "1", "end_ms"], "cue_after_end"),
        ({"start_ms": 4_000}, ["cues", "1", "end_ms"], "cue_ends_before_start"),
    ],
)
async def test_a_bad_cue_is_named_by_its_place(
    session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema, cue: dict[str, Any], path: list[str], code: str
):
    await sign_in_as(client, session, cinema.writer.account_id)
    bad = {"start_ms": 2_000, "end_ms": 3_000, "text": "b", **cue}

    answer = await client.put(f"/media/{cinema.film.id}/tracks/captions/vi", json={"version": 0, "cues": [*BODY["cues"], bad]})

    assert answer.status_code == 422
    assert [(fault["path"][-3:], fault["code"]) for fault in answer.json()["errors"]] == [(path, code)]


async def test_more_cues_than_a_film_may_have_are_refused_and_so_are_vast_bodies(
    session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema
):
    address = f"/media/{cinema.film.id}/tracks/captions/vi"
    await sign_in_as(client, session, cinema.writer.account_id)
    cues = [{"start_ms": n, "end_ms": n + 1, "text": "Nước mặn vào ruộng lúa " * 10} for n in range(5_001)]

    assert (await client.put(address, json={"version": 0, "cues": cues})).status_code == 422
    assert (await client.put(address, json={"version": 0, "cues": cues[:-1]})).status_code == 200
    assert (await client.post(f"{address}/upload", json={"version": 0, "text": "x" * 9_000_000})).status_code == 413


async def test_strangers_learn_nothing_and_write_nothing(session: AsyncSession, client: httpx.AsyncClient, cinema: Cinema):
    await sign_in_as(client, session, cinema.stranger.account_id)

    for answer in (
        await client.get(f"/media/{cinema.film.id}/tracks/"),
        await client.put(f"/media/{cinema.film.id}/tracks/captions/vi", json=BODY),
        await client.delete(f"/media/{cinema.film.id}/tracks/captions/vi", params={"version": 1}),
    ):
        assert problem(answer)[:2] == (404, "media_not_found")
