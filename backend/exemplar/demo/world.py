"""What the demo has made so far, by the short names its data files use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.models import RoleGrant
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.notifications.service import NotificationService
from exemplar.wiring import Services


@dataclass(slots=True)
class World:
    """Ids by short name: units by code, people by the first part of their address, campaigns and categories by code."""

    services: Services
    folder: Path
    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, UUID] = field(default_factory=dict)
    categories: dict[tuple[str, str], UUID] = field(default_factory=dict)
    councils: dict[str, UUID] = field(default_factory=dict)

    @asynccontextmanager
    async def step(self) -> AsyncIterator[AsyncSession]:
        """Give a session for one use case; what it did is seen by the next."""
        async with transaction(self.services.session_maker) as session:
            yield session

    async def actor(self, name: str) -> Actor:
        """Return the person with the roles they hold now, just signed in."""
        account_id = self.people[name]
        async with self.step() as session:
            rows = await session.scalars(select(RoleGrant).where(RoleGrant.account_id == account_id))
            grants = frozenset(Grant(row.role, row.scope_kind, row.scope_id) for row in rows)
        return Actor(account_id, grants, utc_now())

    def notifications(self, session: AsyncSession) -> NotificationService:
        """Return the inbox service for a step."""
        return NotificationService(session, self.services.settings.web.public_url)
