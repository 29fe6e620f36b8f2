"""People and their roles: create, grant, take away, look up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import addresses, passwords, permissions
from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.errors import AccountNotFound, EmailTaken, RoleNeedsRequest, RoleNotYoursToGive, RolesCollide
from exemplar.accounts.events import RoleScopeNamed
from exemplar.accounts.models import Account, RoleGrant
from exemplar.accounts.roles import GIVEN_BY_MANAGER, TAKES_TWO, Role, ScopeKind, collides_with, require_scope
from exemplar.accounts.sign_in import SignInService
from exemplar.audit import service as audit
from exemplar.core.errors import NotAllowed
from exemplar.core.events import announce


class AccountService:
    """Use cases of people and roles."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def create(
        self, actor: Actor | None, *, email: str, full_name: str, password: str, language: str = "vi", job_title: str = ""
    ) -> Account:
        """Create an account; ``actor`` is ``None`` only for the command line and the demo data.

        Raises:
            NotAllowed, ConfirmationRequired: see ``account.create`` in the policy table.
            EmailTaken: the address is in use.
            WeakPassword: see ``passwords.require_strength``.
        """
        if actor is not None:
            permissions.require(actor, "account.create", self._now())
        passwords.require_strength(password)
        address = addresses.normal(email)
        if await self._session.scalar(select(Account.id).where(Account.email == address)):
            raise EmailTaken
        account = Account(
            email=address,
            full_name=full_name,
            job_title=job_title,
            language=language,
            password_hash=await passwords.hash_password(password),
        )
        self._session.add(account)
        await self._session.flush()
        audit.record(self._session, actor_id=actor.account_id if actor else None, action="account.created", about=("account", account.id))
        return account

    async def grant(self, actor: Actor | None, account_id: UUID, grant: Grant) -> None:
        """Give a role; the account's sessions end, so that the new role starts with a fresh sign-in.

        ``actor`` is ``None`` only for the command line, the demo data and seats that the system fills.

        Raises:
            AccountNotFound: no such account.
            RoleNotYoursToGive: the administrator asked for a role of a campaign, or a manager for another.
            RoleNeedsRequest: the role takes two persons, see ``RoleRequestService``.
            RolesCollide: the account holds a role that excludes this one.
            ScopeWrong, RoleScopeUnknown: the role needs another kind of scope, or there is no such unit or campaign.
        """
        require_scope(grant.role, grant.scope_kind, names_a_place=grant.scope_id is not None)
        if actor is not None:
            self._require_giver(actor, grant)
            if grant.role in TAKES_TWO:
                raise RoleNeedsRequest(role=grant.role.value)
            await announce(self._session, RoleScopeNamed(grant.scope_kind, grant.scope_id))
        await self.give(actor.account_id if actor else None, account_id, grant)

    async def is_free(self, account_id: UUID, grant: Grant) -> bool:
        """Say whether the account could still be given this role. Raises ``AccountNotFound``, ``RolesCollide``.

        The account's row stays locked until the end, for two roles given at once must not miss each other.
        """
        account = await self._session.get(Account, account_id, with_for_update={"key_share": True})
        if account is None:
            raise AccountNotFound
        held = frozenset(await self._session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == account.id)))
        other = collides_with(grant.role, held)
        if other is not None:
            raise RolesCollide(role=grant.role.value, held=other.value)
        return await self._session.scalar(self._matching(account.id, grant)) is None

    async def give(self, giver: UUID | None, account_id: UUID, grant: Grant) -> None:
        """Write a role that was decided on; who may decide was asked before. Raises as ``is_free``; a role held is no error."""
        if not await self.is_free(account_id, grant):
            return
        self._session.add(
            RoleGrant(account_id=account_id, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id, granted_by=giver)
        )
        await self._session.flush()
        audit.record(
            self._session,
            actor_id=giver,
            action="role.granted",
            about=("account", account_id),
            role=grant.role,
            scope=grant.scope_id,
        )
        await SignInService(self._session).end_sessions(account_id, by=giver)

    async def take_away(self, actor: Actor | None, account_id: UUID, grant: Grant) -> None:
        """Take a role away and end the account's sessions. Raises as ``grant`` does; a role not held is no error.

        ``actor`` is ``None`` when the system takes back what it gave with a seat that is no more.
        """
        if actor is not None:
            self._require_giver(actor, grant)
        found = await self._session.scalar(self._matching(account_id, grant))
        if found is None:
            return
        giver = actor.account_id if actor else None
        await self._session.execute(delete(RoleGrant).where(RoleGrant.id == found.id))
        audit.record(
            self._session,
            actor_id=giver,
            action="role.taken",
            about=("account", account_id),
            role=grant.role,
            scope=grant.scope_id,
        )
        await SignInService(self._session).end_sessions(account_id, by=giver)

    def _require_giver(self, actor: Actor, grant: Grant) -> None:
        in_campaign = grant.role in GIVEN_BY_MANAGER
        scope = permissions.Scope(campaign_id=grant.scope_id) if in_campaign else permissions.NOWHERE
        roles = actor.roles_at(None, scope.campaign_id)
        if (Role.MANAGER if in_campaign else Role.ADMIN) not in roles:
            raise RoleNotYoursToGive(role=grant.role.value)
        permissions.require(actor, "role.grant", self._now(), {permissions.Relation.ASSIGNED}, scope)

    @staticmethod
    def _matching(account_id: UUID, grant: Grant):  # type: ignore[no-untyped-def]  # noqa: ANN205
        scope = RoleGrant.scope_id.is_(None) if grant.scope_id is None else RoleGrant.scope_id == grant.scope_id
        return select(RoleGrant).where(
            RoleGrant.account_id == account_id, RoleGrant.role == grant.role, RoleGrant.scope_kind == grant.scope_kind, scope
        )

    async def get(self, account_id: UUID) -> Account:
        """Return an account or raise ``AccountNotFound``."""
        account = await self._session.get(Account, account_id)
        if account is None:
            raise AccountNotFound
        return account

    async def find_by_email(self, email: str) -> Account | None:
        """Return the account with this address, if any."""
        return await self._session.scalar(select(Account).where(Account.email == addresses.normal(email)))

    async def names(self, account_ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return id → full name for the given accounts, in one query."""
        rows = await self._session.execute(select(Account.id, Account.full_name).where(Account.id.in_(account_ids)))
        return {row.id: row.full_name for row in rows}

    async def readers(self, account_ids: Sequence[UUID]) -> list[Account]:
        """Return the enabled accounts among ``account_ids``; for telling them things."""
        return list(await self._session.scalars(select(Account).where(Account.id.in_(account_ids), Account.disabled_at.is_(None))))

    async def holders(self, *roles: Role, scope_id: UUID | None = None) -> list[Account]:
        """Return the accounts that hold one of ``roles`` in the scope ``scope_id``, by name."""
        query = (
            select(Account)
            .join(RoleGrant, RoleGrant.account_id == Account.id)
            .where(RoleGrant.role.in_(roles), RoleGrant.scope_id == scope_id)
            .distinct()
            .order_by(Account.full_name)
        )
        return list(await self._session.scalars(query))

    async def search(self, actor: Actor, words: str, limit: int = 50) -> list[tuple[Account, list[RoleGrant]]]:
        """Return accounts whose name or address contains ``words``, with their roles. Two queries."""
        if not permissions.may_somewhere(actor, "account.view"):
            raise NotAllowed(action="account.view")
        pattern = f"%{words.lower().replace('%', '').replace('_', '')}%"
        query = (
            select(Account)
            .where(or_(func.lower(Account.full_name).like(pattern), Account.email.like(pattern)))
            .order_by(Account.full_name)
            .limit(limit)
        )
        accounts = list(await self._session.scalars(query))
        grants = list(
            await self._session.scalars(
                select(RoleGrant).where(RoleGrant.account_id.in_([a.id for a in accounts])).order_by(RoleGrant.role)
            )
        )
        return [(account, [grant for grant in grants if grant.account_id == account.id]) for account in accounts]

    async def end_sessions_of(self, actor: Actor, account_id: UUID) -> None:
        """End another person's sessions. Raises as ``sessions.end_others`` of the policy table asks."""
        permissions.require(actor, "sessions.end_others", self._now())
        await SignInService(self._session).end_sessions((await self.get(account_id)).id, by=actor.account_id)

    async def set_language(self, actor: Actor, language: str) -> None:
        """Change the actor's own language (``vi``, ``fr``, ``en``)."""
        account = await self.get(actor.account_id)
        account.language = language

    async def change_password(self, actor: Actor, current: str, wanted: str) -> None:
        """Change the actor's own password and end every session of the account, this one too."""
        passwords.require_strength(wanted)
        sign_in = SignInService(self._session)
        await sign_in.confirm(actor, current)
        account = await self.get(actor.account_id)
        account.password_hash = await passwords.hash_password(wanted)
        audit.record(self._session, actor_id=account.id, action="account.password_changed", about=("account", account.id))
        await sign_in.end_sessions(account.id, by=actor.account_id)


def everywhere(role: Role) -> Grant:
    """Return a grant of ``role`` without a limit."""
    return Grant(role, ScopeKind.EVERYWHERE)


def in_unit(role: Role, unit_id: UUID) -> Grant:
    """Return a grant of ``role`` in one unit."""
    return Grant(role, ScopeKind.UNIT, unit_id)


def in_campaign(role: Role, campaign_id: UUID) -> Grant:
    """Return a grant of ``role`` in one campaign."""
    return Grant(role, ScopeKind.CAMPAIGN, campaign_id)
