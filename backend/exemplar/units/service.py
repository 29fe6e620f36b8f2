"""The organisation tree and postings."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.models import LocalText, new_id
from exemplar.units.errors import UnitCodeTaken, UnitNotFound
from exemplar.units.models import Posting, Unit
from exemplar.units.sorting import sort_key


class UnitService:
    """Use cases of the tree."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def create(self, actor: Actor | None, *, code: str, name: LocalText, parent_id: UUID | None) -> Unit:
        """Add a unit under ``parent_id``; ``actor`` is ``None`` only for the command line and the demo data.

        Raises:
            UnitNotFound: no such parent.
            UnitCodeTaken: the code is in use.
        """
        if actor is not None:
            permissions.require(actor, "unit.edit", self._now())
        if await self._session.scalar(select(Unit.id).where(Unit.code == code)):
            raise UnitCodeTaken
        parent = await self.get(parent_id) if parent_id else None
        unit_id = new_id()
        line = [*(parent.line if parent else []), unit_id]
        unit = Unit(id=unit_id, parent_id=parent_id, code=code, name=name, sort_key=sort_key(name["vi"] or code), line=line)
        self._session.add(unit)
        await self._session.flush()
        audit.record(self._session, actor_id=actor.account_id if actor else None, action="unit.created", about=("unit", unit.id), code=code)
        return unit

    async def rename(self, actor: Actor, unit_id: UUID, name: LocalText) -> Unit:
        """Change a unit's name."""
        permissions.require(actor, "unit.edit", self._now())
        unit = await self.get(unit_id)
        unit.name, unit.sort_key = name, sort_key(name["vi"] or unit.code)
        audit.record(self._session, actor_id=actor.account_id, action="unit.renamed", about=("unit", unit.id))
        return unit

    async def get(self, unit_id: UUID) -> Unit:
        """Return a unit or raise ``UnitNotFound``."""
        unit = await self._session.get(Unit, unit_id)
        if unit is None:
            raise UnitNotFound
        return unit

    async def all(self) -> list[Unit]:
        """Return the whole tree, in Vietnamese order of names."""
        return list(await self._session.scalars(select(Unit).order_by(Unit.sort_key)))

    async def names(self, unit_ids: Sequence[UUID]) -> dict[UUID, LocalText]:
        """Return id → name, in one query."""
        rows = await self._session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)))
        return {row.id: row.name for row in rows}

    async def post(self, account_id: UUID, unit_id: UUID, starts_on: date, ends_on: date | None = None) -> Posting:
        """Note where somebody works."""
        posting = Posting(account_id=account_id, unit_id=unit_id, starts_on=starts_on, ends_on=ends_on)
        self._session.add(posting)
        await self._session.flush()
        return posting

    async def lines_of(self, account_id: UUID, since: date | None = None) -> list[list[UUID]]:
        """Return the line (root … unit) of every unit the account was ever posted to, or since a day."""
        query = select(Unit.line).join(Posting, Posting.unit_id == Unit.id).where(Posting.account_id == account_id)
        if since is not None:
            query = query.where(or_(Posting.ends_on.is_(None), Posting.ends_on >= since))
        return list(await self._session.scalars(query))
