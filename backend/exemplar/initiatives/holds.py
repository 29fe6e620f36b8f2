"""Files that stay as they were handed in until the initiative that names them is decided."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.workflow import InitiativeState

UNDECIDED = (InitiativeState.SUBMITTED, InitiativeState.ACCEPTED)
"""Handed in, and neither returned nor withdrawn nor decided."""


async def is_held(session: AsyncSession, media_id: UUID) -> bool:
    """Say whether an undecided initiative names the file in the revision that counts; one query."""
    names_it = exists().where(
        Initiative.current_revision_id == Revision.id,
        Initiative.state.in_(UNDECIDED),
        Revision.media_ids.contains([media_id]),
    )
    return bool(await session.scalar(select(names_it)))


HOLDS = [is_held]
"""What keeps a unit from changing a file that stands before judges."""
