"""The showcase over HTTP: lists, search, caching, taking down."""

import pytest

from exemplar.accounts.roles import Role
from exemplar.gallery import share_cards
from exemplar.gallery.answers import SHARED
from tests.awards.season import make_season
from tests.factories import everywhere, make_actor, make_unit, problem, settled, sign_in_as
from tests.gallery.shown import attached, make_media, make_publication


@pytest.fixture
async def season(session):
    return await make_season(session)


async def titles(client, **query):
    answer = await client.get("/publications", params=query)
    assert answer.status_code == 200, answer.text
    return [item["title"]["vi"] for item in answer.json()["items"]]


async def test_a_visitor_lists_the_newest_first_and_gets_no_cookie(client, session, season):
    for title in ("Một", "Hai", "Ba"):
        await make_publication(session, season, title=title)
    await settled(session)

    answer = await client.get("/publications")

    body = answer.json()
    assert [item["title"]["vi"] for item in body["items"]] == ["Ba", "Hai", "Một"]
    assert (body["total"], body["is_capped"], body["next_cursor"]) == (3, False, None)
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=5"
    assert "set-cookie" not in answer.headers
    again = await client.get("/publications", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])


async def test_what_depends_on_the_reader_is_not_shared(client, session, season):
    await make_publication(session, season)
    await sign_in_as(client, session, season.manager.account_id)

    answer = await client.get("/publications")

    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("private, no-cache", "Cookie")


@pytest.mark.parametrize("sort", ["newest", "title", "relevance"])
async def test_paging_shows_everything_once(client, session, season, sort):
    made = {(await make_publication(session, season, title=f"Sáng kiến số {number}")).slug for number in range(30)}
    await settled(session)

    first = (await client.get("/publications", params={"sort": sort, "q": "sang kien"})).json()
    second = (await client.get("/publications", params={"sort": sort, "q": "sang kien", "cursor": first["next_cursor"]})).json()

    assert (len(first["items"]), len(second["items"])) == (24, 6)
    assert {item["slug"] for item in first["items"] + second["items"]} == made
    assert second["next_cursor"] is None
    assert first["total"] == second["total"] == 30


async def test_titles_sort_in_vietnamese_order(client, session, season):
    for title in ("Đèn", "Dao", "Ê-ke", "Áo", "An", "Ăn"):
        await make_publication(session, season, title=title)
    await settled(session)

    assert await titles(client, sort="title") == ["An", "Áo", "Ăn", "Dao", "Đèn", "Ê-ke"]


@pytest.mark.parametrize("query", ["so hoa", "Số hoá", "SO HOA so truc", '"so hoa"', "khoa cong nghe", "diem", "that lac"])
async def test_search_needs_no_accents(client, session, season, query):
    await make_publication(session, season)
    await make_publication(session, season, title="Vườn thuốc nam", answers={}, authors=[], summary="Trồng cây", unit_name={"vi": "x"})
    await settled(session)

    assert "Số hoá sổ trực phòng thí nghiệm" in await titles(client, q=query)


async def test_accents_typed_as_written_come_first(client, session, season):
    await make_publication(session, season, title="Bàn làm việc")
    await make_publication(session, season, title="Bạn học tập")
    await settled(session)

    assert (await titles(client, q="bàn"))[0] == "Bàn làm việc"
    assert (await titles(client, q="bạn"))[0] == "Bạn học tập"


async def test_what_was_found_is_marked_as_data_not_markup(client, session, season):
    await make_publication(session, season, title="Mã <b>QR</b> hay")
    await settled(session)

    item = (await client.get("/publications", params={"q": "ma"})).json()["items"][0]

    assert "".join(piece["text"] for piece in item["found_title"]) == "Mã <b>QR</b> hay"
    assert [piece["text"] for piece in item["found_title"] if piece["is_match"]] == ["Mã"]


@pytest.mark.parametrize("query", ["'; DROP TABLE publication; --", '"', "& | !", "\\", "<->", "a" * 400, "\t", "()", "-x"])
async def test_any_text_may_be_searched(client, query):
    answer = await client.get("/publications", params={"q": query})

    assert (answer.status_code, answer.json()["items"]) == (200, [])


async def test_filters_narrow_the_list(client, session, season):
    school = await make_unit(session, name="Trường")
    season.unit.parent_id, season.unit.line = school.id, [school.id, season.unit.id]
    picture = await make_media(session, season)
    await make_publication(session, season, title="Có ảnh", attachments=[attached(picture)])
    other = await make_season(session, award="Giải Nhì", category="Đào tạo")
    await make_publication(session, other, title="Không ảnh")
    await settled(session)

    assert await titles(client, kind="image") == ["Có ảnh"]
    assert await titles(client, award="giai-nhi") == ["Không ảnh"]
    assert await titles(client, category="chuyen-doi-so") == ["Có ảnh"]
    assert await titles(client, unit=str(school.id)) == ["Có ảnh"]
    assert await titles(client, campaign=str(other.campaign.id)) == ["Không ảnh"]
    assert await titles(client, year="2026") == ["Không ảnh", "Có ảnh"]
    assert await titles(client, year="1999") == []
    assert sorted(await titles(client, award=["giai-nhi", "giai-nhat"])) == ["Có ảnh", "Không ảnh"]
    assert await titles(client, award="giai-nhi", kind="image") == []


