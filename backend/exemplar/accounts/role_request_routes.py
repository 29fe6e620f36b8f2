"""Roles that take two persons, over HTTP. Every answer is the list as it stands, for one glance shows what waits."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.role_requests import RoleRequestService, RoleRequestView
from exemplar.accounts.schemas import PersonNamed, RoleRequestCreate, RoleRequestRead
from exemplar.accounts.two_person_schemas import RequestAnswer
from exemplar.core.clock import utc_now
from exemplar.notifications.service import NotificationService


def provide_role_requests(session: NamedDependency[AsyncSession], state: State) -> RoleRequestService:
    """Build the service for one request."""
    return RoleRequestService(session, utc_now, NotificationService(session, state.settings.web.public_url))


def _read(view: RoleRequestView) -> RoleRequestRead:
    request = view.request
    return RoleRequestRead(
        **view.told,
        person=PersonNamed(id=request.account_id, full_name=view.full_name),
        role=request.role,
        scope_kind=request.scope_kind,
        scope_id=request.scope_id,
    )


class RoleRequestController(Controller):
    """A manager asks for a role, an auditor confirms. ``account.view`` is the row of those who see any of it."""

    path = "/role-requests"
    tags = ["accounts"]  # noqa: RUF012
    dependencies = {"requests": Provide(provide_role_requests, sync_to_thread=False)}  # noqa: RUF012

    @get("/", operation_id="listRoleRequests", opt={"action": "account.view"})
    async def all(self, actor: NamedDependency[Actor], requests: NamedDependency[RoleRequestService]) -> list[RoleRequestRead]:
        """List the requests that the reader may confirm or could have made, newest first."""
        return [_read(view) for view in await requests.all(actor)]

    @post("/", operation_id="requestRoleGrant", opt={"action": "role.request"})
    async def request(
        self, actor: NamedDependency[Actor], requests: NamedDependency[RoleRequestService], data: JSONBody[RoleRequestCreate]
    ) -> list[RoleRequestRead]:
        """Ask for a role; nobody holds it before an auditor confirms. Asks for the password again."""
        await requests.request(actor, data.account_id, Grant(data.role, data.scope_kind, data.scope_id), data.reason)
        return [_read(view) for view in await requests.all(actor)]

    @post("/{request_id:uuid}/confirmation", operation_id="confirmRoleGrant", status_code=200, opt={"action": "role.confirm"})
    async def confirm(
        self, actor: NamedDependency[Actor], requests: NamedDependency[RoleRequestService], request_id: FromPath[UUID]
    ) -> list[RoleRequestRead]:
        """Give the role that a manager asked for. Asks for the password again."""
        await requests.confirm(actor, request_id)
        return [_read(view) for view in await requests.all(actor)]

    @post("/{request_id:uuid}/refusal", operation_id="declineRoleGrant", status_code=200, opt={"action": "account.view"})
    async def decline(
        self,
        actor: NamedDependency[Actor],
        requests: NamedDependency[RoleRequestService],
        request_id: FromPath[UUID],
        data: JSONBody[RequestAnswer],
    ) -> list[RoleRequestRead]:
        """Decline a request, or take the own one back. Asks for the password again."""
        await requests.decline(actor, request_id, data.answer)
        return [_read(view) for view in await requests.all(actor)]
