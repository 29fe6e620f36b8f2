"""Roles that take two persons: a manager asks, an auditor confirms."""

import asyncio

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from exemplar.accounts import jobs, permissions
from exemplar.accounts.actor import Grant
from exemplar.accounts.errors import (
    AccountNotFound,
    RequestLapsed,
    RequestWrongState,
    RoleAlreadyHeld,
    RoleGivenDirectly,
    RoleNotYoursToGive,
    RoleRequestNotFound,
    RoleRequestPending,
    RolesCollide,
    RoleScopeUnknown,
    ScopeWrong,
    SecondPersonRequired,
)
from exemplar.accounts.models import RoleGrant, SignInSession
from exemplar.accounts.role_notices import ROLE_NAMES
from exemplar.accounts.role_requests import RoleRequestService
from exemplar.accounts.roles import TAKES_TWO, Role, ScopeKind
from exemplar.audit.models import AuditEntry
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import ConfirmationRequired, NotAllowed
from exemplar.core.models import new_id
from exemplar.notifications.models import Notification, OutboxMail
from exemplar.notifications.service import NotificationService
from tests.campaigns.arrange import make_draft, make_manager
from tests.factories import actor_of, everywhere, in_campaign, in_unit, make_account, make_actor, problem, settled, sign_in_as

WHY = "Ba năm làm bảo tàng cộng đồng."


def requests(session):
    return RoleRequestService(session, utc_now, NotificationService(session, "https://exemplar.test"))


class Scene:
    """A campaign's manager, an auditor, and somebody who is to become a juror."""

    def __init__(self, campaign_id, manager, auditor, person_id):
        self.campaign_id, self.manager, self.auditor, self.person_id = campaign_id, manager, auditor, person_id
        self.juror = in_campaign(Role.JUROR, campaign_id)


async def make_scene(session):
    campaign_id = (await make_draft(session, await make_manager(session))).id
    manager = await make_actor(session, in_campaign(Role.MANAGER, campaign_id), name="Phan Anh Dũng")
    auditor = await make_actor(session, everywhere(Role.AUDITOR), name="Tạ Quang Huy")
    return Scene(campaign_id, manager, auditor, (await make_account(session, name="Lê Hoàng Nam")).id)


@pytest.fixture
async def scene(session):
    return await make_scene(session)


async def asked(session, scene, grant=None):
    return await requests(session).request(scene.manager, scene.person_id, grant or scene.juror, WHY)


async def held(session, account_id):
    rows = await session.scalars(select(RoleGrant).where(RoleGrant.account_id == account_id))
    return [(row.role, row.scope_id, row.granted_by) for row in rows]


async def told(session, kind):
    return list(await session.scalars(select(Notification.account_id).where(Notification.kind == kind)))


async def due_now(session, request):
    await session.execute(text("UPDATE role_request SET lapses_at = clock_timestamp() WHERE id = :id"), {"id": request.id})
    await session.refresh(request)


async def test_nobody_holds_the_role_before_an_auditor_confirms(session, scene):
    session.add(SignInSession(account_id=scene.person_id, token_hash=b"x" * 32, csrf_token="x"))
    request = await asked(session, scene)
    assert (await held(session, scene.person_id), await told(session, "role_requested")) == ([], [scene.auditor.account_id])

    await requests(session).confirm(scene.auditor, request.id)
    await settled(session)

    assert await held(session, scene.person_id) == [(Role.JUROR, scene.campaign_id, scene.auditor.account_id)]
    assert await told(session, "role_request_confirmed") == [scene.manager.account_id]
    assert list(await session.scalars(select(SignInSession.id).where(SignInSession.account_id == scene.person_id))) == []
    log = [
        (entry.action, entry.actor_id)
        for entry in await session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("role")).order_by(AuditEntry.seq))
    ]
    assert log[:3] == [
        ("role_request.requested", scene.manager.account_id),
        ("role_request.confirmed", scene.auditor.account_id),
        ("role.granted", scene.auditor.account_id),
    ]


async def test_the_table_keeps_the_two_apart():
    table = {action: {role.value for role in permissions.TABLE[action]} for action in ("role.request", "role.confirm")}

    assert table == {"role.request": {"manager"}, "role.confirm": {"auditor"}}
    assert all(cell.step_up for action in table for cell in permissions.TABLE[action].values())


async def test_the_database_itself_refuses_that_one_person_does_both_or_confirms_the_own_role(session, scene):
    request = await asked(session, scene)
    statement = "UPDATE role_request SET state = 'confirmed', settled_by = {}, settled_at = now() WHERE id = :id"

    for column, name in (("requested_by", "confirmed_by_another"), ("account_id", "nobody_confirms_the_own_role")):
        with pytest.raises(IntegrityError, match=name):
            async with session.begin_nested():
                await session.execute(text(statement.format(column)), {"id": request.id})


