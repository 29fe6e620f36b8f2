"""The organisation tree over HTTP."""

from exemplar.accounts.roles import Role
from tests.factories import everywhere, make_account, make_unit, problem, sign_in_as


async def test_the_tree_comes_in_vietnamese_order_with_parents_named(client, session):
    root = await make_unit(session, "BO", name="Bộ")
    await make_unit(session, "DA", root, name="Đại Nam")
    await make_unit(session, "DI", root, name="Di sản")
    person = await make_account(session)
    await sign_in_as(client, session, person.id)

    tree = (await client.get("/units")).json()

    assert [(u["code"], u["parent_id"]) for u in tree] == [("BO", None), ("DI", str(root.id)), ("DA", str(root.id))]


async def test_only_the_administrator_adds_a_unit(client, session):
    editor = await make_account(session, everywhere(Role.EDITOR))
    await sign_in_as(client, session, editor.id)

    response = await client.post("/units", json={"code": "NEW", "name": {"vi": "Đơn vị mới"}})

    assert problem(response) == (403, "not_allowed", {"action": "unit.edit"})


async def test_a_unit_s_line_runs_from_the_root_to_itself(session):
    root = await make_unit(session)
    child = await make_unit(session, parent=root)

    assert child.line == [root.id, child.id]


async def test_bad_names_and_codes_are_told_field_by_field(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id)

    response = await client.post("/units", json={"code": "no spaces please", "name": {"vi": "a\x00b"}})

    assert response.status_code == 422
    assert {tuple(e["path"]) for e in response.json()["errors"]} == {("code",), ("name", "vi")}


async def test_a_code_is_used_once(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await make_unit(session, "TAKEN")
    await sign_in_as(client, session, admin.id)

    response = await client.post("/units", json={"code": "TAKEN", "name": {"vi": "Đơn vị mới"}})

    assert problem(response)[:2] == (409, "unit_code_taken")
