"""Questions about panels, assignments and entries in review."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.elements import ColumnElement

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account, RoleGrant
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Category, Phase, RubricVersion
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.database import raw_connection
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.models import Assignment, PanelMember
from exemplar.review.workflow import LIVE, AssignmentState
from exemplar.units.models import Unit

_OWN = text(
    """
    SELECT a.id AS assignment_id, a.initiative_id, a.campaign_id, a.state, r.definition::text AS rubric
    FROM assignment a JOIN rubric_version r ON r.id = a.rubric_version_id
    WHERE a.id = :assignment AND a.juror_id = :juror FOR UPDATE OF a
    """
)
_KEEP = """
    UPDATE score_sheet SET points = $4::text::jsonb, comments = $5::text::jsonb, private_note = $6, comment_to_unit = $7,
        version = version + 1, updated_at = clock_timestamp()
    WHERE assignment_id = $1 AND version = $2 AND EXISTS (
        SELECT FROM phase WHERE campaign_id = $3 AND kind = 'review' AND opens_at <= clock_timestamp() AND closes_at > clock_timestamp()
    )
    RETURNING version, updated_at
"""
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('review:' || :campaign, 0))")


async def lock_assigning(session: AsyncSession, campaign_id: UUID) -> None:
    """Let one transaction at a time change who judges what in a campaign, so that load and coverage hold."""
    await session.execute(_LOCK, {"campaign": str(campaign_id)})


async def judges_in(session: AsyncSession, actor: Actor, campaign_id: UUID) -> bool:
    """Say whether the actor sits on a panel of the campaign, or has ever been given a sheet there."""
    seat = exists().where(PanelMember.campaign_id == campaign_id, PanelMember.account_id == actor.account_id)
    sheet = exists().where(Assignment.campaign_id == campaign_id, Assignment.juror_id == actor.account_id)
    return bool(await session.scalar(select(or_(seat, sheet))))


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


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What a save has to know of a juror's own assignment, whose row is locked."""

    assignment_id: UUID
    initiative_id: UUID
    campaign_id: UUID
    state: AssignmentState
    rubric: RubricDefinition


async def lock_own_sheet(session: AsyncSession, assignment_id: UUID, juror_id: UUID) -> OwnSheet | None:
    """Lock a juror's own assignment and return what a save needs; plain SQL, for it runs at every pause in typing."""
    row = (await session.execute(_OWN, {"assignment": assignment_id, "juror": juror_id})).one_or_none()
    if row is None:
        return None
    return OwnSheet(row.assignment_id, row.initiative_id, row.campaign_id, AssignmentState(row.state), _rubric_of(row.rubric))


@lru_cache(maxsize=256)
def _rubric_of(definition: str) -> RubricDefinition:
    """Return the rubric that this JSON says; keyed by the text itself, so it can never be out of date."""
    return RubricDefinition.model_validate_json(definition)


async def keep_sheet(session: AsyncSession, own: OwnSheet, version: int, typed: tuple[str, str, str, str]) -> tuple[int, datetime] | None:
    """Write ``(points, comments, private note, comment to unit)``, the first two as JSON; return the new version and the moment.

    ``None``: the sheet is at another version, or the review phase is not open by the database clock.
    """
    row = await (await raw_connection(session)).fetchrow(_KEEP, own.assignment_id, version, own.campaign_id, *typed)
    return None if row is None else (row["version"], row["updated_at"])


async def review_phase(session: AsyncSession, campaign_id: UUID) -> Phase | None:
    """Return when jurors may work, if the campaign has such a phase."""
    return await session.scalar(select(Phase).where(Phase.campaign_id == campaign_id, Phase.kind == PhaseKind.REVIEW))


_WINDOW = aliased(Phase)
"""One for the life of the process: a new alias for each statement would have each compiled anew."""


def review_is_open(campaign_id: UUID | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Return the condition, for the writing statement itself, that the database clock is inside the review phase."""
    return exists(
        select(_WINDOW.id).where(
            _WINDOW.campaign_id == campaign_id,
            _WINDOW.kind == PhaseKind.REVIEW,
            _WINDOW.opens_at <= func.clock_timestamp(),
            _WINDOW.closes_at > func.clock_timestamp(),
        )
    )
