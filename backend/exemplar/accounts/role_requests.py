"""Roles that take two persons: a manager asks and says why, an auditor confirms, and only then the role is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from exemplar.accounts import permissions, role_notices, two_persons
from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.errors import (
    RoleAlreadyHeld,
    RoleGivenDirectly,
    RoleNotYoursToGive,
    RoleRequestNotFound,
    RoleRequestPending,
    SecondPersonRequired,
)
from exemplar.accounts.events import RoleScopeNamed
from exemplar.accounts.models import Account, RoleRequest
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.role_notices import RoleNotices
from exemplar.accounts.roles import TAKES_TWO, Role, require_scope
from exemplar.accounts.service import AccountService
from exemplar.accounts.two_person_schemas import shown
from exemplar.accounts.two_persons import RequestAction, RequestState
from exemplar.audit import service as audit
from exemplar.core.events import announce
from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.notifications.service import NotificationService

LAPSE_JOB = "accounts.lapse_role_request"
MOST = 200
_IN_CHARGE = frozenset({Relation.ASSIGNED})


@dataclass(frozen=True, slots=True)
class RoleRequestView:
    """A request as one reader sees it, with the name of the person; ``told`` are the values of ``TwoPersonRead``."""

    request: RoleRequest
    full_name: str
    told: dict[str, Any]


class RoleRequestService:
    """Use cases of asking for roles."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime], notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._accounts = AccountService(session, now)
        self._notices = RoleNotices(session, notifications)

    async def request(self, actor: Actor, account_id: UUID, grant: Grant, reason: str) -> RoleRequest:
        """Ask for a role; nobody holds it before an auditor confirms.

        Raises:
            ScopeWrong, RoleScopeUnknown: the role needs another kind of scope, or there is no such campaign.
            RoleGivenDirectly: the role needs no second person.
            RoleNotYoursToGive: the actor does not manage that campaign, or not all of them; ``ConfirmationRequired``.
            AccountNotFound, RolesCollide, RoleAlreadyHeld: as their names say.
            RoleRequestPending: the same request waits already.
        """
        require_scope(grant.role, grant.scope_kind, names_a_place=grant.scope_id is not None)
        if grant.role not in TAKES_TWO:
            raise RoleGivenDirectly(role=grant.role.value)
        self._require_asker(actor, grant)
        await announce(self._session, RoleScopeNamed(grant.scope_kind, grant.scope_id))
        if not await self._accounts.is_free(account_id, grant):
            raise RoleAlreadyHeld(role=grant.role.value)
        moment = await self._clock()
        waiting = await self._waiting(account_id, grant)
        if waiting is not None and not await self._lapse(waiting, moment):
            raise RoleRequestPending(role=grant.role.value)
        request = RoleRequest(
            id=new_id(),
            account_id=account_id,
            role=grant.role,
            scope_kind=grant.scope_kind,
            scope_id=grant.scope_id,
            state=RequestState.REQUESTED,
            reason=reason,
            answer="",
            requested_by=actor.account_id,
            requested_at=moment,
            lapses_at=moment + two_persons.KEPT_FOR,
        )
        self._session.add(request)
        await self._session.flush()
        await enqueue(self._session, LAPSE_JOB, due_at=request.lapses_at, request_id=request.id)
        _note(self._session, actor.account_id, "role_request.requested", request)
        await self._notices.tell_auditors(request)
        return request

    async def confirm(self, actor: Actor, request_id: UUID) -> RoleRequest:
        """Give the role that a manager asked for, in the same transaction; the person signs in again.

        Raises:
            RoleRequestNotFound: unknown, or out of sight.
            NotAllowed, ConfirmationRequired: see ``role.confirm`` of the policy table.
            RequestWrongState, RequestLapsed, SecondPersonRequired: see ``two_persons.settle``; also for the own role.
            RolesCollide: the person got a role meanwhile that excludes this one.
        """
        request = await self._reach(actor, request_id)
        permissions.require(actor, "role.confirm", self._now())
        if request.account_id == actor.account_id:
            raise SecondPersonRequired
        two_persons.settle(request, RequestAction.CONFIRM, actor.account_id, await self._clock())
        await self._session.flush()
        _note(self._session, actor.account_id, "role_request.confirmed", request)
        await self._accounts.give(actor.account_id, request.account_id, _grant_of(request))
        await self._notices.tell_requester(request, role_notices.CONFIRMED)
        return request

    async def decline(self, actor: Actor, request_id: UUID, answer: str = "") -> RoleRequest:
        """Decline a request, or take the own one back. Raises as ``confirm``."""
        request = await self._reach(actor, request_id)
        if request.requested_by == actor.account_id:
            self._require_asker(actor, _grant_of(request))
        else:
            permissions.require(actor, "role.confirm", self._now())
        two_persons.settle(request, RequestAction.DECLINE, actor.account_id, await self._clock(), answer)
        await self._session.flush()
        _note(self._session, actor.account_id, "role_request.declined", request)
        if request.requested_by != actor.account_id:
            await self._notices.tell_requester(request, role_notices.DECLINED)
        return request

    async def all(self, actor: Actor) -> list[RoleRequestView]:
        """Return the requests that the actor may confirm or could have made, newest first. Two statements."""
        asker, settler = aliased(Account), aliased(Account)
        query = (
            select(RoleRequest, Account.full_name, asker.full_name, settler.full_name)
            .join(Account, Account.id == RoleRequest.account_id)
            .join(asker, asker.id == RoleRequest.requested_by)
            .outerjoin(settler, settler.id == RoleRequest.settled_by)
            .order_by(RoleRequest.requested_at.desc(), RoleRequest.id.desc())
            .limit(MOST)
        )
        if not (permissions.may(actor, "role.confirm") or actor.is_everywhere(Role.MANAGER)):
            query = query.where(RoleRequest.scope_id.in_(actor.scope_ids(Role.MANAGER)))
        moment = await self._clock()
        return [_view(actor, *row, moment) for row in (await self._session.execute(query)).tuples()]

    async def lapse(self, request_id: UUID) -> None:
        """Note that nobody confirmed a request in time; for the job that comes due then."""
        request = await self._session.get(RoleRequest, request_id, with_for_update=True, populate_existing=True)
        if request is not None:
            await self._lapse(request, await self._clock())

    async def _lapse(self, request: RoleRequest, moment: datetime) -> bool:
        if not two_persons.lapse(request, moment):
            return False
        await self._session.flush()
        _note(self._session, None, "role_request.lapsed", request)
        await self._notices.tell_requester(request, role_notices.LAPSED)
        return True

    async def _reach(self, actor: Actor, request_id: UUID) -> RoleRequest:
        request = await self._session.get(RoleRequest, request_id, with_for_update=True, populate_existing=True)
        if request is None or not (permissions.may(actor, "role.confirm") or _may_ask(actor, _grant_of(request))):
            raise RoleRequestNotFound
        return request

    async def _waiting(self, account_id: UUID, grant: Grant) -> RoleRequest | None:
        same = (
            RoleRequest.account_id == account_id,
            RoleRequest.role == grant.role,
            RoleRequest.scope_id.is_not_distinct_from(grant.scope_id),
        )
        query = select(RoleRequest).where(*same, RoleRequest.state == RequestState.REQUESTED)
        return await self._session.scalar(query.with_for_update())

    async def _clock(self) -> datetime:
        moment: datetime = (await self._session.execute(select(func.clock_timestamp()))).scalar_one()
        return moment

    def _require_asker(self, actor: Actor, grant: Grant) -> None:
        if not _may_ask(actor, grant):
            raise RoleNotYoursToGive(role=grant.role.value)
        permissions.require(actor, "role.request", self._now(), _IN_CHARGE, Scope(campaign_id=grant.scope_id))


def _may_ask(actor: Actor, grant: Grant) -> bool:
    return permissions.may(actor, "role.request", _IN_CHARGE, Scope(campaign_id=grant.scope_id))


def _grant_of(request: RoleRequest) -> Grant:
    return Grant(request.role, request.scope_kind, request.scope_id)


def _view(actor: Actor, request: RoleRequest, full_name: str, asker: str, settler: str | None, moment: datetime) -> RoleRequestView:
    told = shown(request, actor.account_id, asker, settler, moment)
    confirms = permissions.may(actor, "role.confirm") and request.account_id != actor.account_id
    if not told["is_own"] and not confirms:
        told["open_actions"] = []
    return RoleRequestView(request, full_name, told)


def _note(session: AsyncSession, actor_id: UUID | None, action: str, request: RoleRequest) -> None:
    about = ("role_request", request.id)
    audit.record(
        session, actor_id=actor_id, action=action, about=about, account=request.account_id, role=request.role, scope=request.scope_id
    )
