"""Who may open a file because it was handed in: those who may see the submission that names it."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Scope
from exemplar.initiatives import policies
from exemplar.initiatives.conflicts import kept_away
from exemplar.initiatives.models import Contribution, Initiative, Revision
from exemplar.media.editions import Edition


async def may_read(session: AsyncSession, actor: Actor | None, media_id: UUID, name: str) -> Edition | None:
    """Return the plain edition if ``actor`` may open ``name`` (``original`` or a derivative) of a file. One query.

    A named author opens derivatives of what was handed in; the campaign's people too, unless they have a conflict of
    interest or judge it blind; originals follow ``media.original``.
    """
    if actor is None:
        return None
    is_author = select(Contribution.id).where(Contribution.initiative_id == Initiative.id, Contribution.account_id == actor.account_id)
    query = (
        select(
            Initiative.unit_id,
            Initiative.campaign_id,
            kept_away(session, actor.account_id).label("is_conflicted"),
            or_(Initiative.created_by == actor.account_id, is_author.exists()).label("is_author"),
        )
        .join(Revision, Revision.initiative_id == Initiative.id)
        .where(Revision.media_ids.contains([media_id]))
        .distinct()
    )
    for row in await session.execute(query):
        scope = Scope(row.unit_id, row.campaign_id)
        if policies.may_open_file(actor, scope, name, is_conflicted=row.is_conflicted) or (row.is_author and name != "original"):
            return Edition.PLAIN
    return None


READ_GRANTS = [may_read]
