"""What the module does when a lower one announces a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.awards.events import AwardReleased, CertificateRevoked
from exemplar.core.clock import utc_now
from exemplar.core.events import Subscription
from exemplar.gallery.service import PublicationService
from exemplar.media.events import MediaImproved, MediaReady, TracksChanged


async def publish(session: AsyncSession, fact: AwardReleased) -> None:
    """Show what was honoured."""
    await PublicationService(session, utc_now).publish(fact.decision_id)


async def take_down(session: AsyncSession, fact: CertificateRevoked) -> None:
    """Show no longer what lost its award."""
    await PublicationService(session, utc_now).withdraw_award(fact.initiative_id)


async def show_late_file(session: AsyncSession, fact: MediaReady) -> None:
    """Show a file whose inspection ended after its initiative was published."""
    await PublicationService(session, utc_now).show_anew(fact.media_id)


async def show_more(session: AsyncSession, fact: MediaImproved) -> None:
    """Show what was made of a file after it was ready."""
    await PublicationService(session, utc_now).show_anew(fact.media_id)


async def hear_anew(session: AsyncSession, fact: TracksChanged) -> None:
    """Have the publications of a film found by what is said in it now."""
    await PublicationService(session, utc_now).show_anew(fact.media_id)


SUBSCRIPTIONS: list[Subscription] = [
    (AwardReleased, publish),
    (CertificateRevoked, take_down),
    (MediaReady, show_late_file),
    (MediaImproved, show_more),
    (TracksChanged, hear_anew),
]
