"""Sign-in over HTTP, and the sessions behind it."""

import asyncio

import pytest
from sqlalchemy import func, select, update

from exemplar.accounts.errors import TooManyAttempts
from exemplar.accounts.models import SignInAttempt, SignInSession
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService
from exemplar.accounts.sign_in import LIMITS, SignInService
from exemplar.audit.models import AuditEntry
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from tests.factories import PASSWORD, everywhere, make_account, problem, settled, sign_in_as


@pytest.fixture
async def lan(session):
    account = await AccountService(session, utc_now).create(None, email="Lan@Example.test", full_name="Nguyễn Thị Lan", password=PASSWORD)
    await settled(session)
    return account


async def sign_in(client, email="lan@example.test", password=PASSWORD):
    return await client.post("/session", json={"email": email, "password": password})


async def test_a_visitor_has_no_session_and_gets_no_cookie(client):
    response = await client.get("/session")

    assert response.json() == {"account": None, "csrf_token": None}
    assert "set-cookie" not in response.headers


async def test_sign_in_answers_who_i_am_and_sets_a_cookie_scripts_cannot_read(client, lan):
    response = await sign_in(client)

    assert response.status_code == 200
    assert response.json()["account"]["full_name"] == "Nguyễn Thị Lan"
    assert "HttpOnly" in response.headers["set-cookie"]
    assert "SameSite=lax" in response.headers["set-cookie"]


async def test_wrong_password_and_unknown_address_look_the_same(client, lan):
    wrong = await sign_in(client, password="not the password at all")
    unknown = await sign_in(client, email="nobody@example.test")

    assert problem(wrong) == (403, "wrong_credentials", {})
    assert wrong.content == unknown.content


async def test_a_session_id_from_outside_is_never_adopted(client, lan, session):
    client.cookies.set("exemplar_session", "chosen-by-an-attacker")

    response = await sign_in(client)

    assert "chosen-by-an-attacker" not in response.headers["set-cookie"]
    assert await session.scalar(select(func.count()).select_from(SignInSession)) == 1


async def test_signing_out_everywhere_ends_every_session(client, lan, session):
    await sign_in_as(client, session, lan.id)
    await sign_in_as(client, session, lan.id)

    response = await client.delete("/sessions")

    assert response.status_code == 200
    assert problem(await client.get("/me/notifications"))[:2] == (401, "sign_in_required")
    assert await session.scalar(select(func.count()).select_from(SignInSession)) == 0


async def test_an_idle_session_is_dead(client, lan, session):
    await sign_in_as(client, session, lan.id)
    assert (await client.get("/me/notifications")).status_code == 200
    await session.execute(update(SignInSession).values(seen_at=func.clock_timestamp() - func.make_interval(0, 0, 0, 0, 0, 31)))
    await session.commit()

    assert (await client.get("/me/notifications")).status_code == 401


async def test_an_old_session_is_dead_however_busy(client, lan, session):
    await sign_in_as(client, session, lan.id)
    await session.execute(update(SignInSession).values(created_at=func.clock_timestamp() - func.make_interval(0, 0, 0, 0, 13)))
    await session.commit()

    assert (await client.get("/me/notifications")).status_code == 401


async def test_a_role_change_ends_the_sessions_of_the_account(client, lan, session):
    await sign_in_as(client, session, lan.id)

    await AccountService(session, utc_now).grant(None, lan.id, everywhere(Role.EDITOR))
    await settled(session)

    assert (await client.get("/me/notifications")).status_code == 401


async def test_an_unsafe_request_without_the_token_of_the_session_does_nothing(client, lan, session):
    await sign_in_as(client, session, lan.id)
    client.headers["x-csrf-token"] = "guessed"

    assert problem(await client.delete("/sessions")) == (403, "csrf_failed", {"reason": "token"})
    assert await session.scalar(select(func.count()).select_from(SignInSession)) == 1


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
async def test_a_request_from_a_foreign_page_is_refused_even_for_sign_in(client, lan, headers):
    response = await client.post("/session", json={"email": "lan@example.test", "password": PASSWORD}, headers=headers)

    assert problem(response)[:2] == (403, "csrf_failed")


async def test_guessing_is_stopped_after_ten_tries_and_the_count_survives_the_refusals(client, lan):
    answers = [(await sign_in(client, password=f"guess number {n} is wrong")) for n in range(LIMITS["pair"] + 1)]

    assert [problem(r)[1] for r in answers] == ["wrong_credentials"] * LIMITS["pair"] + ["too_many_attempts"]
    assert (answers[-1].status_code, int(answers[-1].headers["retry-after"]) > 800) == (429, True)
    assert problem(await sign_in(client))[1] == "too_many_attempts"


