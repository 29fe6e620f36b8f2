"""The tree as the other modules use it: names, postings, and the lines they give."""

from datetime import date
from uuid import uuid4

import pytest

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed
from exemplar.units.errors import UnitNotFound
from exemplar.units.service import UnitService
from tests.factories import everywhere, make_account, make_actor, make_unit, problem, sign_in_as


@pytest.fixture
def units(session):
    return UnitService(session, utc_now)


async def test_a_renamed_unit_takes_its_new_place_in_the_list(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await make_unit(session, "AN", name="An Giang")
    unit = await make_unit(session, "XX", name="Xuân Mai")
    await sign_in_as(client, session, admin.id)

    answer = await client.patch(f"/units/{unit.id}", json={"name": {"vi": "Ái Mộ"}})

    assert (answer.status_code, answer.json()["name"]["vi"]) == (200, "Ái Mộ")
    assert [one["code"] for one in (await client.get("/units")).json()] == ["XX", "AN"]


async def test_a_unit_that_is_not_there_is_not_found_and_staff_may_not_rename(client, session, units):
    admin = await make_account(session, everywhere(Role.ADMIN))
    unit = await make_unit(session)
    await sign_in_as(client, session, admin.id)

    assert problem(await client.patch(f"/units/{uuid4()}", json={"name": {"vi": "Tên"}}))[:2] == (404, UnitNotFound.code)
    with pytest.raises(NotAllowed):
        await units.rename(await make_actor(session), unit.id, {"vi": "Tên", "fr": None, "en": None})


async def test_names_come_by_id_and_unknown_ids_are_left_out(session, units):
    one, two = await make_unit(session, name="Một"), await make_unit(session, name="Hai")

    names = await units.names([two.id, one.id, uuid4()])

    assert {unit_id: name["vi"] for unit_id, name in names.items()} == {one.id: "Một", two.id: "Hai"}


async def test_a_person_s_lines_are_those_of_every_posting_or_of_those_since_a_day(session, units):
    root = await make_unit(session)
    old, new = await make_unit(session, parent=root), await make_unit(session, parent=root)
    person, other = await make_account(session), await make_account(session)
    await units.post(person.id, old.id, date(2019, 1, 1), date(2021, 6, 30))
    await units.post(person.id, new.id, date(2021, 7, 1))
    await units.post(other.id, root.id, date(2019, 1, 1))

    ever = await units.lines_of(person.id)
    on_the_last_day, after = await units.lines_of(person.id, date(2021, 6, 30)), await units.lines_of(person.id, date(2021, 7, 1))

    assert sorted(ever) == sorted([[root.id, old.id], [root.id, new.id]])
    assert sorted(on_the_last_day) == sorted(ever)
    assert after == [[root.id, new.id]]