async def test_only_an_auditor_confirms(session, scene):
    request = await asked(session, scene)
    other_manager = await make_actor(session, in_campaign(Role.MANAGER, scene.campaign_id))
    admin = await make_actor(session, everywhere(Role.ADMIN))
    elsewhere = await make_actor(session, in_campaign(Role.MANAGER, new_id()))

    for actor, refusal in (
        (scene.manager, NotAllowed),
        (other_manager, NotAllowed),
        (admin, RoleRequestNotFound),
        (elsewhere, RoleRequestNotFound),
    ):
        with pytest.raises(refusal):
            await requests(session).confirm(actor, request.id)
    with pytest.raises(RoleRequestNotFound):
        await requests(session).confirm(scene.auditor, new_id())


async def test_an_auditor_says_no_and_the_manager_hears_it(session, scene):
    request = await asked(session, scene)

    declined = await requests(session).decline(scene.auditor, request.id, "Cùng đơn vị với tác giả.")

    assert (declined.state, declined.answer, await held(session, scene.person_id)) == ("declined", "Cùng đơn vị với tác giả.", [])
    assert await told(session, "role_request_declined") == [scene.manager.account_id]
    with pytest.raises(RequestWrongState):
        await requests(session).confirm(scene.auditor, request.id)


async def test_whoever_asked_takes_it_back_and_asks_again(session, scene):
    request = await asked(session, scene)
    with pytest.raises(RoleRequestPending):
        await asked(session, scene)
    colleague = await make_actor(session, in_campaign(Role.MANAGER, scene.campaign_id))
    with pytest.raises(NotAllowed):
        await requests(session).decline(colleague, request.id)

    await requests(session).decline(scene.manager, request.id)

    assert (await asked(session, scene)).state == "requested"


async def test_all_three_acts_need_the_password_again(session, scene):
    request = await asked(session, scene)
    manager_account, auditor_account = await make_account(session), await make_account(session)
    manager = actor_of(manager_account, in_campaign(Role.MANAGER, scene.campaign_id), confirmed=False)
    auditor = actor_of(auditor_account, everywhere(Role.AUDITOR), confirmed=False)

    with pytest.raises(ConfirmationRequired):
        await requests(session).request(manager, manager_account.id, scene.juror, WHY)
    with pytest.raises(ConfirmationRequired):
        await requests(session).confirm(auditor, request.id)
    with pytest.raises(ConfirmationRequired):
        await requests(session).decline(auditor, request.id)


async def test_what_does_not_fit_is_refused(session, scene):
    service, ask = requests(session), requests(session).request
    lead = await make_account(session, in_unit(Role.LEAD, new_id()))
    juror = await make_account(session, scene.juror)
    auditor_role = everywhere(Role.AUDITOR)
    of_all = await make_actor(session, everywhere(Role.MANAGER))

    for refusal, actor, account_id, grant in (
        (ScopeWrong, scene.manager, scene.person_id, everywhere(Role.JUROR)),
        (RoleGivenDirectly, scene.manager, scene.person_id, in_campaign(Role.SCREENER, scene.campaign_id)),
        (RoleNotYoursToGive, scene.manager, scene.person_id, in_campaign(Role.JUROR, new_id())),
        (RoleScopeUnknown, of_all, scene.person_id, in_campaign(Role.JUROR, new_id())),
        (RoleNotYoursToGive, scene.manager, scene.person_id, auditor_role),
        (RoleNotYoursToGive, scene.auditor, scene.person_id, auditor_role),
        (AccountNotFound, scene.manager, new_id(), scene.juror),
        (RoleAlreadyHeld, scene.manager, juror.id, scene.juror),
        (RolesCollide, of_all, lead.id, auditor_role),
    ):
        with pytest.raises(refusal):
            await ask(actor, account_id, grant, WHY)
    assert (await service.request(of_all, scene.person_id, auditor_role, WHY)).scope_id is None


async def test_a_role_that_came_meanwhile_is_looked_at_again(session, scene):
    request = await asked(session, scene)
    session.add(RoleGrant(account_id=scene.person_id, role=Role.ADMIN, scope_kind=ScopeKind.EVERYWHERE, scope_id=None))

    with pytest.raises(RolesCollide):
        await requests(session).confirm(scene.auditor, request.id)


async def test_nobody_confirms_a_role_of_their_own(session, scene):
    request = await asked(session, scene)
    session.add(RoleGrant(account_id=scene.person_id, role=Role.AUDITOR, scope_kind=ScopeKind.EVERYWHERE, scope_id=None))
    themself = type(scene.auditor)(scene.person_id, frozenset({everywhere(Role.AUDITOR)}), utc_now())

    assert [view.told["open_actions"] for view in await requests(session).all(themself)] == [[]]
    with pytest.raises(SecondPersonRequired):
        await requests(session).confirm(themself, request.id)


