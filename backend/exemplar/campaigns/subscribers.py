"""What the module does when a lower one announces a fact."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.errors import RoleScopeUnknown
from exemplar.accounts.events import RoleScopeNamed
from exemplar.accounts.roles import ScopeKind
from exemplar.campaigns.models import Campaign
from exemplar.core.events import Subscription
from exemplar.units.models import Unit

_PLACES = {ScopeKind.UNIT: Unit.id, ScopeKind.CAMPAIGN: Campaign.id}


async def require_place(session: AsyncSession, fact: RoleScopeNamed) -> None:
    """Refuse a role in a unit or campaign that does not exist. Raises ``RoleScopeUnknown``."""
    place = _PLACES.get(fact.scope_kind)
    if place is not None and await session.scalar(select(place).where(place == fact.scope_id)) is None:
        raise RoleScopeUnknown


SUBSCRIPTIONS: list[Subscription] = [(RoleScopeNamed, require_place)]
