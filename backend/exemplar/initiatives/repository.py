"""Questions to the database about initiatives."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, and_, exists, func, or_, select, union
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account, RoleGrant
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign, Category, Phase
from exemplar.campaigns.workflow import PhaseKind
from exemplar.initiatives.conflicts import kept_away
from exemplar.initiatives.models import Attachment, Contribution, Initiative, Revision, ScreeningDecision
from exemplar.initiatives.policies import own_units
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.models import MediaFile
from exemplar.units.models import Unit

Query = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]
"""A row of several columns, read by name."""


def authored_by(account_id: UUID) -> ColumnElement[bool]:
    """Return the condition for initiatives that name this account as an author."""
    return exists().where(Contribution.initiative_id == Initiative.id, Contribution.account_id == account_id)


class InitiativeRepository:
    """Reads. Lists are one statement, whatever their length."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, initiative_id: UUID) -> Initiative | None:
        """Return it, fresh."""
        query = select(Initiative).where(Initiative.id == initiative_id)
        return await self._session.scalar(query.execution_options(populate_existing=True))

    async def find_for_update(self, initiative_id: UUID) -> Initiative | None:
        """Return it locked against every other change."""
        query = select(Initiative).where(Initiative.id == initiative_id).with_for_update(key_share=True)
        return await self._session.scalar(query.execution_options(populate_existing=True))

    async def is_author(self, account_id: UUID, initiative_id: UUID) -> bool:
        """Say whether the account is named as an author."""
        found = await self._session.scalar(select(Initiative.id).where(Initiative.id == initiative_id, authored_by(account_id)))
        return found is not None

    async def own(self, actor: Actor, after: UUID | None, limit: int) -> Sequence[Found]:
        """Return the entries of the actor's units and those that name them as author, newest first, with their calls."""
        mine = aliased(Contribution)
        query: Query = (
            select(
                Initiative,
                Campaign.name.label("campaign_name"),
                Category.name.label("category_name"),
                Unit.name.label("unit_name"),
                Phase.closes_at.label("closes_at"),
                mine.share_hundredths.label("my_share"),
                mine.confirmed_at.label("my_confirmation"),
            )
            .join(Campaign, Campaign.id == Initiative.campaign_id)
            .join(Category, Category.id == Initiative.category_id)
            .join(Unit, Unit.id == Initiative.unit_id)
            .outerjoin(Phase, and_(Phase.campaign_id == Initiative.campaign_id, Phase.kind == PhaseKind.SUBMISSION))
            .outerjoin(mine, and_(mine.initiative_id == Initiative.id, mine.account_id == actor.account_id))
            .where(or_(Initiative.unit_id.in_(own_units(actor)), mine.id.is_not(None)))
            .order_by(Initiative.id.desc())
            .limit(limit)
        )
        if after is not None:
            query = query.where(Initiative.id < after)
        return (await self._session.execute(query)).all()

    async def surroundings(self, initiative: Initiative) -> Found:
        """Return ``(campaign_name, campaign_code, category_name, unit_name)``."""
        query: Query = (
            select(
                Campaign.name.label("campaign_name"),
                Campaign.code.label("campaign_code"),
                Category.name.label("category_name"),
                Unit.name.label("unit_name"),
            )
            .select_from(Campaign)
            .join(Category, Category.id == initiative.category_id)
            .join(Unit, Unit.id == initiative.unit_id)
            .where(Campaign.id == initiative.campaign_id)
        )
        return (await self._session.execute(query)).one()

    async def authors(self, initiative_id: UUID) -> Sequence[Found]:
        """Return ``(Contribution, unit_name, email)`` in their order; name and unit may be ``None``."""
        query: Query = (
            select(Contribution, Unit.name.label("unit_name"), Account.email.label("email"))
            .outerjoin(Unit, Unit.id == Contribution.unit_id)
            .outerjoin(Account, Account.id == Contribution.account_id)
            .where(Contribution.initiative_id == initiative_id)
            .order_by(Contribution.position, Contribution.id)
        )
        return (await self._session.execute(query)).all()

    async def attachments(self, initiative_id: UUID) -> Sequence[Found]:
        """Return ``(Attachment, MediaFile)`` in their order."""
        query: Query = (
            select(Attachment, MediaFile)
            .join(MediaFile, MediaFile.id == Attachment.media_id)
            .where(Attachment.initiative_id == initiative_id)
            .order_by(Attachment.position, Attachment.id)
        )
        return (await self._session.execute(query.execution_options(populate_existing=True))).all()

    async def files_of_it_alone(self, initiative_id: UUID) -> list[UUID]:
        """Return the files attached to it that neither another entry nor any revision names."""
        other = aliased(Attachment)
        elsewhere = exists().where(other.media_id == Attachment.media_id, other.initiative_id != initiative_id)
        handed_in = exists().where(Revision.media_ids.contains(array([Attachment.media_id])))
        query = select(Attachment.media_id).where(Attachment.initiative_id == initiative_id, ~elsewhere, ~handed_in)
        return list(await self._session.scalars(query.order_by(Attachment.media_id)))

    async def media(self, media_ids: Collection[UUID]) -> dict[UUID, MediaFile]:
        """Return id → file."""
        found = await self._session.scalars(select(MediaFile).where(MediaFile.id.in_(media_ids)))
        return {media.id: media for media in found}

    async def revisions(self, initiative_id: UUID) -> Sequence[Found]:
        """Return ``(id, number, receipt, digest, submitted_at, submitter)``, oldest first."""
        query: Query = (
            select(
                Revision.id,
                Revision.number,
                Revision.receipt,
                Revision.digest,
                Revision.submitted_at,
                Account.full_name.label("submitter"),
            )
            .join(Account, Account.id == Revision.submitted_by)
            .where(Revision.initiative_id == initiative_id)
            .order_by(Revision.number)
        )
        return (await self._session.execute(query)).all()

    async def revision(self, initiative_id: UUID, number: int) -> Revision | None:
        """Return one revision by its number."""
        return await self._session.scalar(select(Revision).where(Revision.initiative_id == initiative_id, Revision.number == number))

    async def current_revision(self, initiative: Initiative) -> Revision | None:
        """Return the newest revision; ``None`` for a draft."""
        if initiative.current_revision_id is None:
            return None
        return await self._session.get(Revision, initiative.current_revision_id)

    async def decisions(self, initiative_id: UUID) -> Sequence[Found]:
        """Return ``(ScreeningDecision, number)`` with the number of the revision, oldest first."""
        query: Query = (
            select(ScreeningDecision, Revision.number)
            .join(Revision, Revision.id == ScreeningDecision.revision_id)
            .where(ScreeningDecision.initiative_id == initiative_id)
            .order_by(Revision.number)
        )
        return (await self._session.execute(query)).all()

    async def people_told(self, initiative: Initiative) -> Sequence[Found]:
        """Return ``(id, email, language)`` of who started it, its authors with an account, and the leads of its unit."""
        leads = select(RoleGrant.account_id).where(RoleGrant.role == Role.LEAD, RoleGrant.scope_id == initiative.unit_id)
        authors = select(Contribution.account_id).where(Contribution.initiative_id == initiative.id, Contribution.account_id.is_not(None))
        query: Query = select(Account.id, Account.email, Account.language).where(
            Account.disabled_at.is_(None), or_(Account.id == initiative.created_by, Account.id.in_(leads), Account.id.in_(authors))
        )
        return (await self._session.execute(query.order_by(Account.id))).all()

    async def people_waiting(self, campaign_id: UUID, phase: PhaseKind) -> list[UUID]:
        """Return who started, wrote or leads an entry of the campaign that this phase still concerns; drafts count until they are due."""
        concerned = [InitiativeState.SUBMITTED, InitiativeState.RETURNED]
        concerned.append(InitiativeState.DRAFT if phase is PhaseKind.SUBMISSION else InitiativeState.ACCEPTED)
        theirs = and_(Initiative.campaign_id == campaign_id, Initiative.state.in_(concerned))
        people: CompoundSelect[UUID | None] = union(
            select(Initiative.created_by).where(theirs),
            select(Contribution.account_id).join(Initiative).where(theirs, Contribution.account_id.is_not(None)),
            select(RoleGrant.account_id)
            .join(Initiative, Initiative.unit_id == RoleGrant.scope_id)
            .where(theirs, RoleGrant.role == Role.LEAD),
        )
        return [row[0] for row in await self._session.execute(people) if row[0] is not None]