async def test_facets_count_under_the_other_filters(client, session, season):
    school = await make_unit(session, name="Trường")
    season.unit.parent_id, season.unit.line = school.id, [school.id, season.unit.id]
    await make_publication(session, season, attachments=[attached(await make_media(session, season))])
    other = await make_season(session, award="Giải Nhì", category="Đào tạo")
    await make_publication(session, other)
    await settled(session)

    body = (await client.get("/publications/facets", params={"award": "giai-nhi"})).json()

    assert {(choice["value"], choice["count"]) for choice in body["awards"]} == {("giai-nhat", 1), ("giai-nhi", 1)}
    assert [(choice["value"], choice["label"]["vi"], choice["count"]) for choice in body["categories"]] == [("dao-tao", "Đào tạo", 1)]
    assert body["kinds"] == []
    assert body["is_capped"] is False
    units = (await client.get("/publications/facets", params={"kind": "image"})).json()["units"]
    assert [(choice["label"]["vi"], choice["depth"], choice["count"]) for choice in units] == [
        ("Trường", 0, 1),
        ("Khoa Công nghệ thông tin", 1, 1),
    ]


async def test_a_page_and_what_is_near_it(client, session, season):
    first, second = await make_publication(session, season), await make_publication(session, season)
    await settled(session)

    body = (await client.get(f"/publications/{first.slug}")).json()
    near = (await client.get(f"/publications/{first.slug}/related")).json()

    assert body["title"]["vi"] == "Số hoá sổ trực phòng thí nghiệm"
    assert body["story"]["sections"][0]["fields"][0]["value"] == "Sổ giấy dễ thất lạc."
    assert body["open_actions"] == []
    assert [item["slug"] for item in near["same_category"]] == [second.slug]
    assert near["same_unit"] == []


async def test_unpublished_means_gone_everywhere(client, session, season, services, storage):
    publication = await make_publication(session, season)
    await settled(session)
    await share_cards.make(services.session_maker, storage, publication.id)
    await sign_in_as(client, session, (await make_actor(session, everywhere(Role.EDITOR))).account_id)
    assert (await client.get(f"/publications/{publication.slug}")).json()["open_actions"] == ["describe", "unpublish"]
    card = await client.get(f"/publications/{publication.slug}/share-card")
    assert (card.headers["content-type"], card.content[:4]) == ("image/png", b"\x89PNG")
    assert card.headers["cache-control"] == SHARED, "a card is kept no longer than its page"

    assert (await client.post(f"/publications/{publication.id}/unpublication")).status_code == 200
    client.cookies.clear()

    assert await titles(client) == []
    assert await titles(client, q="so hoa") == []
    assert problem(await client.get(f"/publications/{publication.slug}/share-card"))[0] == 404
    assert problem(await client.get(f"/publications/{publication.slug}")) == (404, "publication_not_found", {})
    assert (await client.get("/publications/facets")).json()["categories"] == []
    assert (await client.get(f"/publications/{publication.slug}/related")).json() == {"same_category": [], "same_unit": []}


async def test_an_editor_puts_it_back(client, session, season):
    publication = await make_publication(session, season)
    await sign_in_as(client, session, (await make_actor(session, everywhere(Role.EDITOR))).account_id)
    await client.post(f"/publications/{publication.id}/unpublication")

    listed = (await client.get("/publications/unpublished")).json()
    answer = await client.post(f"/publications/{publication.id}/republication")

    assert [(entry["slug"], entry["open_actions"]) for entry in listed] == [(publication.slug, ["republish"])]
    assert answer.status_code == 204
    assert (await client.get(f"/publications/{publication.slug}")).status_code == 200


@pytest.mark.parametrize(
    "query",
    [{"sort": "best"}, {"unit": "x"}, {"kind": "smell"}, {"year": "many"}, {"cursor": "AAAA"}, {"cursor": "%%%"}, {"q": "a" * 401}],
)
async def test_bad_parameters_are_refused(client, query):
    answer = await client.get("/publications", params=query)

    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("slug", ["nothing-here", "%00", "x" * 500])
async def test_unknown_addresses_are_not_found(client, slug):
    assert problem(await client.get(f"/publications/{slug}"))[:2] == (404, "publication_not_found")


async def test_staff_cannot_take_down(client, session, season):
    publication = await make_publication(session, season)
    await sign_in_as(client, session, (await make_actor(session)).account_id)

    assert problem(await client.post(f"/publications/{publication.id}/unpublication"))[:2] == (403, "not_allowed")
