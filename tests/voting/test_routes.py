"""The module over HTTP: status, shape, permission, bad input."""

import pytest
from sqlalchemy import event, update

from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.voting.service import SessionPlan
from tests.factories import everywhere, in_campaign, make_account, problem, settled, sign_in_as
from tests.voting.room import NAME, convene, make_room, make_rule, open_first, services_of, start
from tests.voting.rule_samples import BASE, V1

RULE = {"name": NAME, "legal_basis": "", "valid_from": "2025-07-01", "valid_until": None, "definition": BASE}
PLAN = {"title": NAME, "place": "Phòng 201", "held_at": "2026-12-21T09:00:00+07:00"}


async def publish(session, room):
    values = {"state": CampaignState.PUBLISHED, "published_at": utc_now()}
    await session.execute(update(Campaign).where(Campaign.id == room.campaign.id).values(**values))


@pytest.fixture
async def room(session):
    return await make_room(session, size=5)


async def test_a_rule_is_written_read_changed_and_copied(client, session, room):
    await sign_in_as(client, session, room.secretary.account_id)

    created = await client.post("/council-rules", json={**RULE, "code": "V9"})
    changed = await client.put(f"/council-rules/{created.json()['id']}", json={**RULE, "legal_basis": "Điều 33", "version": 1})
    stale = await client.put(f"/council-rules/{created.json()['id']}", json={**RULE, "version": 1})
    copied = await client.post(f"/council-rules/{created.json()['id']}/versions")

    assert (created.status_code, created.json()["open_actions"]) == (201, ["edit", "new_version"])
    assert (changed.json()["legal_basis"], changed.json()["version"]) == ("Điều 33", 2)
    assert problem(stale) == (409, "stale_version", {"yours": 1, "current": 2})
    assert copied.json()["number"] == 2
    assert {rule["code"] for rule in (await client.get("/council-rules")).json()} >= {"V9"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"code": "no spaces"}, ["code"]),
        ({"name": {"vi": ""}}, ["name", "vi"]),
        ({"valid_from": "yesterday"}, ["valid_from"]),
        ({"definition": {**BASE, "threshold": {"num": 0, "den": 10, "strict": False}}}, ["definition", "threshold", "num"]),
        ({"definition": {**BASE, "denominator": "EVERYBODY"}}, ["definition", "denominator"]),
        ({"legal_basis": "a\x00b"}, ["legal_basis"]),
    ],
)
async def test_a_bad_rule_is_told_field_by_field(client, session, room, change, path):
    await sign_in_as(client, session, room.secretary.account_id)

    response = await client.post("/council-rules", json={**RULE, "code": "V9", **change})

    assert response.status_code == 422
    assert path in [error["path"] for error in response.json()["errors"]]


async def test_members_read_rules_and_do_not_write_them(client, session, room):
    await sign_in_as(client, session, room.members[1].account_id)

    rule = (await client.get(f"/council-rules/{room.rule.id}")).json()

    assert rule["open_actions"] == []
    assert problem(await client.post("/council-rules", json={**RULE, "code": "V9"}))[:2] == (403, "not_allowed")


async def test_a_simulation_warns(client, session, room):
    await sign_in_as(client, session, room.members[1].account_id)
    definition = {**BASE, "threshold": {"num": 9, "den": 10, "strict": False}}

    answer = (await client.post("/council-rules/simulation", json={"definition": definition, "size": 9, "absent": 0, "recused": 1})).json()
    bad = await client.post("/council-rules/simulation", json={"definition": definition, "size": 0, "absent": 0, "recused": 1})

    assert (answer["council"]["votes_needed"], answer["council"]["reachable"]) == (9, False)
    assert {"unanimity_needed", "unreachable"} <= set(answer["council"]["warnings"])
    assert [row["votes_needed"] for row in answer["table"][:6]] == [5, 6, 7, 8, 9, 9]
    assert bad.status_code == 422


async def test_the_manager_sets_a_campaign_up(client, session, room):
    other = await make_rule(session, V1)
    person = await make_account(session, in_campaign(Role.CHAIR, room.campaign.id), name="Trần Văn Minh")
    await sign_in_as(client, session, room.manager.account_id)
    base = f"/campaigns/{room.campaign.id}"

    listed = (await client.get(f"{base}/category-rules")).json()
    assigned = await client.put(f"{base}/category-rules/{room.category.id}", json={"rule_id": str(other.id)})
    council = (await client.post(f"{base}/councils", json={"name": NAME})).json()
    seated = await client.put(f"/councils/{council['id']}/members/{person.id}", json={"office": "chair", "votes": True})
    refused = await client.post(f"/councils/{council['id']}/sessions", json=PLAN)

    assert (listed[0]["rule"]["id"], listed[0]["may_assign"]) == (str(room.rule.id), True)
    assert assigned.status_code == 204
    assert (await client.get(f"{base}/category-rules")).json()[0]["rule"]["id"] == str(other.id)
    assert [(m["full_name"], m["office"]) for m in seated.json()["members"]] == [("Trần Văn Minh", "chair")]
    assert (seated.json()["voting_seats"], seated.json()["open_actions"]) == (1, ["appoint"])
    assert problem(refused) == (403, "not_allowed", {"action": "council.prepare"})
    assert len((await client.get(f"{base}/councils")).json()) == 2


