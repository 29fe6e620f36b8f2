"""Whose entry may somebody not screen: one condition, used by every read and write of screening.

The review module knows more (units above and below, family, declarations); what it needs is above this module. Here a
screener has a conflict with what they wrote, and with what comes from a unit they were ever posted to or have a role in.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import ScopeKind
from exemplar.initiatives.models import Contribution, Initiative
from exemplar.units.models import Posting


def has_conflict(account_id: UUID) -> ColumnElement[bool]:
    """Return the condition, about the ``initiative`` row of the statement it stands in."""
    posted = select(Posting.unit_id).where(Posting.account_id == account_id)
    granted = select(RoleGrant.scope_id).where(RoleGrant.account_id == account_id, RoleGrant.scope_kind == ScopeKind.UNIT)
    own_units = union(posted, granted).subquery()
    unit_ids = select(own_units.c.unit_id)
    author = or_(Contribution.account_id == account_id, Contribution.unit_id.in_(unit_ids))
    return or_(
        Initiative.created_by == account_id,
        Initiative.unit_id.in_(unit_ids),
        exists().where(Contribution.initiative_id == Initiative.id, author),
    )


async def is_conflicted(session: AsyncSession, account_id: UUID, initiative_id: UUID) -> bool:
    """Say whether ``account_id`` has a conflict with one initiative. One query."""
    found = await session.scalar(select(Initiative.id).where(Initiative.id == initiative_id, has_conflict(account_id)))
    return found is not None
