"""What the module does when a lower one announces a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.events import Subscription
from exemplar.initiatives.events import InitiativeWithdrawn
from exemplar.review.assignment import cancel_entry


async def on_withdrawn(session: AsyncSession, fact: InitiativeWithdrawn) -> None:
    """End the open assignments of an entry that its unit took back."""
    await cancel_entry(session, fact.initiative_id)


SUBSCRIPTIONS: list[Subscription] = [(InitiativeWithdrawn, on_withdrawn)]
