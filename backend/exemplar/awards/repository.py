"""Questions about decisions, the items they come from, and certificates."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.awards.models import Certificate, Decision
from exemplar.awards.workflow import DecisionState
from exemplar.campaigns.models import Campaign, Category
from exemplar.initiatives.conflicts import has_conflict
from exemplar.initiatives.models import Contribution, Initiative, Revision
from exemplar.initiatives.workflow import InitiativeState
from exemplar.notifications.service import Reader
from exemplar.units.models import Unit
from exemplar.voting.models import AgendaItem, Council, CouncilMember, CouncilSession
from exemplar.voting.workflow import ItemState

Query = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]
"""One row of a question below, its columns by name."""

VIEWERS = (Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.MANAGER)
"""Roles that see the decisions of their campaign; auditors see all."""

LIMIT = 500
"""The most rows a list of the back office gives; a council decides far fewer in a season."""


def in_sight(actor: Actor, campaign_id: Any) -> ColumnElement[bool]:
    """Return the condition that ``actor`` may know of decisions in the campaign."""
    if actor.is_everywhere(Role.AUDITOR, Role.MANAGER):
        return true()
    seen = actor.scope_ids(*VIEWERS)
    return campaign_id.in_(seen) if seen else false()


def _my_seat(actor: Actor) -> ColumnElement[bool]:
    return and_(CouncilMember.council_id == Council.id, CouncilMember.account_id == actor.account_id)


class DecisionRepository:
    """Decisions and what surrounds them, as far as an actor may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def candidates(self, actor: Actor) -> Sequence[Found]:
        """Return counted items without a live decision whose initiative still waits for one, oldest count first."""
        decided = exists().where(Decision.initiative_id == Initiative.id, Decision.state != DecisionState.DROPPED)
        query = (
            _items(self._session, actor)
            .where(AgendaItem.state == ItemState.TALLIED, Initiative.state == InitiativeState.ACCEPTED, ~decided)
            .where(in_sight(actor, Initiative.campaign_id))
            .order_by(AgendaItem.closed_at, AgendaItem.id)
            .limit(LIMIT)
        )
        return (await self._session.execute(query)).all()

    async def items_for_update(self, actor: Actor, item_ids: Collection[UUID]) -> Sequence[Found]:
        """Return the items with their initiative, session and council, locked in a fixed order so that two callers queue."""
        query = (
            _items(self._session, actor).where(AgendaItem.id.in_(item_ids), in_sight(actor, Initiative.campaign_id)).order_by(AgendaItem.id)
        )
        return (await self._session.execute(query.with_for_update(of=AgendaItem))).all()

    async def has_live_decision(self, initiative_id: UUID) -> bool:
        """Say whether a decision about the initiative is proposed or released."""
        query = select(exists().where(Decision.initiative_id == initiative_id, Decision.state != DecisionState.DROPPED))
        return bool(await self._session.scalar(query))

    async def all(self, actor: Actor) -> Sequence[Found]:
        """Return the decisions in sight that were not dropped, newest first, each with what a list shows of it."""
        query = (
            _decisions(self._session, actor)
            .where(Decision.state != DecisionState.DROPPED, in_sight(actor, Decision.campaign_id))
            .order_by(Decision.created_at.desc(), Decision.id.desc())
            .limit(LIMIT)
        )
        return (await self._session.execute(query)).all()

    async def some(self, actor: Actor, decision_ids: Collection[UUID]) -> Sequence[Found]:
        """Return decisions in sight by id, dropped ones too."""
        query = (
            _decisions(self._session, actor)
            .where(Decision.id.in_(decision_ids), in_sight(actor, Decision.campaign_id))
            .order_by(Initiative.code)
        )
        return (await self._session.execute(query)).all()

    async def lock(self, decision_ids: Collection[UUID]) -> None:
        """Lock decisions in a fixed order, so that of two who act one waits and then sees what the other did."""
        query = select(Decision).where(Decision.id.in_(decision_ids)).order_by(Decision.id)
        await self._session.execute(query.with_for_update().execution_options(populate_existing=True))

    async def readers(self, initiative_id: UUID) -> list[Reader]:
        """Return the authors with an account."""
        query = (
            select(Account.id, Account.email, Account.language)
            .join(Contribution, Contribution.account_id == Account.id)
            .where(Contribution.initiative_id == initiative_id, Account.disabled_at.is_(None))
            .order_by(Contribution.position)
        )
        return [Reader(row.id, row.email, row.language) for row in await self._session.execute(query)]

    async def clock(self) -> Any:
        """Return the moment by the database's clock."""
        return await self._session.scalar(select(func.clock_timestamp()))


def _items(session: AsyncSession, actor: Actor) -> Query:
    return (
        select(
            AgendaItem,
            Initiative,
            Category,
            Campaign.name.label("campaign_name"),
            Unit.name.label("unit_name"),
            CouncilSession.title.label("session_title"),
            Council.name.label("council_name"),
            CouncilMember.office,
            has_conflict(session, actor.account_id).label("is_conflicted"),
        )
        .join(Initiative, Initiative.id == AgendaItem.initiative_id)
        .join(Category, Category.id == AgendaItem.category_id)
        .join(Campaign, Campaign.id == Initiative.campaign_id)
        .join(Unit, Unit.id == Initiative.unit_id)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .join(Council, Council.id == CouncilSession.council_id)
        .outerjoin(CouncilMember, _my_seat(actor))
    )


def _decisions(session: AsyncSession, actor: Actor) -> Query:
    return (
        select(
            Decision,
            Certificate,
            Initiative.code,
            Initiative.unit_id,
            Revision.content,
            Campaign.name.label("campaign_name"),
            Category.name.label("category_name"),
            Unit.name.label("unit_name"),
            Council.name.label("council_name"),
            AgendaItem.closed_at,
            Account.full_name.label("proposer"),
            CouncilMember.office,
            has_conflict(session, actor.account_id).label("is_conflicted"),
        )
        .join(Initiative, Initiative.id == Decision.initiative_id)
        .join(Revision, Revision.id == Decision.revision_id)
        .join(Campaign, Campaign.id == Decision.campaign_id)
        .join(Category, Category.id == Decision.category_id)
        .join(Unit, Unit.id == Initiative.unit_id)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .join(Council, Council.id == CouncilSession.council_id)
        .join(Account, Account.id == Decision.proposed_by)
        .outerjoin(CouncilMember, _my_seat(actor))
        .outerjoin(Certificate, Certificate.decision_id == Decision.id)
    )


def certificate_by_code(session: AsyncSession, code: str, actor: Actor) -> Query:
    """Return the query for a certificate with its decision and the actor's standing to it."""
    return (
        select(Certificate, Decision, CouncilMember.office, has_conflict(session, actor.account_id).label("is_conflicted"))
        .join(Decision, Decision.id == Certificate.decision_id)
        .join(Initiative, Initiative.id == Decision.initiative_id)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .join(Council, Council.id == CouncilSession.council_id)
        .outerjoin(CouncilMember, _my_seat(actor))
        .where(Certificate.public_code == code)
    )
