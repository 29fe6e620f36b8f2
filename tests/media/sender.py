"""Somebody of a unit who sends files over HTTP and does not give up: the browser's own way of going on, step by step."""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.authentication import PLAIN_COOKIE
from exemplar.accounts.models import SignInSession
from exemplar.accounts.roles import Role
from exemplar.accounts.sign_in import token_hash
from exemplar.core.database import settle
from tests.factories import in_unit, make_account, make_unit

_ROUNDS = 5
_MENDABLE = {"upload_incomplete", "upload_lost", "media_wrong_state", "media_not_found"}
_PAUSE_SECONDS = 0.3
_PATIENCE_SECONDS = 120


class Refused(Exception):
    """An answer that trying again does not change; ``code`` is the problem's."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.code = code


@dataclass
class Sender:
    """One person with an open session at ``url``."""

    client: httpx.AsyncClient
    unit_id: UUID

    @classmethod
    async def arrive(cls, services: wiring.Services, url: str) -> "Sender":
        """Make a unit and a contributor of it, who has signed in."""
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
        async with services.session_maker() as session:
            unit_id, account_id = await _settle_in(session)
            session.add(SignInSession(account_id=account_id, token_hash=token_hash(token), csrf_token=csrf))
            await settle(session)
            await session.commit()
        client = httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=30, headers={"x-csrf-token": csrf}, cookies={PLAIN_COOKIE: token})
        return cls(client, unit_id)

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask until there is an answer.

        Raises:
            Refused: the answer is no, for a reason that stays.
        """

        async def once() -> httpx.Response:
            return await self.client.request(method, path, json=body)

        answer = await patiently(once)
        if answer.status_code >= 400:
            raise Refused(answer.status_code, answer.json()["code"])
        return answer.json()

    async def start(self, path: Path) -> dict[str, Any]:
        """Begin an upload, or find out how far it is."""
        wanted = {"file_name": path.name, "declared_type": "", "size_bytes": path.stat().st_size, "fingerprint": f"mark-{path.name}"}
        ticket: dict[str, Any] = await self.call("POST", "/media/uploads", wanted | {"unit_id": str(self.unit_id)})
        return ticket

    async def put(self, ticket: dict[str, Any], path: Path, number: int) -> None:
        """Send one part."""
        size = ticket["part_size_bytes"]
        with path.open("rb") as file:
            file.seek((number - 1) * size)
            data = file.read(size)

        async def once() -> httpx.Response:
            signed = await self.call("POST", f"/media/uploads/{ticket['id']}/parts", {"numbers": [number]})
            async with httpx.AsyncClient(timeout=60) as store:
                return await store.put(signed["parts"][0]["url"], content=data)

        answer = await patiently(once)
        if answer.status_code >= 400:
            raise Refused(answer.status_code, "media_wrong_state" if answer.status_code == 404 else "storage")

    async def complete(self, ticket: dict[str, Any], path: Path) -> None:
        """Say that all is sent."""
        await self.call("POST", f"/media/uploads/{ticket['id']}/completion", {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()})

    async def send(self, path: Path, between: Callable[[int], Awaitable[None]] | None = None) -> str:
        """Send a whole file, whatever happens; return its id. ``between`` is awaited before each part but the first."""
        for last in (*[False] * (_ROUNDS - 1), True):
            try:
                return await self._send(path, between)
            except Refused as refused:
                if last or refused.code not in _MENDABLE:
                    raise
        raise AssertionError("unreachable")

    async def _send(self, path: Path, between: Callable[[int], Awaitable[None]] | None) -> str:
        ticket = await self.start(path)
        size, whole = ticket["part_size_bytes"], path.stat().st_size
        sizes = {number: min(size, whole - (number - 1) * size) for number in range(1, ticket["total_parts"] + 1)}
        safe = {part["number"] for part in ticket["stored_parts"] if part["size_bytes"] == sizes[part["number"]]}
        for number in sizes.keys() - safe:
            if between is not None and number > 1:
                await between(number)
            await self.put(ticket, path, number)
        await self.complete(ticket, path)
        media_id: str = ticket["id"]
        return media_id


async def _settle_in(session: AsyncSession) -> tuple[UUID, UUID]:
    unit = await make_unit(session, code=f"U{secrets.token_hex(4)}")
    account = await make_account(session, in_unit(Role.CONTRIBUTOR, unit.id), email=f"{secrets.token_hex(4)}@example.test")
    return unit.id, account.id


async def patiently(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Ask until an answer comes that is not about the server's own trouble."""
    until = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
    while True:
        try:
            answer = await ask()
        except httpx.TransportError:
            if asyncio.get_running_loop().time() > until:
                raise
        else:
            if answer.status_code < 500 or asyncio.get_running_loop().time() > until:
                return answer
        await asyncio.sleep(_PAUSE_SECONDS)
