"""What the module does when a lower one announces a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.campaigns.events import DeadlineExtended
from exemplar.core.events import Subscription
from exemplar.core.jobs import enqueue
from exemplar.initiatives import redaction_rows
from exemplar.initiatives.events import InitiativeSubmitted
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.redaction_search import ask, search_words
from exemplar.initiatives.telling import TELL_JOB
from exemplar.media.events import MediaReady, MediaRefused, TracksChanged


async def tell_units(session: AsyncSession, fact: DeadlineExtended) -> None:
    """Have the units told whose entries the new date concerns."""
    await enqueue(session, TELL_JOB, campaign_id=fact.campaign_id, phase=fact.phase, change_id=fact.change_id)


async def search_submission(session: AsyncSession, fact: InitiativeSubmitted) -> None:
    """Search what was handed in for a blind jury."""
    initiative = await session.get_one(Initiative, fact.initiative_id)
    if await redaction_rows.is_blind(session, initiative.campaign_id):
        await search_words(session, fact.initiative_id, await session.get_one(Revision, fact.revision_id))


async def search_file(session: AsyncSession, fact: MediaReady | MediaRefused | TracksChanged) -> None:
    """Search entries again in which a file can be read now, or says something else."""
    for initiative_id, revision_id in await redaction_rows.screened_with(session, fact.media_id):
        await ask(session, await redaction_rows.begin(session, initiative_id, revision_id))


SUBSCRIPTIONS: list[Subscription] = [
    (DeadlineExtended, tell_units),
    (InitiativeSubmitted, search_submission),
    (MediaReady, search_file),
    (MediaRefused, search_file),
    (TracksChanged, search_file),
]
