"""Questions about panels, assignments and entries in review."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.elements import ColumnElement

from exemplar.accounts.models import Account, RoleGrant
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Category, Phase, RubricVersion
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.workflow import PhaseKind
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.models import Assignment, PanelMember
from exemplar.review.workflow import LIVE
from exemplar.units.models import Unit

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('review:' || :campaign, 0))")


async def lock_assigning(session: AsyncSession, campaign_id: UUID) -> None:
    """Let one transaction at a time change who judges what in a campaign, so that load and coverage hold."""
    await session.execute(_LOCK, {"campaign": str(campaign_id)})


async def entries_in_review(session: AsyncSession, campaign_id: UUID) -> list[Any]:
    """Return ``(id, code, title, category_id, unit_name, revision_id, rubric_version_id)`` of accepted entries, by category and code."""
    query = (
        select(
            Initiative.id,
            Initiative.code,
            Initiative.title,
            Initiative.category_id,
            Unit.name.label("unit_name"),
            Initiative.current_revision_id.label("revision_id"),
            Category.rubric_version_id,
        )
        .join(Category, Category.id == Initiative.category_id)
        .join(Unit, Unit.id == Initiative.unit_id)
        .where(Initiative.campaign_id == campaign_id, Initiative.state == InitiativeState.ACCEPTED)
        .order_by(Category.position, Category.id, Initiative.code)
    )
    return list((await session.execute(query)).all())


async def seats(session: AsyncSession, campaign_id: UUID) -> list[PanelMember]:
    """Return the panel of a campaign."""
    return list(await session.scalars(select(PanelMember).where(PanelMember.campaign_id == campaign_id).order_by(PanelMember.id)))


async def jurors_of(session: AsyncSession, campaign_id: UUID) -> list[Account]:
    """Return the enabled accounts that hold the juror role in a campaign, by name."""
    query = (
        select(Account)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role == Role.JUROR, RoleGrant.scope_id == campaign_id, Account.disabled_at.is_(None))
        .order_by(Account.full_name, Account.id)
    )
    return list(await session.scalars(query))


async def live_assignments(session: AsyncSession, campaign_id: UUID) -> list[Any]:
    """Return ``(id, initiative_id, juror_id, state, category_id)`` of what is open or sealed in a campaign."""
    query = (
        select(Assignment.id, Assignment.initiative_id, Assignment.juror_id, Assignment.state, Initiative.category_id)
        .join(Initiative, Initiative.id == Assignment.initiative_id)
        .where(Assignment.campaign_id == campaign_id, Assignment.state.in_(LIVE))
        .order_by(Assignment.id)
    )
    return list((await session.execute(query)).all())


async def next_positions(session: AsyncSession, juror_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return juror → the next free place in the own queue."""
    query = (
        select(Assignment.juror_id, func.max(Assignment.position) + 1)
        .where(Assignment.juror_id.in_(juror_ids))
        .group_by(Assignment.juror_id)
    )
    found = dict((await session.execute(query)).tuples().all())
    return {juror_id: found.get(juror_id, 1) for juror_id in juror_ids}


async def rubrics(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, RubricDefinition]:
    """Return id → rubric, in one query."""
    rows = await session.execute(select(RubricVersion.id, RubricVersion.definition).where(RubricVersion.id.in_(ids)))
    return {row.id: RubricDefinition.model_validate(row.definition) for row in rows}


async def review_phase(session: AsyncSession, campaign_id: UUID) -> Phase | None:
    """Return when jurors may work, if the campaign has such a phase."""
    return await session.scalar(select(Phase).where(Phase.campaign_id == campaign_id, Phase.kind == PhaseKind.REVIEW))


def review_is_open(campaign_id: UUID | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Return the condition, for the writing statement itself, that the database clock is inside the review phase."""
    window = aliased(Phase)
    return exists(
        select(window.id).where(
            window.campaign_id == campaign_id,
            window.kind == PhaseKind.REVIEW,
            window.opens_at <= func.clock_timestamp(),
            window.closes_at > func.clock_timestamp(),
        )
    )
