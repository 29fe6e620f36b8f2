"""Texts on one line: what looks alike is alike, and nothing hides in them."""

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from exemplar.accounts import addresses
from exemplar.accounts.roles import Role
from exemplar.core.models import new_id
from exemplar.core.texts import LocalTextBody, one_line
from exemplar.units.schemas import UnitCreate
from exemplar.voting.schemas import CouncilSessionFields
from tests.factories import PASSWORD, everywhere, in_unit, make_account, make_unit, problem, sign_in_as

HIDDEN = [
    "\x00",
    "\t",
    "\r\n",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\ud800",
]


@pytest.mark.parametrize("sign", HIDDEN, ids=[f"{ord(sign[0]):04x}" for sign in HIDDEN])
def test_a_line_holds_nothing_that_cannot_be_seen(sign):
    with pytest.raises(PydanticCustomError):
        one_line(f"Vé điện{sign} tử")


@pytest.mark.parametrize("text", ["admin\u200d", "\u200cadmin", "ad\u200cmin", "ad\u200dmin", "Lan\u200d Anh", "é\u0301\u200dx"])
def test_a_joiner_hides_in_latin_letters_and_at_the_ends(text):
    with pytest.raises(PydanticCustomError):
        one_line(text)


@pytest.mark.parametrize("text", ["", "Vé điện tử: 50 % – « Đổi mới »", "👩‍💻 👩🏽‍🚒 ❤️‍🔥", "می‌خواهم", "क्‍ष", "日本 語"])
def test_what_people_write_stays_as_it_is(text):
    assert one_line(text) == text


def test_twins_become_one():
    assert one_line("Ve\u0301") == "V\u00e9"
    assert addresses.normal(" LE\u0301@Example.TEST ") == addresses.normal("l\u00e9@example.test") == "lé@example.test"


def test_names_are_lines_and_explanations_are_not():
    many = LocalTextBody(vi="Một\nHai")
    assert many.vi == "Một\nHai"
    with pytest.raises(ValidationError):
        UnitCreate(code="NEW", name=many)
    assert UnitCreate(code="NEW", name=LocalTextBody(vi="Nhà hát", en="Cafe\u0301")).name.en == "Caf\u00e9"
    with pytest.raises(ValidationError):
        CouncilSessionFields(title=LocalTextBody(vi="Họp"), place="Phòng\n2", held_at="2026-01-01T00:00:00Z")


async def test_a_bad_line_names_its_field_and_says_why(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id)

    unit = await client.post("/units", json={"code": "NEW", "name": {"vi": "Nhà hát\u202e"}})
    person = {"email": "lan\u200b@example.test", "full_name": "Lan\u202e", "job_title": "A\nB", "password": PASSWORD}
    account = await client.post("/accounts", json=person)

    assert [(error["path"], error["code"]) for error in unit.json()["errors"]] == [(["name"], "field_hidden_characters")]
    assert {(error["path"][0], error["code"]) for error in account.json()["errors"]} == {
        (field, "field_hidden_characters") for field in ("email", "full_name", "job_title")
    }


async def test_two_spellings_of_an_address_are_one_account(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id)
    person = {"full_name": "Lé", "password": PASSWORD}

    first = await client.post("/accounts", json={**person, "email": "lé@example.test"})
    second = await client.post("/accounts", json={**person, "email": "LE\u0301@example.test"})
    client.cookies.clear()
    signed_in = await client.post("/session", json={"email": "le\u0301@example.test", "password": PASSWORD}, headers={"x-csrf-token": ""})

    assert (first.status_code, problem(second)[:2], signed_in.status_code) == (201, (409, "account_email_taken"), 200)


async def test_titles_of_initiatives_are_lines(client, session):
    unit = await make_unit(session)
    lead = await make_account(session, in_unit(Role.LEAD, unit.id))
    await sign_in_as(client, session, lead.id)
    nowhere = str(new_id())

    started = await client.post(
        "/initiatives", json={"campaign_id": nowhere, "category_id": nowhere, "unit_id": str(unit.id), "title": "Vé\u202e điện tử"}
    )

    assert [(error["path"], error["code"]) for error in started.json()["errors"]] == [(["title"], "field_hidden_characters")]
