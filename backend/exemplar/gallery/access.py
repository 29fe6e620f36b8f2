"""Which publications somebody has a conflict of interest with: conflict beats role after the award as well."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.gallery.models import Publication
from exemplar.initiatives.conflicts import has_conflict
from exemplar.initiatives.models import Initiative


async def conflicted(session: AsyncSession, actor: Actor | None, publication_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the publications whose initiatives the actor has a conflict with; one query, none for a visitor."""
    if actor is None or not publication_ids:
        return set()
    query = (
        select(Publication.id)
        .join(Initiative, Initiative.id == Publication.initiative_id)
        .where(Publication.id.in_(publication_ids), has_conflict(session, actor.account_id))
    )
    return set(await session.scalars(query))


async def is_conflicted(session: AsyncSession, actor: Actor | None, publication_id: UUID) -> bool:
    """Say whether the actor has a conflict with one publication. One query, none for a visitor."""
    return bool(await conflicted(session, actor, [publication_id]))
