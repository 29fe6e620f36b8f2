"""Whose entry may somebody not touch: one condition, used by every read and write about what was handed in.

What this module knows itself: what somebody wrote, and what comes from a unit they were ever posted to or have a role in. Higher
modules know more ties (what people declared, units above and below); they give conditions of their own, ``wiring`` collects
them, and every session carries the collection, as it carries the event registry. See decisions/0050-conflict-beats-role.md.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import ScopeKind
from exemplar.initiatives.models import Contribution, Initiative
from exemplar.units.models import Posting

INFO_KEY = "conflict_ties"
BLIND_KEY = "blind_ties"

Tie = Callable[[UUID], ColumnElement[bool]]
"""``(account_id) -> condition`` about the ``initiative`` row of the statement it stands in; true means a conflict of interest."""


def has_conflict(session: AsyncSession, account_id: UUID) -> ColumnElement[bool]:
    """Return the condition, about the ``initiative`` row of the statement it stands in, with every tie that this session carries."""
    ties: Sequence[Tie] = session.info.get(INFO_KEY, ())
    return or_(_wrote_or_works_there(account_id), *[tie(account_id) for tie in ties])


def judges_blind(session: AsyncSession, account_id: UUID) -> ColumnElement[bool]:
    """Return the condition, in the same place, that the account judges the entry and may not learn whose it is.

    No conflict of interest, and it ends with the review: until then nothing names the entry to them but the jury's own desk.
    """
    ties: Sequence[Tie] = session.info.get(BLIND_KEY, ())
    return or_(false(), *[tie(account_id) for tie in ties])


def kept_away(session: AsyncSession, account_id: UUID) -> ColumnElement[bool]:
    """Return the condition that the account does not meet the entry with its names: a conflict, or a sheet in a blind review."""
    return or_(has_conflict(session, account_id), judges_blind(session, account_id))


def _wrote_or_works_there(account_id: UUID) -> ColumnElement[bool]:
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


async def is_kept_away(session: AsyncSession, account_id: UUID, initiative_id: UUID) -> bool:
    """Say whether ``account_id`` may not meet one initiative with its names. One query."""
    found = await session.scalar(select(Initiative.id).where(Initiative.id == initiative_id, kept_away(session, account_id)))
    return found is not None