async def test_a_request_lapses_after_seven_days(session, services, scene):
    request = await asked(session, scene)
    assert (request.lapses_at - request.requested_at).days == 7
    await due_now(session, request)
    with pytest.raises(RequestLapsed):
        await requests(session).confirm(scene.auditor, request.id)
    assert [(view.told["state"], view.told["open_actions"]) for view in await requests(session).all(scene.auditor)] == [("lapsed", [])]
    await settled(session)

    await jobs.lapse_role_request(services, str(request.id))
    await jobs.lapse_role_request(services, str(request.id))
    await jobs.lapse_role_request(services, str(new_id()))

    await session.refresh(request)
    assert (request.state, await told(session, "role_request_lapsed")) == ("lapsed", [scene.manager.account_id])
    assert (await asked(session, scene)).state == "requested"


async def test_a_lapsed_request_that_no_job_noted_makes_room_for_the_next(session, scene):
    request = await asked(session, scene)
    await due_now(session, request)

    again = await asked(session, scene)

    assert (request.state, again.state) == ("lapsed", "requested")


async def test_of_two_auditors_at_once_one_confirms(own_services):
    async with transaction(own_services.session_maker) as session:
        scene = await make_scene(session)
        second = await make_actor(session, everywhere(Role.AUDITOR))
        request = await asked(session, scene)

    async def confirm(actor):
        async with transaction(own_services.session_maker) as session:
            await requests(session).confirm(actor, request.id)

    results = await asyncio.gather(confirm(scene.auditor), confirm(second), return_exceptions=True)

    assert sorted(type(one).__name__ for one in results) == ["NoneType", "RequestWrongState"]
    async with transaction(own_services.session_maker) as session:
        assert len(await held(session, scene.person_id)) == 1


async def test_everybody_sees_what_concerns_them_in_one_list(session, scene):
    request = await asked(session, scene)
    of_all = await make_actor(session, everywhere(Role.MANAGER))
    strangers = [await make_actor(session, in_campaign(Role.MANAGER, new_id())), await make_actor(session, everywhere(Role.ADMIN))]

    async def seen(actor):
        return [(view.full_name, view.told["is_own"], view.told["open_actions"]) for view in await requests(session).all(actor)]

    assert await seen(scene.auditor) == [("Lê Hoàng Nam", False, ["confirm", "decline"])]
    assert await seen(scene.manager) == [("Lê Hoàng Nam", True, ["decline"])]
    assert await seen(of_all) == [("Lê Hoàng Nam", False, [])]
    assert [await seen(actor) for actor in strangers] == [[], []]
    await requests(session).confirm(scene.auditor, request.id)
    (view,) = await requests(session).all(scene.manager)
    assert (view.told["settled_by"], view.told["open_actions"]) == ("Tạ Quang Huy", [])


async def test_the_list_takes_as_many_statements_for_three_as_for_one(session, connection, scene):
    statements, counts = [], []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda *args: statements.append(args[2]))

    for role in (Role.JUROR, Role.MEMBER, Role.SECRETARY):
        await asked(session, scene, in_campaign(role, scene.campaign_id))
        statements.clear()
        counts.append((len(await requests(session).all(scene.auditor)), len(statements)))

    assert counts == [(1, 2), (2, 2), (3, 2)]


def test_every_role_that_takes_two_has_a_name_in_three_languages():
    assert {role: set(names) for role, names in ROLE_NAMES.items()} == {role: {"vi", "fr", "en"} for role in TAKES_TWO}


async def test_two_persons_over_http(client, session, scene):
    body = {"account_id": str(scene.person_id), "role": "juror", "scope_kind": "campaign", "scope_id": str(scene.campaign_id)}
    await sign_in_as(client, session, scene.manager.account_id)

    bad = await client.post("/role-requests", json={**body, "reason": "vì"})
    (request,) = (await client.post("/role-requests", json={**body, "reason": WHY})).json()
    own = await client.post(f"/role-requests/{request['id']}/confirmation")
    alone = await client.post(f"/accounts/{scene.person_id}/roles", json={k: v for k, v in body.items() if k != "account_id"})
    await sign_in_as(client, session, scene.auditor.account_id)
    confirmed = await client.post(f"/role-requests/{request['id']}/confirmation")
    again = await client.post(f"/role-requests/{request['id']}/refusal", json={})
    listed = await client.get("/role-requests")

    assert [error["path"] for error in bad.json()["errors"]] == [["reason"]]
    assert (request["state"], request["person"], request["open_actions"]) == (
        "requested",
        {"id": str(scene.person_id), "full_name": "Lê Hoàng Nam"},
        ["decline"],
    )
    assert problem(own)[:2] == (403, "not_allowed")
    assert problem(alone) == (403, "role_needs_request", {"role": "juror"})
    assert [(one["state"], one["settled_by"]) for one in confirmed.json()] == [("confirmed", "Tạ Quang Huy")]
    assert problem(again)[:2] == (409, "request_wrong_state")
    assert listed.json() == confirmed.json()
    assert Grant(Role.JUROR, ScopeKind.CAMPAIGN, scene.campaign_id) == scene.juror
    subjects = await session.scalars(select(OutboxMail.subject).order_by(OutboxMail.created_at))
    assert list(subjects) == ["Đề nghị giao vai trò cần xác nhận", "Vai trò đã được xác nhận"]
