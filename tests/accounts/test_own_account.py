"""Sessions, the own account and other people's accounts over HTTP."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from exemplar.accounts import permissions
from exemplar.accounts.errors import AccountNotFound, WrongCredentials
from exemplar.accounts.models import Account, SignInSession
from exemplar.accounts.roles import Role, collides_with
from exemplar.accounts.service import AccountService, everywhere, in_unit
from exemplar.accounts.sign_in import actor_behind
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed
from exemplar.notifications.service import NotificationService, Reader
from tests import factories
from tests.factories import PASSWORD, make_account, make_actor, problem, sign_in_as


@pytest.fixture
async def lan(session):
    """A person with a password that works."""
    return await AccountService(session, utc_now).create(None, email="lan@example.test", full_name="Nguyễn Thị Lan", password=PASSWORD)


async def test_a_visitor_is_nobody_and_who_signed_in_is_told_what_is_open(client, session, lan):
    visitor = (await client.get("/session")).json()
    await sign_in_as(client, session, lan.id)

    known = (await client.get("/session")).json()

    assert visitor == {"account": None, "csrf_token": None}
    assert (known["account"]["full_name"], known["csrf_token"]) == ("Nguyễn Thị Lan", client.headers["x-csrf-token"])
    assert "unit.view" in known["account"]["open_actions"]
    assert "audit.read" not in known["account"]["open_actions"]


async def test_signing_out_ends_this_session_and_no_other(client, session, lan):
    await sign_in_as(client, session, lan.id)
    await sign_in_as(client, session, lan.id)

    answer = await client.delete("/session")

    assert (answer.status_code, answer.json()) == (200, {"account": None, "csrf_token": None})
    assert (await client.get("/me/notifications")).status_code == 401
    assert await session.scalar(select(func.count()).select_from(SignInSession)) == 1


async def test_the_password_given_again_opens_what_asks_for_it(client, session):
    people = AccountService(session, utc_now)
    admin = await people.create(None, email="admin@example.test", full_name="Phạm Văn Sơn", password=PASSWORD)
    await people.grant(None, admin.id, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id, confirmed=False)
    unit = {"code": "NEW", "name": {"vi": "Đơn vị mới"}}
    assert problem(await client.post("/units", json=unit))[1] == "confirmation_required"

    wrong = await client.post("/session/confirmation", json={"password": "not the right one"})
    right = await client.post("/session/confirmation", json={"password": PASSWORD})

    assert (problem(wrong)[1], right.status_code) == ("wrong_credentials", 204)
    assert (await client.post("/units", json=unit)).status_code == 201


async def test_a_language_chosen_stays_chosen(client, session, lan):
    await sign_in_as(client, session, lan.id)

    assert (await client.patch("/me", json={"language": "fr"})).status_code == 204

    assert (await client.get("/session")).json()["account"]["language"] == "fr"
    assert (await client.patch("/me", json={"language": "de"})).status_code == 422


async def test_what_was_told_can_be_marked_as_read(client, session, lan):
    await NotificationService(session, "http://localhost:8000").tell(
        Reader(lan.id, lan.email, "vi"),
        "initiative_submitted",
        fact="revision:1",
        link="/initiatives/1",
        code="SK-2026-0001",
        title="Vé điện tử",
        receipt="R-1",
    )
    await sign_in_as(client, session, lan.id)
    before = (await client.get("/me/notifications")).json()

    assert (await client.post("/me/notifications/reading")).status_code == 204

    after = (await client.get("/me/notifications")).json()
    assert [told["read_at"] for told in before] == [None]
    assert [told["read_at"] is None for told in after] == [False]


async def test_the_administrator_makes_an_account_gives_a_role_and_takes_it_back(client, session):
    admin, unit = await make_account(session, everywhere(Role.ADMIN)), await factories.make_unit(session)
    await sign_in_as(client, session, admin.id)
    wanted = {"email": "Moi@example.test", "full_name": "Lê Hoàng Nam", "password": PASSWORD}
    role = {"role": "contributor", "scope_kind": "unit", "scope_id": str(unit.id)}

    made = await client.post("/accounts", json=wanted)
    path = f"/accounts/{made.json()['id']}/roles"
    given = [(await client.post(path, json=role)).status_code for _ in range(2)]
    held = (await client.get("/accounts", params={"q": "moi@"})).json()[0]["roles"]
    taken = [(await client.post(f"{path}/removal", json=role)).status_code for _ in range(2)]
    left = (await client.get("/accounts", params={"q": "moi@"})).json()[0]["roles"]

    assert (made.status_code, made.json()["email"]) == (201, "moi@example.test")
    assert (given, taken) == ([204, 204], [204, 204])
    assert ([(one["role"], one["scope_id"]) for one in held], left) == ([("contributor", str(unit.id))], [])
    assert in_unit(Role.CONTRIBUTOR, unit.id) == factories.in_unit(Role.CONTRIBUTOR, unit.id)


async def test_only_the_administrator_makes_accounts_and_ends_sessions(session, lan):
    editor, admin = await make_actor(session, everywhere(Role.EDITOR)), await make_actor(session, everywhere(Role.ADMIN))
    people = AccountService(session, utc_now)

    with pytest.raises(NotAllowed):
        await people.create(editor, email="x@example.test", full_name="X", password=PASSWORD)
    with pytest.raises(NotAllowed):
        await people.end_sessions_of(editor, lan.id)
    with pytest.raises(NotAllowed):
        await people.search(await make_actor(session), "lan")
    with pytest.raises(AccountNotFound):
        await people.end_sessions_of(admin, uuid4())


async def test_ending_somebody_s_sessions_signs_them_out(client, session, lan):
    admin = await make_account(session, everywhere(Role.ADMIN))
    session.add(SignInSession(account_id=lan.id, token_hash=b"0" * 32, csrf_token="x"))
    await sign_in_as(client, session, admin.id)

    assert (await client.delete(f"/accounts/{lan.id}/sessions")).status_code == 204

    assert await session.scalar(select(func.count()).select_from(SignInSession).where(SignInSession.account_id == lan.id)) == 0


async def test_a_session_seen_long_ago_is_seen_again(client, session, lan):
    await sign_in_as(client, session, lan.id)
    await session.execute(text("UPDATE sign_in_session SET seen_at = clock_timestamp() - interval '20 minutes'"))
    await session.commit()

    assert (await client.get("/me/notifications")).status_code == 200

    ago = "SELECT extract(epoch FROM clock_timestamp() - seen_at)::int FROM sign_in_session"
    assert await session.scalar(text(ago)) < 60


async def test_a_token_that_opens_nothing_is_wrong(session):
    with pytest.raises(WrongCredentials):
        await actor_behind(session, "no such token")


async def test_an_address_is_found_whatever_its_case(session, lan):
    people = AccountService(session, utc_now)

    found, nobody = await people.find_by_email("LAN@Example.test"), await people.find_by_email("minh@example.test")

    assert isinstance(found, Account)
    assert (found.id, nobody) == (lan.id, None)


def test_visitors_may_look_at_the_showcase_and_nothing_that_asks_for_a_name():
    assert permissions.may_somewhere(None, "showcase.view")
    assert not permissions.may_somewhere(None, "unit.view")


def test_a_role_collides_whichever_of_the_two_was_first():
    assert collides_with(Role.ADMIN, frozenset({Role.JUROR})) is Role.JUROR
    assert collides_with(Role.JUROR, frozenset({Role.ADMIN})) is Role.ADMIN
    assert collides_with(Role.ADMIN, frozenset({Role.EDITOR})) is None
    assert collides_with(Role.AUDITOR, frozenset()) is None
