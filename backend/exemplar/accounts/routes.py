"""Sign-in, the own account, people and roles over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.authentication import cookie_name
from exemplar.accounts.models import Account, RoleGrant
from exemplar.accounts.role_request_routes import RoleRequestController
from exemplar.accounts.roles import Role
from exemplar.accounts.schemas import (
    AccountCreate,
    AccountRead,
    Confirmation,
    NotificationRead,
    PasswordChange,
    PreferencesUpdate,
    RoleChange,
    RoleRead,
    SessionAccount,
    SessionRead,
    SignIn,
)
from exemplar.accounts.service import AccountService
from exemplar.accounts.sign_in import ABSOLUTE, SignInService, actor_behind
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.notifications.service import NotificationService


def provide_accounts(session: NamedDependency[AsyncSession]) -> AccountService:
    """Build the service for one request."""
    return AccountService(session, utc_now)


def _cookie(state: State, token: str | None) -> Cookie:
    secure: bool = state.settings.web.is_secure
    age = int(ABSOLUTE.total_seconds()) if token else 0
    return Cookie(
        key=cookie_name(state.settings.web),
        value=token or "",
        max_age=age,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )


async def _count_confirmation(state: State, actor: Actor) -> None:
    """Count in a transaction of its own, which is kept when the password is refused."""
    async with transaction(state.session_maker) as counting:
        await SignInService(counting).count_confirmation(actor.account_id)


async def _session_read(accounts: AccountService, actor: Actor, csrf_token: str) -> SessionRead:
    account = await accounts.get(actor.account_id)
    return SessionRead(
        csrf_token=csrf_token,
        account=SessionAccount(
            id=account.id,
            email=account.email,
            full_name=account.full_name,
            language=account.language,
            roles=[RoleRead.model_validate(grant) for grant in sorted(actor.grants, key=lambda g: (g.role, str(g.scope_id)))],
            unit_ids=sorted(actor.scope_ids(Role.CONTRIBUTOR, Role.LEAD)),
            open_actions=[action for action in permissions.TABLE if permissions.may_somewhere(actor, action)],
        ),
    )


class SessionController(Controller):
    """Sign-in and sign-out."""

    path = "/session"
    tags = ["accounts"]
    dependencies = {"accounts": Provide(provide_accounts, sync_to_thread=False)}

    @get("/", operation_id="readSession", opt={"public": True, "action": "showcase.view"})
    async def read(self, request: Request[Any, Any, Any], accounts: NamedDependency[AccountService]) -> SessionRead:
        """Say who is signed in; visitors get two nulls."""
        actor = request.scope.get("user")
        if not isinstance(actor, Actor):
            return SessionRead(account=None, csrf_token=None)
        return await _session_read(accounts, actor, str(request.scope["auth"]))

    @post("/", operation_id="signIn", status_code=200, opt={"public": True, "action": "showcase.view"})
    async def sign_in(
        self, request: Request[Any, Any, Any], state: State, session: NamedDependency[AsyncSession], data: JSONBody[SignIn]
    ) -> Response[SessionRead]:
        """Sign in with e-mail and password; the tries are counted in a transaction of their own, kept when refused."""
        address = request.client.host if request.client else ""
        async with transaction(state.session_maker) as counting:
            await SignInService(counting).count_try(data.email, address)
        signed_in = await SignInService(session).sign_in(data.email, data.password, address, request.headers.get("user-agent", ""))
        read = await _session_read(AccountService(session, utc_now), await actor_behind(session, signed_in.token), signed_in.csrf_token)
        return Response(read, cookies=[_cookie(state, signed_in.token)], headers={"cache-control": "no-store"})

    @delete("/", operation_id="signOut", status_code=200, opt={"action": "self.manage"})
    async def sign_out(self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]) -> Response[SessionRead]:
        """End this session."""
        await SignInService(session).sign_out(actor)
        return Response(SessionRead(account=None, csrf_token=None), cookies=[_cookie(state, None)])

    @post("/confirmation", operation_id="confirmPassword", status_code=204, opt={"action": "self.manage"})
    async def confirm(
        self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession], data: JSONBody[Confirmation]
    ) -> None:
        """Give the password again, before an act that asks for it."""
        await _count_confirmation(state, actor)
        await SignInService(session).confirm(actor, data.password)


class OwnAccountController(Controller):
    """What people do about themselves."""

    tags = ["accounts"]
    dependencies = {"accounts": Provide(provide_accounts, sync_to_thread=False)}

    @delete("/sessions", operation_id="signOutEverywhere", status_code=200, opt={"action": "self.manage"})
    async def sign_out_everywhere(
        self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]
    ) -> Response[SessionRead]:
        """End every session of the own account."""
        await SignInService(session).end_sessions(actor.account_id, by=actor.account_id)
        return Response(SessionRead(account=None, csrf_token=None), cookies=[_cookie(state, None)])

    @patch("/me", operation_id="updatePreferences", status_code=204, opt={"action": "self.manage"})
    async def update_preferences(
        self, actor: NamedDependency[Actor], accounts: NamedDependency[AccountService], data: JSONBody[PreferencesUpdate]
    ) -> None:
        """Change the own language."""
        await accounts.set_language(actor, data.language)

    @post("/me/password", operation_id="changePassword", status_code=204, opt={"action": "self.manage"})
    async def change_password(
        self, state: State, actor: NamedDependency[Actor], accounts: NamedDependency[AccountService], data: JSONBody[PasswordChange]
    ) -> None:
        """Change the own password; every session ends. Wrong tries count together with those of ``confirmPassword``."""
        await _count_confirmation(state, actor)
        await accounts.change_password(actor, data.current, data.wanted)

    @get("/me/notifications", operation_id="listNotifications", opt={"action": "self.manage"})
    async def notifications(
        self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]
    ) -> list[NotificationRead]:
        """List the newest things told to me."""
        rows = await NotificationService(session, state.settings.web.public_url).inbox(actor.account_id)
        return [NotificationRead.model_validate(row) for row in rows]

    @post("/me/notifications/reading", operation_id="markNotificationsRead", status_code=204, opt={"action": "self.manage"})
    async def mark_read(self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]) -> None:
        """Mark all of them as read."""
        await NotificationService(session, state.settings.web.public_url).mark_read(actor.account_id)


def _account_read(account: Account, grants: list[RoleGrant]) -> AccountRead:
    return AccountRead(
        id=account.id,
        email=account.email,
        full_name=account.full_name,
        job_title=account.job_title,
        disabled=account.disabled_at is not None,
        roles=[RoleRead.model_validate(grant) for grant in grants],
    )


class PeopleController(Controller):
    """People and roles, for those who run the place."""

    path = "/accounts"
    tags = ["accounts"]
    dependencies = {"accounts": Provide(provide_accounts, sync_to_thread=False)}

    @get("/", operation_id="listAccounts", opt={"action": "account.view"})
    async def find(
        self, actor: NamedDependency[Actor], accounts: NamedDependency[AccountService], q: FromQuery[str] = ""
    ) -> list[AccountRead]:
        """Find people by name or address; at most 50."""
        return [_account_read(account, grants) for account, grants in await accounts.search(actor, q[:100])]

    @post("/", operation_id="createAccount", opt={"action": "account.create"})
    async def create(
        self, actor: NamedDependency[Actor], accounts: NamedDependency[AccountService], data: JSONBody[AccountCreate]
    ) -> AccountRead:
        """Create an account."""
        fields = data.model_dump()
        return _account_read(await accounts.create(actor, **fields), [])

    @post("/{account_id:uuid}/roles", operation_id="grantRole", status_code=204, opt={"action": "role.grant"})
    async def grant(
        self,
        actor: NamedDependency[Actor],
        accounts: NamedDependency[AccountService],
        account_id: FromPath[UUID],
        data: JSONBody[RoleChange],
    ) -> None:
        """Give a role that takes no second person."""
        await accounts.grant(actor, account_id, Grant(data.role, data.scope_kind, data.scope_id))

    @post("/{account_id:uuid}/roles/removal", operation_id="takeRoleAway", status_code=204, opt={"action": "role.grant"})
    async def take_away(
        self,
        actor: NamedDependency[Actor],
        accounts: NamedDependency[AccountService],
        account_id: FromPath[UUID],
        data: JSONBody[RoleChange],
    ) -> None:
        """Take a role away."""
        await accounts.take_away(actor, account_id, Grant(data.role, data.scope_kind, data.scope_id))

    @delete("/{account_id:uuid}/sessions", operation_id="endSessions", status_code=204, opt={"action": "sessions.end_others"})
    async def end_sessions(
        self, actor: NamedDependency[Actor], accounts: NamedDependency[AccountService], account_id: FromPath[UUID]
    ) -> None:
        """End another person's sessions."""
        await accounts.end_sessions_of(actor, account_id)


CONTROLLERS = [SessionController, OwnAccountController, PeopleController, RoleRequestController]
