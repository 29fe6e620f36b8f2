"""What visitors get off the shelf by the door: the same as from the handler, and never what belongs to somebody."""

import pytest

from tests.awards.season import make_season
from tests.factories import settled, sign_in_as
from tests.gallery.shown import make_publication

LIST = "/publications"


@pytest.fixture
async def season(session):
    found = await make_season(session)
    for title in ("Một", "Hai", "Ba"):
        await make_publication(session, found, title=title)
    await settled(session)
    return found


async def test_the_second_visitor_gets_what_the_first_got(client, season):
    first = await client.get(LIST)
    second = await client.get(LIST)

    assert second.content == first.content
    for name in ("etag", "cache-control", "content-type", "content-encoding", "content-security-policy", "x-content-type-options"):
        assert second.headers[name] == first.headers[name], name
    assert {word.strip() for word in second.headers["vary"].split(",")} == {"Cookie", "Accept-Encoding"}


async def test_it_is_not_compressed_for_those_who_cannot_read_that(client, season):
    plain = {"accept-encoding": "identity"}
    first = await client.get(LIST, headers=plain)
    second = await client.get(LIST, headers=plain)

    assert "content-encoding" not in second.headers
    assert (second.content, second.headers["content-length"]) == (first.content, str(len(first.content)))


async def test_who_has_it_already_is_told_so(client, season):
    first = await client.get(LIST)
    second = await client.get(LIST, headers={"if-none-match": first.headers["etag"]})

    assert (second.status_code, second.content, second.headers["cache-control"]) == (304, b"", "public, max-age=0, s-maxage=5")


async def test_another_query_is_another_answer(client, season):
    await client.get(LIST)

    other = await client.get(LIST, params={"category": "khong-co"})

    assert other.json()["items"] == []


async def test_a_token_is_looked_at_before_the_shelf(client, season):
    await client.get(LIST)

    with_cookie = await client.get(LIST, headers={"cookie": "exemplar_session=unknown", "accept-encoding": "identity"})
    with_token = await client.get(LIST, headers={"authorization": "Bearer unknown", "accept-encoding": "identity"})

    # The handler, which compresses nothing itself, names the cookie alone; the door would have named both.
    assert (with_cookie.headers["vary"], with_token.headers["vary"]) == ("Cookie", "Cookie")


async def test_the_signed_in_never_get_what_was_kept_for_visitors(client, session, season):
    visitor = await client.get(LIST)
    await sign_in_as(client, session, season.manager.account_id)

    answer = await client.get(LIST)

    assert (visitor.headers["cache-control"], answer.headers["cache-control"]) == ("public, max-age=0, s-maxage=5", "private, no-cache")


async def test_what_the_signed_in_got_is_not_kept(client, session, season):
    await sign_in_as(client, session, season.manager.account_id)
    await client.get(LIST)
    client.cookies.clear()

    assert (await client.get(LIST)).headers["cache-control"] == "public, max-age=0, s-maxage=5"


async def test_only_reading_is_answered_at_the_door(client, season):
    await client.get(LIST)

    assert (await client.post(LIST)).status_code == 405


async def test_what_is_taken_down_is_off_the_shelf_at_once(client, session, season):
    newest = (await client.get(LIST)).json()["items"][0]
    await sign_in_as(client, session, season.manager.account_id)
    await client.post(f"{LIST}/{newest['id']}/unpublication")
    client.cookies.clear()

    assert newest["id"] not in {item["id"] for item in (await client.get(LIST)).json()["items"]}
