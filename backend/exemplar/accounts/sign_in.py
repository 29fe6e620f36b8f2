"""Sign-in, sign-out, confirmation, and the counters that make guessing hopeless.

Sessions are rows in PostgreSQL: idle for 30 minutes or older than 12 hours they are dead (OWASP ASVS 5, V7). The cookie
holds 256 random bits; a new one is made at each sign-in, so no identifier from outside is ever adopted.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import addresses, passwords
from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.errors import TooManyAttempts, WrongCredentials
from exemplar.accounts.models import Account, SignInSession
from exemplar.accounts.roles import Role, ScopeKind
from exemplar.audit import service as audit
from exemplar.core.database import raw_connection

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)
LIMITS = {"account": 100, "all": 2_000, "confirm": 10, "network": 100, "pair": 10}
"""Wrong tries allowed per window, before a password is even looked at.

``pair``: one address from one network. ``account``: one address from everywhere, so high that strangers do not easily
lock its owner out. ``confirm``: the password given again by somebody signed in, which no stranger can use up.
"""

_COUNT = text(
    """
    INSERT INTO sign_in_attempt AS a (key, window_started_at, failures) VALUES (:key, clock_timestamp(), 1)
    ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN a.window_started_at < clock_timestamp() - CAST(:window AS interval) THEN 1 ELSE a.failures + 1 END,
        window_started_at = CASE
            WHEN a.window_started_at < clock_timestamp() - CAST(:window AS interval) THEN clock_timestamp() ELSE a.window_started_at
        END
    RETURNING failures, extract(epoch FROM window_started_at + CAST(:window AS interval) - clock_timestamp())
    """
)
_TAKE_OFF = text(
    """
    UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0)
    WHERE key IN (SELECT key FROM sign_in_attempt WHERE key = ANY(:keys) ORDER BY key FOR UPDATE)
    """
)
"""Locks in the order in which ``count_try`` does, so that the two never wait for each other."""
_FIND = """
    SELECT s.id, s.csrf_token, s.confirmed_at, s.seen_at < clock_timestamp() - $4::interval AS stale,
        a.id AS account_id, a.language,
        coalesce(
            (SELECT json_agg(json_build_array(g.role, g.scope_kind, g.scope_id)) FROM role_grant g WHERE g.account_id = a.id), '[]'
        )::text AS grants
    FROM sign_in_session s JOIN account a ON a.id = s.account_id
    WHERE s.token_hash = $1 AND a.disabled_at IS NULL
      AND s.seen_at > clock_timestamp() - $2::interval AND s.created_at > clock_timestamp() - $3::interval
"""
_TOUCH = "UPDATE sign_in_session SET seen_at = clock_timestamp() WHERE id = $1"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a browser gets: the cookie's ``token`` and the ``csrf_token`` for its pages."""

    token: str
    csrf_token: str
    account_id: UUID


def token_hash(token: str) -> bytes:
    """Return what is stored of a cookie's token."""
    return hashlib.sha256(token.encode()).digest()


def _keys(email: str, address: str) -> dict[str, str]:
    address_of, network = addresses.normal(email)[:320], _network(address)
    return {
        "account": f"account:{address_of}",
        "all": "all",
        "network": f"network:{network}",
        "pair": f"pair:{hashlib.sha256(f'{network} {address_of}'.encode()).hexdigest()}",
    }


def _confirm_key(account_id: UUID) -> str:
    return f"confirm:{account_id}"


def _network(address: str) -> str:
    separator = ":" if ":" in address else "."
    return separator.join(address.split(separator)[:3])


