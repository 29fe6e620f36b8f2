"""Initiatives and screening over HTTP."""

import pytest

from exemplar.core.models import new_id
from exemplar.core.paging import encode_cursor
from tests.factories import problem, sign_in_as
from tests.initiatives.arrange import make_draft, make_season, make_submitted, returning, screenings


@pytest.fixture
async def season(session):
    return await make_season(session)


async def test_a_unit_writes_hands_in_and_takes_back(client, session, season):
    draft = await make_draft(session, season)
    await sign_in_as(client, session, season.lead.account_id)

    saved = (await client.patch(f"/initiatives/{draft.id}", json={"version": draft.version, "title": "Vé nhựa"})).json()
    preview = (await client.get(f"/initiatives/{draft.id}/preview")).json()
    submitted = await client.post(f"/initiatives/{draft.id}/submission", json={"version": saved["version"], "oath": True})

    assert (saved["others"], preview["missing"]) == ([], [])
    assert preview["content"]["authors"] == [{"full_name": "Nguyễn Thị Lan", "unit_name": season.unit.name}]
    assert submitted.status_code == 200, submitted.text
    body = submitted.json()
    assert (body["state"], body["title"], body["open_actions"], len(body["revisions"])) == ("submitted", "Vé nhựa", ["withdraw"], 1)
    withdrawn = await client.post(f"/initiatives/{draft.id}/withdrawal", json={"version": body["version"]})
    assert (withdrawn.json()["state"], withdrawn.json()["open_actions"]) == ("withdrawn", [])
    again = await client.post(f"/initiatives/{draft.id}/submission", json={"version": 1, "oath": True})
    assert problem(again)[:2] == (409, "initiative_wrong_state")


async def test_a_refused_save_names_the_parts_and_the_draft_is_one_read_away(client, session, season):
    draft = await make_draft(session, season, complete=False)
    await sign_in_as(client, session, season.contributor.account_id)
    url = f"/initiatives/{draft.id}"
    await client.patch(url, json={"version": 1, "title": "Một", "title_translations": {"fr": "Un"}, "answers": {"saving": 3}})

    refused = await client.patch(url, json={"version": 1, "title": "Hai"})

    assert problem(refused) == (409, "stale_version", {"yours": 1, "current": 2, "parts": ["title"]})
    current = (await client.get(f"{url}/draft")).json()
    assert (current["version"], current["title"], current["title_translations"], current["answers"]) == (
        2,
        "Một",
        {"fr": "Un", "en": None},
        {"saving": 3},
    )


async def test_a_translation_may_come_before_the_title(client, session, season):
    draft = await make_draft(session, season, complete=False, title="")
    await sign_in_as(client, session, season.contributor.account_id)
    await client.patch(f"/initiatives/{draft.id}", json={"version": 1, "title_translations": {"en": "Tickets"}})

    read, preview = await client.get(f"/initiatives/{draft.id}"), await client.get(f"/initiatives/{draft.id}/preview")

    assert read.json()["title_translations"] == preview.json()["content"]["title_translations"] == {"fr": None, "en": "Tickets"}


async def test_starting_needs_a_place(client, session, season):
    await sign_in_as(client, session, season.contributor.account_id)
    place = {"campaign_id": str(season.campaign.id), "category_id": str(season.category.id), "unit_id": str(season.unit.id)}

    assert (await client.post("/initiatives", json=place)).status_code == 201
    assert problem(await client.post("/initiatives", json={}))[:2] == (422, "invalid")
    assert problem(await client.post("/initiatives", json={**place, "campaign_id": str(new_id())}))[:2] == (404, "campaign_not_found")
    listed = (await client.get("/initiatives")).json()
    assert [(one["state"], one["open_actions"], one["code"]) for one in listed["items"]] == [("draft", ["edit", "delete_draft"], None)]
    assert problem(await client.get("/initiatives?cursor=nonsense"))[:2] == (422, "cursor_invalid")


async def test_strangers_get_the_same_answer_as_for_nothing(client, session, season):
    draft = await make_draft(session, season)
    await sign_in_as(client, session, season.stranger.account_id)

    hidden, absent = await client.get(f"/initiatives/{draft.id}"), await client.get(f"/initiatives/{new_id()}")

    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content) == (404, hidden.content)
    for path in ("draft", "preview", "revisions", "revisions/1", "revisions/1/changes"):
        assert problem(await client.get(f"/initiatives/{draft.id}/{path}"))[:2] == (404, "initiative_not_found")


