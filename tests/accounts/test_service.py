"""People and their roles."""

import asyncio

import pytest
from sqlalchemy import select

from exemplar.accounts.errors import EmailTaken, RoleNeedsRequest, RoleNotYoursToGive, RolesCollide, RoleScopeUnknown
from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.models import new_id
from tests.campaigns.arrange import make_draft, make_manager
from tests.factories import PASSWORD, everywhere, in_campaign, in_unit, make_account, make_actor, make_unit, problem, sign_in_as


@pytest.fixture
def accounts(session):
    return AccountService(session, utc_now)


async def test_holders_of_a_role_in_a_campaign_come_by_name(session, accounts):
    campaign = new_id()
    await make_account(session, in_campaign(Role.JUROR, campaign), name="Vũ Thị Kim Oanh")
    await make_account(session, in_campaign(Role.JUROR, campaign), name="Lê Hoàng Nam")
    await make_account(session, in_campaign(Role.JUROR, new_id()), name="Đặng Minh Tuấn")

    found = await accounts.holders(Role.JUROR, scope_id=campaign)

    assert [account.full_name for account in found] == ["Lê Hoàng Nam", "Vũ Thị Kim Oanh"]


async def test_an_address_has_one_account_whatever_its_case(accounts):
    await accounts.create(None, email="lan@example.test", full_name="Nguyễn Thị Lan", password=PASSWORD)

    with pytest.raises(EmailTaken):
        await accounts.create(None, email="LAN@example.test", full_name="Nguyễn Thị Lan", password=PASSWORD)


async def test_the_administrator_cannot_make_a_juror(session, accounts):
    admin = await make_actor(session, everywhere(Role.ADMIN))
    person = await make_account(session)

    with pytest.raises(RoleNotYoursToGive):
        await accounts.grant(admin, person.id, in_campaign(Role.JUROR, new_id()))


async def test_a_manager_gives_roles_in_the_own_campaign_only(session, accounts):
    campaign = (await make_draft(session, await make_manager(session))).id
    manager = await make_actor(session, in_campaign(Role.MANAGER, campaign))
    person = await make_account(session)

    await accounts.grant(manager, person.id, in_campaign(Role.SCREENER, campaign))

    assert [a.id for a in await accounts.holders(Role.SCREENER, scope_id=campaign)] == [person.id]
    with pytest.raises(RoleNotYoursToGive):
        await accounts.grant(manager, person.id, in_campaign(Role.SCREENER, new_id()))


@pytest.mark.parametrize("role", [Role.JUROR, Role.MEMBER, Role.SECRETARY, Role.CHAIR])
async def test_nobody_gives_alone_what_takes_two(session, accounts, role):
    campaign = new_id()
    manager, admin = await make_actor(session, in_campaign(Role.MANAGER, campaign)), await make_actor(session, everywhere(Role.ADMIN))
    person = await make_account(session)

    with pytest.raises(RoleNeedsRequest):
        await accounts.grant(manager, person.id, in_campaign(role, campaign))
    with pytest.raises(RoleNotYoursToGive):
        await accounts.grant(admin, person.id, in_campaign(role, campaign))
    with pytest.raises(RoleNeedsRequest):
        await accounts.grant(admin, person.id, everywhere(Role.AUDITOR))


async def test_a_role_is_given_only_where_there_is_something(session, accounts):
    admin, manager = await make_actor(session, everywhere(Role.ADMIN)), await make_actor(session, everywhere(Role.MANAGER))
    person = await make_account(session)

    for giver, grant in ((admin, in_unit(Role.LEAD, new_id())), (manager, in_campaign(Role.SCREENER, new_id()))):
        with pytest.raises(RoleScopeUnknown):
            await accounts.grant(giver, person.id, grant)
    await accounts.grant(admin, person.id, in_unit(Role.LEAD, (await make_unit(session)).id))


async def test_an_auditor_can_be_nothing_else(session, accounts):
    admin = await make_actor(session, everywhere(Role.ADMIN))
    person = await make_account(session, everywhere(Role.AUDITOR))

    with pytest.raises(RolesCollide):
        await accounts.grant(admin, person.id, everywhere(Role.EDITOR))


@pytest.mark.parametrize("own_scope", [everywhere(Role.MANAGER), in_campaign(Role.MANAGER, new_id())])
async def test_the_administrator_does_not_manage_campaigns(session, accounts, own_scope):
    admin = await make_actor(session, everywhere(Role.ADMIN))

    with pytest.raises(RolesCollide):
        await accounts.give(admin.account_id, admin.account_id, own_scope)


async def test_of_two_roles_that_collide_given_at_once_one_is_given(own_services):
    async with transaction(own_services.session_maker) as session:
        people = [(await make_account(session)).id for _ in range(5)]

    async def give(account_id, role):
        async with transaction(own_services.session_maker) as session:
            await AccountService(session, utc_now).grant(None, account_id, everywhere(role))

    tries = [give(person, role) for person in people for role in (Role.ADMIN, Role.AUDITOR)]
    results = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(one).__name__ for one in results) == ["NoneType"] * 5 + ["RolesCollide"] * 5
    async with transaction(own_services.session_maker) as session:
        held = list(await session.scalars(select(RoleGrant.account_id)))
    assert sorted(held) == sorted(people)


async def test_a_role_taken_away_is_gone(session, accounts):
    admin = await make_actor(session, everywhere(Role.ADMIN))
    person = await make_account(session, everywhere(Role.EDITOR))

    await accounts.take_away(admin, person.id, everywhere(Role.EDITOR))

    found = await accounts.search(admin, person.email)
    assert [grants for _, grants in found] == [[]]


async def test_staff_without_the_right_cannot_look_people_up(client, session):
    person = await make_account(session)
    await sign_in_as(client, session, person.id)

    assert problem(await client.get("/accounts"))[:2] == (403, "not_allowed")


async def test_finding_people_costs_the_same_for_one_and_for_three(client, session, connection):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id)
    counts = []
    for wanted in (1, 3):
        while len((await client.get("/accounts", params={"q": "person"})).json()) < wanted:
            await make_account(session)
            await session.commit()
        counts.append(await statements(connection, lambda: client.get("/accounts", params={"q": "person"})))

    assert counts[0] == counts[1]


async def statements(connection, call):
    from sqlalchemy import event

    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    await call()
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    return len(seen)


async def test_words_that_no_database_can_hold_are_bad_input(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, admin.id)

    assert problem(await client.get("/accounts", params={"q": ">\x00"}))[:2] == (422, "invalid")


async def test_a_role_in_a_campaign_names_the_campaign(client, session):
    admin = await make_account(session, everywhere(Role.ADMIN))
    person = await make_account(session)
    await sign_in_as(client, session, admin.id)

    response = await client.post(f"/accounts/{person.id}/roles", json={"role": "juror", "scope_kind": "campaign"})

    assert problem(response)[:2] == (422, "role_scope_wrong")