class ScreeningRepository:
    """Reads of the screening queue. What the screener has a conflict with is not there at all."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def _mine(self, actor: Actor, campaign_id: UUID | None) -> ColumnElement[bool]:
        campaigns = actor.scope_ids(Role.SCREENER)
        within = campaigns if campaign_id is None else campaigns & {campaign_id}
        free = ~kept_away(self._session, actor.account_id)
        return and_(Initiative.campaign_id.in_(within), Initiative.current_revision_id.is_not(None), free)

    async def counts(self, actor: Actor, campaign_id: UUID | None) -> dict[InitiativeState, int]:
        """Return how many entries in the screener's reach are in which state."""
        query = select(Initiative.state, func.count()).where(self._mine(actor, campaign_id)).group_by(Initiative.state)
        return dict((await self._session.execute(query)).tuples().all())

    async def waiting(self, actor: Actor, campaign_id: UUID | None, after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Found]:
        """Return what waits for a decision, the longest wait first."""
        query: Query = (
            select(
                Initiative.id,
                Initiative.campaign_id,
                Initiative.submitted_at,
                Campaign.name.label("campaign_name"),
                Category.name.label("category_name"),
                Unit.name.label("unit_name"),
                Revision.number.label("revision_number"),
                Revision.content["code"].astext.label("code"),
                Revision.content["title"].astext.label("title"),
            )
            .join(Revision, Revision.id == Initiative.current_revision_id)
            .join(Campaign, Campaign.id == Initiative.campaign_id)
            .join(Category, Category.id == Initiative.category_id)
            .join(Unit, Unit.id == Initiative.unit_id)
            .where(self._mine(actor, campaign_id), Initiative.state == InitiativeState.SUBMITTED)
            .order_by(Initiative.submitted_at, Initiative.id)
            .limit(limit)
        )
        if after is not None:
            query = query.where(
                or_(Initiative.submitted_at > after[0], and_(Initiative.submitted_at == after[0], Initiative.id > after[1]))
            )
        return (await self._session.execute(query)).all()
