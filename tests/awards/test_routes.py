"""Awards over HTTP: status, shape, permission, bad input."""

import base64

import pytest
from sqlalchemy import event

from exemplar.awards.certificates import make_document
from exemplar.awards.signing import is_genuine
from exemplar.core.models import new_id
from tests.awards.season import NAME, decisions_of, make_counted_item, make_season
from tests.factories import make_actor, problem, settled, sign_in_as


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
def secrets(settings, tmp_path):
    before, settings.home.secrets_dir = settings.home.secrets_dir, tmp_path
    yield tmp_path
    settings.home.secrets_dir = before


async def released(session, services, secrets, season):
    item = await make_counted_item(session, season)
    decisions = decisions_of(session, services, secrets)
    proposed = await decisions.propose(season.secretary, [item.id])
    row = (await decisions.release(season.chair, [proposed[0].Decision.id]))[0]
    await settled(session)
    return row


async def test_from_a_counted_vote_to_a_certificate(client, session, season, secrets):
    yes, no = await make_counted_item(session, season), await make_counted_item(session, season, passed=False)
    await sign_in_as(client, session, season.secretary.account_id)

    waiting = (await client.get("/decisions/candidates")).json()
    proposed = await client.post("/decisions", json={"item_ids": [str(yes.id), str(no.id)]})
    assert [entry["may_propose"] for entry in waiting] == [True, True]
    assert proposed.status_code == 201
    assert [entry["open_actions"] for entry in proposed.json()] == [["drop"], ["drop"]]

    await sign_in_as(client, session, season.manager.account_id)
    ids = [entry["id"] for entry in proposed.json()]
    answer = await client.post("/decisions/release", json={"decision_ids": ids})
    assert answer.status_code == 200
    by_outcome = {entry["recognised"]: entry for entry in answer.json()}
    assert by_outcome[False]["certificate"] is None
    assert by_outcome[True]["certificate"]["open_actions"] == ["revoke"]
    assert (await client.get("/decisions/candidates")).json() == []
    assert len((await client.get("/decisions")).json()) == 2


async def test_a_stranger_checks_a_certificate_and_verifies_it_alone(client, session, services, season, secrets):
    code = (await released(session, services, secrets, season)).Certificate.public_code

    answer = await client.get(f"/certificates/{code.lower()}")

    body = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert (body["state"], body["recipients"], body["decided_on"], body["has_document"]) == ("issued", [NAME], "2026-11-20", False)
    keys = {key["key_id"]: key["public_key"] for key in (await client.get("/certificate-keys")).json()}
    proof = body["proof"]
    assert keys[proof["key_id"]] == proof["public_key"]
    assert is_genuine(proof["payload"].encode(), base64.b64decode(proof["signature"]), base64.b64decode(proof["public_key"]))
    assert "set-cookie" not in answer.headers


async def test_the_document_is_a_redirect_that_is_not_kept(client, session, services, storage, season, secrets):
    certificate = (await released(session, services, secrets, season)).Certificate
    early = await client.get(f"/certificates/{certificate.public_code}/document")
    await make_document(services.session_maker, storage, "https://exemplar.test", certificate.id)

    answer = await client.get(f"/certificates/{certificate.public_code}/document")

    assert problem(early)[:2] == (409, "certificate_document_pending")
    assert (answer.status_code, answer.headers["cache-control"]) == (302, "no-store")
    status, headers, body = storage.answer("GET", answer.headers["location"], b"")
    assert (status, headers["content-type"], body[:5]) == (200, "application/pdf", b"%PDF-")


async def test_a_revocation_shows_to_everybody(client, session, services, season, secrets):
    code = (await released(session, services, secrets, season)).Certificate.public_code
    await sign_in_as(client, session, season.manager.account_id)
    await client.post(f"/certificates/{code}/revocation", json={"reason": "Trùng với sáng kiến khác"})
    client.cookies.clear()

    body = (await client.get(f"/certificates/{code}")).json()

    assert (body["state"], body["revocation_reason"]) == ("revoked", "Trùng với sáng kiến khác")
    assert body["revoked_on"] is not None
    assert problem(await client.get(f"/certificates/{code}/document"))[:2] == (409, "certificate_revoked")


@pytest.mark.parametrize("code", ["A" * 26, "a", "%00", "x" * 500, "ỄỄỄỄ"])
async def test_unknown_and_malformed_codes_get_the_same_answer(client, code):
    assert problem(await client.get(f"/certificates/{code}")) == (404, "certificate_not_found", {})
    assert problem(await client.get(f"/certificates/{code}/document")) == (404, "certificate_not_found", {})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/decisions", {"item_ids": []}),
        ("/decisions", {"item_ids": ["not-an-id"]}),
        ("/decisions/release", {"decision_ids": [str(new_id())] * 201}),
        ("/certificates/ABC/revocation", {"reason": "  no "}),
        ("/certificates/ABC/revocation", {"reason": "nul \x00 inside"}),
    ],
)
async def test_bad_input_is_refused_field_by_field(client, session, season, path, body):
    account = season.secretary if "decisions" in path and "release" not in path else season.manager
    await sign_in_as(client, session, account.account_id)

    answer = await client.post(path, json=body)

    assert problem(answer)[:2] == (422, "invalid")
    assert answer.json()["errors"]


async def test_releasing_asks_for_the_password_again(client, session, services, season, secrets):
    item = await make_counted_item(session, season)
    proposed = await decisions_of(session, services, secrets).propose(season.secretary, [item.id])
    await sign_in_as(client, session, season.manager.account_id, confirmed=False)

    answer = await client.post("/decisions/release", json={"decision_ids": [str(proposed[0].Decision.id)]})

    assert problem(answer)[:2] == (403, "confirmation_required")


async def test_staff_see_no_decisions(client, session, season):
    await sign_in_as(client, session, (await make_actor(session)).account_id)

    assert problem(await client.get("/decisions"))[:2] == (403, "not_allowed")


async def test_the_lists_take_as_many_statements_for_three_as_for_one(client, session, services, season, connection, secrets):
    async def statements(path):
        seen = []
        event.listen(connection.sync_connection, "before_cursor_execute", lambda *call: seen.append(call[2]))
        assert (await client.get(path)).status_code == 200
        return len(seen)

    await make_counted_item(session, season)
    await released(session, services, secrets, season)
    await sign_in_as(client, session, season.manager.account_id)
    few = [await statements(path) for path in ("/decisions", "/decisions/candidates")]
    for _ in range(2):
        await make_counted_item(session, season)
        await released(session, services, secrets, season)

    assert [len((await client.get(path)).json()) for path in ("/decisions", "/decisions/candidates")] == [3, 3]
    many = [await statements(path) for path in ("/decisions", "/decisions/candidates")]
    assert [b - a for a, b in zip(few, many, strict=True)] == [0, 0]