async def test_the_secretary_prepares_orders_and_convenes(client, session, room):
    await sign_in_as(client, session, room.secretary.account_id)

    made = (await client.post(f"/councils/{room.council.id}/sessions", json=PLAN)).json()
    base = f"/council-sessions/{made['id']}"
    candidates = (await client.get(f"{base}/candidates")).json()
    ids = [candidate["initiative_id"] for candidate in candidates]
    added = (await client.post(f"{base}/items", json={"initiative_ids": ids})).json()
    order = [item["id"] for item in reversed(added["items"])]
    ordered = (await client.put(f"{base}/agenda", json={"version": added["version"], "item_ids": order})).json()
    moved = await client.patch(base, json={**PLAN, "place": "Hội trường", "version": ordered["version"]})
    dropped = (await client.delete(f"{base}/items/{order[1]}")).json()
    convened = await client.post(f"{base}/convocation")

    assert (made["state"], [c["sheets"] for c in candidates]) == ("draft", [0, 0])
    assert [item["id"] for item in ordered["items"]] == order
    assert moved.json()["place"] == "Hội trường"
    assert [item["state"] for item in dropped["items"]] == ["pending", "void"]
    assert convened.status_code == 204
    twice = await client.post(f"{base}/items", json={"initiative_ids": ids[1:]})
    assert problem(twice)[:2] == (409, "agenda_initiative_not_decidable")


async def test_a_vote_over_http(client, session, room):
    await start(session, room)
    item = room.items[0].id
    await sign_in_as(client, session, room.chair.account_id)
    opened = await client.post(f"/agenda-items/{item}/opening")
    cast = await client.post(f"/agenda-items/{item}/vote", json={"choice": "agree"})
    again = await client.post(f"/agenda-items/{item}/vote", json={"choice": "agree"})
    other = await client.post(f"/agenda-items/{item}/vote", json={"choice": "disagree"})
    bad = await client.post(f"/agenda-items/{item}/vote", json={"choice": "perhaps"})
    closed = await client.post(f"/agenda-items/{item}/closing")
    tally = await client.post(f"/agenda-items/{item}/tally")

    assert (opened.status_code, closed.status_code) == (204, 204)
    assert (cast.status_code, again.status_code, again.json()) == (200, 200, cast.json())
    assert problem(other)[:2] == (409, "vote_already_cast")
    assert (bad.status_code, bad.json()["errors"][0]["path"]) == (422, ["choice"])
    assert (tally.json()["passed"], tally.json()["counts"]["agree"], tally.json()["votes_needed"]) == (False, 1, 4)


async def test_voting_asks_for_the_password_again_after_five_minutes(client, session, room):
    item = await open_first(session, room)
    await sign_in_as(client, session, room.members[1].account_id, confirmed=False)

    response = await client.post(f"/agenda-items/{item.id}/vote", json={"choice": "agree"})

    assert problem(response) == (403, "confirmation_required", {"action": "vote.cast"})


async def test_attendance_recusal_and_check_in_over_http(client, session, room):
    await convene(session, room)
    base, item = f"/council-sessions/{room.meeting.id}", room.items[0].id
    await sign_in_as(client, session, room.secretary.account_id)
    away, leaving = room.members[2].account_id, room.members[3].account_id

    excused = await client.put(f"{base}/attendance/{away}", json={"presence": "excused"})
    recused = await client.put(f"/agenda-items/{item}/recusals/{leaving}", json={"reason": "Cùng nhóm nghiên cứu"})
    short = await client.put(f"/agenda-items/{item}/recusals/{leaving}", json={"reason": "x"})
    page = (await client.get(base)).json()

    assert (excused.status_code, recused.status_code, short.status_code) == (204, 204, 422)
    assert {m["account_id"]: m["presence"] for m in page["members"]}[str(away)] == "excused"
    assert [(r["kind"], r["words"]) for r in page["items"][0]["recusals"]] == [("declared", "Cùng nhóm nghiên cứu")]