class SignInService:
    """Use cases of sign-in. Counting wrong tries happens in ``attempts``' own transaction, so a refusal keeps it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count_try(self, email: str, address: str) -> None:
        """Count one try to sign in before the password is checked. A try that is refused here counts for nobody else.

        Raises:
            TooManyAttempts: this address from here or from everywhere, this network or the whole system had too many
                within 15 minutes.
        """
        for kind, key in sorted(_keys(email, address).items()):
            await self._count(kind, key)

    async def count_confirmation(self, account_id: UUID) -> None:
        """Count one try to give the password again. Raises ``TooManyAttempts``, whatever strangers do at the sign-in."""
        await self._count("confirm", _confirm_key(account_id))

    async def _count(self, kind: str, key: str) -> None:
        failures, seconds = (await self._session.execute(_COUNT, {"key": key, "window": WINDOW})).one()
        if failures > LIMITS[kind]:
            raise TooManyAttempts(retry_after_seconds=max(1, int(seconds)))

    async def forget_tries(self, email: str, address: str) -> None:
        """Clear the counter of an address from here after a try that was right, and take it off those shared with others.

        A whole office behind one address may sign in on the same morning; only wrong tries add up there.
        """
        keys = _keys(email, address)
        await self._session.execute(_TAKE_OFF, {"keys": [keys["account"], keys["all"], keys["network"]]})
        await self._session.execute(text("DELETE FROM sign_in_attempt WHERE key = :key"), {"key": keys["pair"]})

    async def forget_confirmations(self, account_id: UUID) -> None:
        """Clear the counter of ``count_confirmation`` after a try that was right."""
        await self._session.execute(text("DELETE FROM sign_in_attempt WHERE key = :key"), {"key": _confirm_key(account_id)})

    async def sign_in(self, email: str, password: str, address: str, user_agent: str) -> SignedIn:
        """Check the password and open a new session.

        Raises:
            WrongCredentials: unknown address, wrong password or disabled account; all look the same and take as long.
        """
        account = await self._session.scalar(select(Account).where(Account.email == addresses.normal(email)))
        fits = await passwords.matches(account.password_hash if account else None, password)
        if account is None or not fits or account.disabled_at is not None:
            raise WrongCredentials
        token = secrets.token_urlsafe(32)
        row = SignInSession(
            account_id=account.id, token_hash=token_hash(token), csrf_token=secrets.token_urlsafe(24), user_agent=user_agent[:200]
        )
        self._session.add(row)
        await self._session.flush()
        await self.forget_tries(email, address)
        audit.record(self._session, actor_id=account.id, action="session.opened", about=("account", account.id), session=row.id)
        return SignedIn(token, row.csrf_token, account.id)

    async def confirm(self, actor: Actor, password: str) -> None:
        """Note that the actor gave the password again; the try was counted before, see ``count_confirmation``.

        Raises:
            WrongCredentials: it was not the password.
        """
        account = await self._session.get(Account, actor.account_id)
        if not await passwords.matches(account.password_hash if account else None, password):
            raise WrongCredentials
        await self._session.execute(
            update(SignInSession).where(SignInSession.id == actor.session_id).values(confirmed_at=func.clock_timestamp())
        )
        await self.forget_confirmations(actor.account_id)

    async def sign_out(self, actor: Actor) -> None:
        """End this browser's session."""
        await self._session.execute(delete(SignInSession).where(SignInSession.id == actor.session_id))
        audit.record(self._session, actor_id=actor.account_id, action="session.closed", about=("account", actor.account_id))

    async def end_sessions(self, account_id: UUID, *, by: UUID | None) -> None:
        """End every session of an account, at once and everywhere."""
        await self._session.execute(delete(SignInSession).where(SignInSession.account_id == account_id))
        audit.record(self._session, actor_id=by, action="session.all_closed", about=("account", account_id))


async def find_actor(connection: asyncpg.Connection, token: str, *, is_there: bool = True) -> tuple[Actor, str] | None:
    """Return the actor and CSRF token behind a cookie, or ``None`` when the session is unknown or dead. One query.

    Every signed-in request comes by here, so it is plain SQL; a second statement notes once a minute that somebody is there,
    unless a page only asks by itself (``is_there=False``).
    """
    row = await connection.fetchrow(_FIND, token_hash(token), IDLE, ABSOLUTE, TOUCH_EVERY)
    if row is None:
        return None
    if row["stale"] and is_there:
        await connection.execute(_TOUCH, row["id"])
    grants = _grants(json.loads(row["grants"]))
    return Actor(row["account_id"], grants, row["confirmed_at"], row["id"], row["language"]), row["csrf_token"]


async def actor_behind(session: AsyncSession, token: str) -> Actor:
    """Return the actor of a session that was opened in this very transaction."""
    found = await find_actor(await raw_connection(session), token)
    if found is None:
        raise WrongCredentials
    return found[0]


def _grants(rows: list[tuple[str, str, str | None]]) -> frozenset[Grant]:
    return frozenset(Grant(Role(role), ScopeKind(kind), UUID(scope) if scope else None) for role, kind, scope in rows)
