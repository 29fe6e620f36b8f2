"""The ties of review as a condition, for modules below that decide who meets an entry before there is any review.

The same law as ``conflicts``, which names the reasons for the people and entries it is given; this one stands in a statement about
initiatives and leaves rows out. What the module below knows itself (authors, their units) is not repeated here.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, any_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import ScopeKind
from exemplar.campaigns.models import Campaign, Phase
from exemplar.campaigns.workflow import PhaseKind
from exemplar.initiatives.conflicts import Tie
from exemplar.initiatives.models import Contribution, Initiative
from exemplar.review.models import Assignment, DeclaredConflict
from exemplar.review.workflow import LIVE
from exemplar.units.models import Posting, Unit


def declared(account_id: UUID) -> ColumnElement[bool]:
    """Say that the account declared a conflict, of family too, with the entry, its unit, an author's unit, or one above those."""
    unit, concerns_entry = _unit_of_entry()
    below = exists().where(concerns_entry, DeclaredConflict.unit_id == any_(unit.line)).correlate(Initiative, DeclaredConflict)
    about = or_(DeclaredConflict.initiative_id == Initiative.id, below)
    return exists().where(DeclaredConflict.account_id == account_id, about).correlate(Initiative)


def in_line(account_id: UUID) -> ColumnElement[bool]:
    """Say that the account was ever posted, or has a role, above or below the entry's unit or an author's."""
    unit, concerns_entry = _unit_of_entry()
    place = aliased(Unit)
    posted = select(Posting.unit_id).where(Posting.account_id == account_id)
    granted = select(RoleGrant.scope_id).where(RoleGrant.account_id == account_id, RoleGrant.scope_kind == ScopeKind.UNIT)
    own_units = union(posted, granted).subquery()
    touches = or_(place.id == any_(unit.line), unit.id == any_(place.line))
    return exists().where(concerns_entry, place.id.in_(select(own_units.c.unit_id)), touches).correlate(Initiative)


def _unit_of_entry() -> tuple[type[Unit], ColumnElement[bool]]:
    """Return a unit, and the condition that it is the entry's or an author's."""
    unit, author = aliased(Unit), aliased(Contribution)
    of_author = exists().where(author.initiative_id == Initiative.id, author.unit_id == unit.id).correlate(Initiative, unit)
    return unit, or_(unit.id == Initiative.unit_id, of_author)


def judges_blind(account_id: UUID) -> ColumnElement[bool]:
    """Say that the account has the entry to judge in a review that is blind, and that is not over."""
    mine = exists().where(Assignment.initiative_id == Initiative.id, Assignment.juror_id == account_id, Assignment.state.in_(LIVE))
    blind = exists().where(Campaign.id == Initiative.campaign_id, Campaign.blind_review)
    over = exists().where(
        Phase.campaign_id == Initiative.campaign_id, Phase.kind == PhaseKind.REVIEW, Phase.closes_at <= func.clock_timestamp()
    )
    return mine.correlate(Initiative) & blind.correlate(Initiative) & ~over.correlate(Initiative)


CONFLICT_TIES: list[Tie] = [declared, in_line]
BLIND_TIES: list[Tie] = [judges_blind]