async def test_bad_bodies_are_told_field_by_field(client, session, season):
    draft = await make_draft(session, season)
    await sign_in_as(client, session, season.lead.account_id)
    url = f"/initiatives/{draft.id}"
    bad = {
        "": {"version": 0, "title": "a\x00", "summary": "x" * 5_000},
        "/authors": {"version": 1, "authors": [{"share_hundredths": 10_001}]},
        "/attachments": {"version": 1, "attachments": [{"media_id": "no", "field_key": "NO"}]},
    }

    fields = {}
    for path, body in bad.items():
        response = await client.request("PATCH" if path == "" else "PUT", url + path, json=body)
        assert response.status_code == 422
        fields[path] = {".".join(error["path"]) for error in response.json()["errors"]}

    assert fields == {
        "": {"version", "title", "summary"},
        "/authors": {"authors.0.share_hundredths"},
        "/attachments": {"attachments.0.media_id", "attachments.0.field_key"},
    }
    for path in ("submission", "withdrawal", "share-confirmation"):
        assert problem(await client.post(f"{url}/{path}", json={}))[:2] == (422, "invalid")


async def test_authors_and_files_are_set_and_shares_confirmed(client, session, season):
    draft = await make_draft(session, season)
    await sign_in_as(client, session, season.contributor.account_id)
    url, version = f"/initiatives/{draft.id}", draft.version
    authors = [
        {"account_id": str(season.contributor.account_id), "share_hundredths": 6000},
        {"full_name": "Bà Tư", "share_hundredths": 4000},
    ]

    body = (await client.put(f"{url}/authors", json={"version": version, "authors": authors})).json()
    files = [{**{k: f[k] for k in ("media_id", "field_key")}, "caption": "Mới"} for f in body["attachments"]]
    body = (await client.put(f"{url}/attachments", json={"version": body["version"], "attachments": files})).json()
    confirmed = await client.post(f"{url}/share-confirmation", json={"share_hundredths": 6000})

    assert [(a["full_name"], a["share_hundredths"]) for a in body["authors"]] == [("Nguyễn Thị Lan", 6000), ("Bà Tư", 4000)]
    assert [(f["caption"], f["state"], f["is_cover"]) for f in body["attachments"]] == [("Mới", "ready", False)]
    assert confirmed.status_code == 200
    assert problem(await client.post(f"{url}/share-confirmation", json={"share_hundredths": 1}))[:2] == (409, "share_changed")


async def test_a_screener_reads_decides_and_gets_the_next(client, session, season):
    first, second = await make_submitted(session, season), await make_submitted(session, season)
    await sign_in_as(client, session, season.screener.account_id)

    queue = (await client.get("/screening", params={"campaign": str(season.campaign.id)})).json()
    desk = (await client.get(f"/screening/{first.initiative.id}")).json()
    verdict = {
        "revision_id": desk["initiative"]["current_revision_id"],
        "outcome": "refuse",
        "reason_codes": ["not_new"],
        "reason": "Đã có.",
    }
    done = (await client.post(f"/screening/{first.initiative.id}/decision", json=verdict)).json()

    assert queue["counts"] == {"waiting": 2, "returned": 0, "passed": 0, "refused": 0}
    assert [item["id"] for item in queue["items"]] == [str(first.initiative.id), str(second.initiative.id)]
    assert desk["initiative"]["open_actions"] == ["accept", "return", "refuse"]
    assert "not_new" in desk["refuse_reasons"]
    for moment in ("2026-01-01T00:00:00", "9999-12-31T23:59:59-14:00"):
        cursor = encode_cursor(moment, new_id())
        assert problem(await client.get("/screening", params={"cursor": cursor}))[:2] == (422, "cursor_invalid")
    assert done == {"id": str(first.initiative.id), "state": "refused", "next_id": str(second.initiative.id)}
    bad = await client.post(f"/screening/{second.initiative.id}/decision", json={"outcome": "maybe"})
    assert problem(bad)[:2] == (422, "invalid")


async def test_screening_is_for_screeners(client, session, season):
    one = await make_submitted(session, season)
    await sign_in_as(client, session, season.lead.account_id)

    for path in ("/screening", f"/screening/{one.initiative.id}"):
        assert problem(await client.get(path))[:2] == (403, "not_allowed")


async def test_revisions_are_listed_read_and_compared(client, session, season):
    handed_in = await make_submitted(session, season)
    one = handed_in.initiative
    await screenings(session).decide(season.screener, one.id, returning(handed_in.revision.id))
    await sign_in_as(client, session, season.lead.account_id)
    url = f"/initiatives/{one.id}"
    saved = (await client.patch(url, json={"version": one.version, "title": "Vé nhựa tái dùng"})).json()
    await client.post(f"{url}/submission", json={"version": saved["version"], "oath": True})

    listed = (await client.get(f"{url}/revisions")).json()
    first = (await client.get(f"{url}/revisions/1")).json()
    changes = (await client.get(f"{url}/revisions/2/changes")).json()

    assert [(r["number"], r["submitter"]) for r in listed] == [(1, "Lê Trưởng"), (2, "Lê Trưởng")]
    assert (first["content"]["title"], first["digest"]) == ("Vé giấy tái dùng", handed_in.revision.digest.hex())
    assert [(f["part"], f["before"], f["after"]) for f in changes["fields"]] == [("title", "Vé giấy tái dùng", "Vé nhựa tái dùng")]
    for path in ("99", "99999999999", "1/changes"):
        assert problem(await client.get(f"{url}/revisions/{path}"))[:2] == (404, "revision_not_found")
