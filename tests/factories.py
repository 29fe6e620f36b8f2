"""Valid rows with no surprises, made through the services where there is one."""

import secrets
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.authentication import PLAIN_COOKIE
from exemplar.accounts.models import Account, RoleGrant, SignInSession
from exemplar.accounts.roles import Role, ScopeKind
from exemplar.accounts.sign_in import token_hash
from exemplar.core.clock import utc_now
from exemplar.core.database import settle
from exemplar.units.models import Unit
from exemplar.units.service import UnitService

PASSWORD = "Exemplar-2026-demo"
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$UdtO9DLPPyvsWYPWfOH1ZzRkZLJsQ2R8C0fFZ5sS4tA"
"""Not a hash of anything; tests that sign in with a password make a real one."""

_serial = count(1)


async def make_unit(session: AsyncSession, code: str | None = None, parent: Unit | None = None, name: str = "Nhà hát Hoa Ban") -> Unit:
    """Add a unit to the tree."""
    units = UnitService(session, utc_now)
    return await units.create(
        None, code=code or f"U{next(_serial)}", name={"vi": name, "fr": None, "en": None}, parent_id=parent.id if parent else None
    )


async def make_account(session: AsyncSession, *grants: Grant, name: str = "Nguyễn Thị Lan", email: str | None = None) -> Account:
    """Add a person with these roles, without the cost of a password."""
    account = Account(email=email or f"person{next(_serial)}@example.test", full_name=name, password_hash=PASSWORD_HASH)
    session.add(account)
    await session.flush()
    for grant in grants:
        session.add(RoleGrant(account_id=account.id, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id))
    await session.flush()
    return account


def actor_of(account: Account, *grants: Grant, confirmed: bool = True) -> Actor:
    """Return the actor for an account, with the password just confirmed unless told otherwise."""
    return Actor(account.id, frozenset(grants), utc_now() if confirmed else utc_now() - timedelta(hours=1))


async def make_actor(session: AsyncSession, *grants: Grant, name: str = "Nguyễn Thị Lan", confirmed: bool = True) -> Actor:
    """Add a person and return the actor."""
    return actor_of(await make_account(session, *grants, name=name), *grants, confirmed=confirmed)


def in_unit(role: Role, unit_id: UUID) -> Grant:
    """Return a grant of ``role`` in a unit."""
    return Grant(role, ScopeKind.UNIT, unit_id)


def in_campaign(role: Role, campaign_id: UUID) -> Grant:
    """Return a grant of ``role`` in a campaign."""
    return Grant(role, ScopeKind.CAMPAIGN, campaign_id)


def everywhere(role: Role) -> Grant:
    """Return a grant of ``role`` without a limit."""
    return Grant(role, ScopeKind.EVERYWHERE)


async def sign_in_as(client: httpx.AsyncClient, session: AsyncSession, account_id: UUID, *, confirmed: bool = True) -> None:
    """Give ``client`` the cookie and token of a fresh session of this account; commits what was arranged so far."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    row = SignInSession(account_id=account_id, token_hash=token_hash(token), csrf_token=csrf)
    if not confirmed:
        row.confirmed_at = utc_now() - timedelta(hours=1)
    session.add(row)
    await settle(session)
    await session.commit()
    client.cookies.set(PLAIN_COOKIE, token)
    client.headers["x-csrf-token"] = csrf


async def settled(session: AsyncSession) -> None:
    """Commit what was arranged, with the audit log, inside the test's transaction."""
    await settle(session)
    await session.commit()


def problem(response: httpx.Response) -> tuple[int, str, Any]:
    """Return status, code and facts of a problem document."""
    assert response.headers["content-type"].startswith("application/problem+json"), response.text
    body = response.json()
    return response.status_code, body["code"], body["facts"]