async def test_strangers_get_404_for_what_exists_and_403_where_they_could_never(client, session, room):
    await convene(session, room)
    editor = await make_account(session, everywhere(Role.EDITOR))
    other = await make_room(session)

    await sign_in_as(client, session, editor.id)
    assert (await client.get(f"/council-sessions/{room.meeting.id}")).status_code == 403
    await sign_in_as(client, session, other.secretary.account_id)
    for path in (
        f"/council-sessions/{room.meeting.id}",
        f"/campaigns/{room.campaign.id}/councils",
        f"/campaigns/{room.campaign.id}/category-rules",
    ):
        assert (await client.get(path)).status_code == 404


async def test_an_auditor_reads_and_does_nothing(client, session, room):
    await open_first(session, room)
    auditor = await make_account(session, everywhere(Role.AUDITOR))
    await sign_in_as(client, session, auditor.id)

    page = (await client.get(f"/council-sessions/{room.meeting.id}")).json()

    assert (page["open_actions"], page["items"][0]["open_actions"], page["items"][0]["turnout"]) == ([], [], None)
    assert (await client.post(f"/agenda-items/{room.items[0].id}/closing")).status_code == 403


async def test_councils_of_a_draft_are_for_those_who_manage_it(client, session, room):
    auditor = await make_account(session, everywhere(Role.AUDITOR))

    async def status(account_id):
        await sign_in_as(client, session, account_id)
        return (await client.get(f"/campaigns/{room.campaign.id}/councils")).status_code

    people = (room.manager.account_id, auditor.id, room.secretary.account_id, room.members[1].account_id)
    draft = [await status(account_id) for account_id in people]
    await publish(session, room)

    assert draft == [200, 404, 404, 404]
    assert [await status(account_id) for account_id in people] == [200] * 4


async def test_a_council_is_seated_by_the_manager_with_the_password_just_given(client, session, room):
    person = await make_account(session, in_campaign(Role.MEMBER, room.campaign.id))
    seat, body = f"/councils/{room.council.id}/members/{person.id}", {"office": "member", "votes": True}

    await sign_in_as(client, session, room.secretary.account_id)
    by_secretary = [await client.put(seat, json=body), await client.delete(seat)]
    by_secretary.append(await client.post(f"/campaigns/{room.campaign.id}/councils", json={"name": NAME}))
    await sign_in_as(client, session, room.manager.account_id, confirmed=False)
    unconfirmed = await client.put(seat, json=body)
    await sign_in_as(client, session, room.manager.account_id)

    assert [problem(answer)[:2] for answer in by_secretary] == [(403, "not_allowed")] * 3
    assert problem(unconfirmed) == (403, "confirmation_required", {"action": "role.request"})
    assert (await client.put(seat, json=body)).status_code == 200


def counting(connection):
    statements = []

    def note(*args):
        statements.append(args[2])

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    return statements


async def test_lists_take_as_many_statements_for_three_as_for_one(client, session, room, connection):
    _, _, meetings, _, _, _ = services_of(session)
    await convene(session, room)
    await publish(session, room)
    await sign_in_as(client, session, room.secretary.account_id)
    statements = counting(connection)
    paths = (
        "/council-sessions",
        "/council-rules",
        f"/campaigns/{room.campaign.id}/councils",
        f"/campaigns/{room.campaign.id}/category-rules",
    )

    async def cost(path):
        statements.clear()
        answer = await client.get(path)
        assert answer.status_code == 200
        return len(statements), len(answer.json())

    one = {path: await cost(path) for path in paths}
    for number in range(2):
        await meetings.prepare(room.secretary, room.council.id, SessionPlan(NAME, "", utc_now()))
        await make_rule(session)
        await services_of(session)[1].create(room.manager, room.campaign.id, {"vi": f"Hội đồng {number}", "fr": None, "en": None})
    await settled(session)
    three = {path: await cost(path) for path in paths}

    assert {path: count for path, (count, _) in one.items()} == {path: count for path, (count, _) in three.items()}
    assert three["/council-sessions"][1] == one["/council-sessions"][1] + 2


async def test_a_session_s_page_takes_as_many_statements_for_five_items_as_for_one(client, session, connection):
    costs = []
    for entries in (1, 5):
        room = await make_room(session, entries=entries)
        await open_first(session, room)
        await sign_in_as(client, session, room.members[1].account_id)
        statements = counting(connection)
        statements.clear()
        assert len((await client.get(f"/council-sessions/{room.meeting.id}")).json()["items"]) == entries
        costs.append(len(statements))

    assert costs[0] == costs[1]
