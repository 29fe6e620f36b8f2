"""Letting entries of the demo through to their blind jury: nobody in them is a real person."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.initiatives.models import Initiative, Redaction
from exemplar.initiatives.redaction import RedactionService
from exemplar.initiatives.redaction_rows import find, hits, is_blind
from exemplar.initiatives.redaction_words import HitDecision

_REASON = "Tên trong dữ liệu mẫu không phải của người thật."


async def clear(session: AsyncSession, screener: Actor, initiative_id: UUID) -> None:
    """Leave everything that was found in the words of an entry, and do not wait for its files: the worker comes to them later."""
    initiative = await session.get_one(Initiative, initiative_id)
    redaction: Redaction | None = await find(session, initiative_id)
    if redaction is None or not await is_blind(session, initiative.campaign_id):
        return
    service = RedactionService(session)
    for hit in await hits(session, initiative_id):
        await service.decide(screener, initiative_id, hit.id, HitDecision.LEAVE, _REASON)
    redaction.done, redaction.waiting = redaction.asked, 0
    await session.flush()
