"""What the module does when a lower one announces a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.awards.events import AwardReleased, CertificateRevoked
from exemplar.core.clock import utc_now
from exemplar.core.events import Subscription
from exemplar.gallery.service import PublicationService
from exemplar.media.events import MediaReady


async def publish(session: AsyncSession, fact: AwardReleased) -> None:
    """Show what was honoured."""
    await PublicationService(session, utc_now).publish(fact.decision_id)


async def take_down(session: AsyncSession, fact: CertificateRevoked) -> None:
    """Show no longer what lost its award."""
    await PublicationService(session, utc_now).withdraw_award(fact.initiative_id)


async def show_late_file(session: AsyncSession, fact: MediaReady) -> None:
    """Show a file whose inspection ended after its initiative was published."""
    await PublicationService(session, utc_now).show_late_file(fact.media_id)


SUBSCRIPTIONS: list[Subscription] = [(AwardReleased, publish), (CertificateRevoked, take_down), (MediaReady, show_late_file)]