async def test_strangers_who_guess_at_the_sign_in_do_not_stop_who_is_signed_in(client, lan, session):
    await sign_in_as(client, session, lan.id)
    for n in range(LIMITS["pair"] + 1):
        await sign_in(client, password=f"guess number {n} is wrong")

    assert (await client.post("/session/confirmation", json={"password": PASSWORD})).status_code == 204


async def test_guesses_from_one_network_do_not_keep_the_owner_of_an_address_out_elsewhere(session):
    counting = SignInService(session)
    for _ in range(LIMITS["pair"]):
        await counting.count_try("lan@example.test", "10.0.0.1")

    with pytest.raises(TooManyAttempts):
        await counting.count_try("LAN@example.test", "10.0.0.2")
    await counting.count_try("lan@example.test", "10.0.9.1")


async def test_guesses_from_everywhere_are_stopped_too(session):
    counting = SignInService(session)
    for n in range(LIMITS["account"]):
        await counting.count_try("lan@example.test", f"10.0.{n}.1")

    with pytest.raises(TooManyAttempts):
        await counting.count_try("lan@example.test", "192.0.2.1")


@pytest.mark.parametrize(
    ("path", "body"),
    [("/session/confirmation", {"password": "wrong"}), ("/me/password", {"current": "wrong", "wanted": "a long new pass phrase"})],
)
async def test_the_password_cannot_be_guessed_in_a_session_somebody_left_open(client, lan, session, path, body):
    await sign_in_as(client, session, lan.id)

    answers = [await client.post(path, json=body) for _ in range(LIMITS["confirm"] + 1)]

    assert [problem(r)[:2] for r in answers] == [(403, "wrong_credentials")] * LIMITS["confirm"] + [(429, "too_many_attempts")]


async def test_a_right_password_begins_the_count_of_confirmations_anew(client, lan, session):
    await sign_in_as(client, session, lan.id)
    for password in ["wrong"] * (LIMITS["confirm"] - 1) + [PASSWORD]:
        await client.post("/session/confirmation", json={"password": password})

    assert await session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


async def test_parallel_guesses_are_all_counted(own_services):
    async def one_try():
        try:
            async with transaction(own_services.session_maker) as session:
                await SignInService(session).count_try("lan@example.test", "10.0.0.1")
        except TooManyAttempts:
            return False
        return True

    allowed = await asyncio.gather(*(one_try() for _ in range(60)))

    assert sum(allowed) == LIMITS["pair"]


async def test_password_confirmation_is_asked_again_after_five_minutes(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id, confirmed=False)

    response = await client.post("/units", json={"code": "NEW", "name": {"vi": "Đơn vị mới"}})

    assert problem(response)[:2] == (403, "confirmation_required")


async def test_changing_the_password_needs_the_old_one_and_ends_every_session(client, lan, session):
    await sign_in_as(client, session, lan.id)

    wrong = await client.post("/me/password", json={"current": "something else entirely", "wanted": "a long new pass phrase"})
    weak = await client.post("/me/password", json={"current": PASSWORD, "wanted": "short"})
    right = await client.post("/me/password", json={"current": PASSWORD, "wanted": "a long new pass phrase"})

    assert (problem(wrong)[1], problem(weak)[1], right.status_code) == ("wrong_credentials", "password_weak", 204)
    assert (await client.get("/me/notifications")).status_code == 401
    logged = await session.scalars(select(AuditEntry.action).where(AuditEntry.object_id == lan.id).order_by(AuditEntry.seq))
    assert list(logged)[-2:] == ["account.password_changed", "session.all_closed"]


async def test_every_bad_field_is_told_at_once(client):
    response = await client.post("/session", json={"email": 3})

    assert response.status_code == 422
    assert {(tuple(e["path"]), e["code"]) for e in response.json()["errors"]} == {
        (("email",), "field_invalid"),
        (("password",), "field_required"),
    }


async def test_right_passwords_of_a_whole_office_do_not_add_up(client, lan, session):
    from sqlalchemy import text

    for _ in range(3):
        await sign_in(client)
        client.cookies.clear()

    counts = dict((await session.execute(text("SELECT key, failures FROM sign_in_attempt"))).all())
    assert counts == {"account:lan@example.test": 0, "all": 0, "network:127.0.0": 0}
