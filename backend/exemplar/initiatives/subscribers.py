"""What the module does when a lower one announces a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.campaigns.events import DeadlineExtended
from exemplar.core.events import Subscription
from exemplar.core.jobs import enqueue
from exemplar.initiatives.telling import TELL_JOB


async def tell_units(session: AsyncSession, fact: DeadlineExtended) -> None:
    """Have the units told whose entries the new date concerns."""
    await enqueue(session, TELL_JOB, campaign_id=fact.campaign_id, phase=fact.phase, change_id=fact.change_id)


SUBSCRIPTIONS: list[Subscription] = [(DeadlineExtended, tell_units)]
