"""Calls over HTTP."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from exemplar.accounts.roles import Role
from exemplar.campaigns.service import CampaignService
from exemplar.core.clock import utc_now
from tests.campaigns.arrange import MANAGER, make_draft, make_published
from tests.factories import actor_of, in_campaign, make_account, problem, settled, sign_in_as


@pytest.fixture
async def manager(session):
    return actor_of(await make_account(session, MANAGER), MANAGER)


def body(**changes):
    return {"code": "C2-2026", "name": {"vi": "Mô hình hay quý IV"}, "template": "initiative_award", **changes}


async def test_a_manager_opens_a_call_from_a_template(client, session, manager):
    await sign_in_as(client, session, manager.account_id)

    response = await client.post("/campaigns", json=body())

    read = response.json()
    assert response.status_code == 201
    assert (read["state"], read["version"], read["open_actions"]) == ("draft", 1, ["edit", "publish"])
    assert [section["key"] for section in read["form"]["sections"]] == ["context", "solution", "effect", "replication", "evidence"]
    assert [one["definition"]["criteria"][0]["floor"] for one in read["rubrics"]] == [15]


async def test_a_contributor_cannot_open_one(client, session):
    account = await make_account(session)
    await sign_in_as(client, session, account.id)

    assert problem(await client.post("/campaigns", json=body())) == (403, "not_allowed", {"action": "campaign.create"})


async def test_bad_values_are_told_field_by_field(client, session, manager):
    await sign_in_as(client, session, manager.account_id)

    response = await client.post("/campaigns", json=body(code="bad code", name={"vi": "a\x00"}, template="surprise"))

    assert response.status_code == 422
    assert {tuple(e["path"]) for e in response.json()["errors"]} == {("code",), ("name", "vi"), ("template",)}


async def test_a_visitor_reads_a_published_call_with_the_time_of_the_database(client, session, manager):
    campaign = await make_published(session, manager)
    await settled(session)

    read = (await client.get(f"/campaigns/{campaign.id}")).json()

    assert (read["open_actions"], [phase["is_open"] for phase in read["phases"]]) == ([], [True, False, False, False, False])
    assert abs(datetime.fromisoformat(read["now"]) - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_visitor_knows_nothing_of_a_draft(client, session, manager):
    draft = await make_draft(session, manager)
    await settled(session)

    assert problem(await client.get(f"/campaigns/{draft.id}"))[:2] == (404, "campaign_not_found")
    assert str(draft.id) not in (await client.get("/campaigns")).text


async def test_setting_up_and_publishing_over_http(client, session, manager):
    draft = await make_draft(session, manager)
    await sign_in_as(client, session, manager.account_id)
    start = datetime.now(UTC)
    phases = [
        {"kind": kind, "opens_at": (start + timedelta(days=i)).isoformat(), "closes_at": (start + timedelta(days=i + 9)).isoformat()}
        for i, kind in enumerate(("submission", "screening", "review", "council", "award"))
    ]
    base = f"/campaigns/{draft.id}"

    first = await client.put(f"{base}/phases", json={"version": 1, "phases": phases})
    form = first.json()["form"]
    second = await client.put(f"{base}/form", json={"version": 2, "form": {"sections": form["sections"][:2]}})
    rubric = second.json()["rubrics"][0]
    third = await client.put(
        f"{base}/rubrics/{rubric['id']}", json={"version": 3, "name": rubric["name"], "definition": rubric["definition"]}
    )
    category = third.json()["categories"][0]
    fourth = await client.put(f"{base}/categories", json={"version": 4, "categories": [category | {"statutory": True}]})
    added = await client.post(f"{base}/rubrics", json={"version": 5, "name": {"vi": "Khác"}, "definition": {"pass_percent": 50}})
    spare = added.json()["rubrics"][1]["id"]
    removed = await client.delete(f"{base}/rubrics/{spare}", params={"version": 6})
    changed = await client.put(base, json={"version": 7, "name": {"vi": "Tên mới"}, "blind_review": True, "sheets_per_entry": 5})
    readiness = await client.get(f"{base}/readiness")

    assert [r.status_code for r in (first, second, third, fourth, added, removed, changed, readiness)] == [
        200,
        200,
        200,
        200,
        201,
        200,
        200,
        200,
    ]
    assert (changed.json()["version"], changed.json()["sheets_per_entry"]) == (8, 5)
    assert set(readiness.json()["missing"]) <= {"council_rule_missing"}


async def test_publishing_too_early_says_what_is_missing(client, session, manager):
    draft = await make_draft(session, manager)
    await sign_in_as(client, session, manager.account_id)

    status, code, facts = problem(await client.post(f"/campaigns/{draft.id}/publication", json={"version": 1}))

    assert (status, code) == (409, "campaign_not_ready")
    assert "phase_missing_submission" in facts["missing"]


async def test_a_form_whose_keys_clash_is_refused(client, session, manager):
    draft = await make_draft(session, manager)
    await sign_in_as(client, session, manager.account_id)
    section = {"key": "a", "title": {"vi": "A"}, "fields": []}

    response = await client.put(f"/campaigns/{draft.id}/form", json={"version": 1, "form": {"sections": [section, section]}})

    assert problem(response)[:2] == (422, "invalid")


async def test_movements_are_added_and_listed(client, session, manager):
    await sign_in_as(client, session, manager.account_id)

    made = await client.post("/movements", json={"name": {"vi": "Thi đua"}, "starts_on": "2026-01-01", "ends_on": "2030-12-31"})
    wrong = await client.post("/movements", json={"name": {"vi": "Thi đua"}, "starts_on": "2026-01-01", "ends_on": "2025-12-31"})

    assert made.status_code == 201
    assert wrong.status_code == 422
    assert made.json() in (await client.get("/movements")).json()


async def test_an_unknown_campaign_is_not_found(client, session, manager):
    await sign_in_as(client, session, manager.account_id)

    assert problem(await client.post(f"/campaigns/{uuid4()}/closing", json={"version": 1}))[:2] == (404, "campaign_not_found")


async def test_a_manager_of_one_campaign_lists_that_one(client, session, manager):
    mine, _ = await make_draft(session, manager), await make_draft(session, manager)
    grant = in_campaign(Role.MANAGER, mine.id)
    account = await make_account(session, grant)
    await sign_in_as(client, session, account.id)

    items = (await client.get("/campaigns", params={"managed": "true"})).json()["items"]

    assert [item["id"] for item in items] == [str(mine.id)]


async def test_the_list_takes_as_many_statements_for_three_as_for_one(client, session, connection, manager):
    statements = []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
    await make_published(session, manager)
    await settled(session)
    statements.clear()
    await client.get("/campaigns")
    one = len(statements)
    for _ in range(2):
        await make_published(session, manager)
    await settled(session)
    statements.clear()

    items = (await client.get("/campaigns")).json()["items"]

    assert (len(items) >= 3, len(statements)) == (True, one)


async def test_a_rubric_is_read_by_those_who_may_know_its_campaign(client, session, manager):
    campaign, draft = await make_published(session, manager), await make_draft(session, manager)
    (shown,) = await CampaignService(session, utc_now).rubrics_of(campaign.id)
    (hidden,) = await CampaignService(session, utc_now).rubrics_of(draft.id)
    await sign_in_as(client, session, (await make_account(session)).id)

    assert (await client.get(f"/rubrics/{shown.id}")).json()["definition"]["pass_percent"] == 70
    assert problem(await client.get(f"/rubrics/{hidden.id}"))[:2] == (404, "rubric_not_found")
