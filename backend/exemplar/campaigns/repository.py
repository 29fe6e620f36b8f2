"""Questions to the database about campaigns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.accounts.two_persons import RequestState
from exemplar.campaigns.models import Campaign, Category, DeadlineChange, Movement, Phase, RubricVersion
from exemplar.campaigns.workflow import CampaignState, PhaseKind

MOST = 200
_KINDS = list(PhaseKind)


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    """A phase with the database's own word on whether it is open at this moment."""

    kind: PhaseKind
    opens_at: datetime
    closes_at: datetime
    is_open: bool


def managed_by(actor: Actor | None) -> ColumnElement[bool]:
    """Return the condition for the campaigns that ``actor`` manages."""
    if actor is None:
        return Campaign.id.in_([])
    return true() if actor.is_everywhere(Role.MANAGER) else Campaign.id.in_(actor.scope_ids(Role.MANAGER))


def visible_to(actor: Actor | None) -> ColumnElement[bool]:
    """Return the condition for the campaigns that ``actor`` may know of: all but the drafts of others."""
    return or_(Campaign.state != CampaignState.DRAFT, managed_by(actor))


def _is_running() -> ColumnElement[bool]:
    now = func.clock_timestamp()
    return and_(Phase.opens_at <= now, now < Phase.closes_at)


class CampaignRepository:
    """Reads. Everything about one campaign is a fixed number of statements, whatever their number."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def clock(self) -> datetime:
        """Return the moment by the database clock."""
        moment: datetime = (await self._session.execute(select(func.clock_timestamp()))).scalar_one()
        return moment

    async def find(self, reader: Actor | None, campaign_id: UUID) -> Campaign | None:
        """Return the campaign when the reader may know of it."""
        return await self._session.scalar(select(Campaign).where(Campaign.id == campaign_id, visible_to(reader)))

    async def find_for_update(self, actor: Actor, campaign_id: UUID) -> Campaign | None:
        """Return it locked against other edits; entries that refer to it may still be written."""
        query = select(Campaign).where(Campaign.id == campaign_id, visible_to(actor))
        return await self._session.scalar(query.with_for_update(key_share=True).execution_options(populate_existing=True))

    async def all(self, reader: Actor | None, *, managed: bool) -> list[Campaign]:
        """Return the campaigns that the reader may know of, or manages; newest first, at most ``MOST``."""
        condition = managed_by(reader) if managed else visible_to(reader)
        return list(await self._session.scalars(select(Campaign).where(condition).order_by(Campaign.id.desc()).limit(MOST)))

    async def open_calls(self) -> list[Campaign]:
        """Return the published campaigns that take entries at this moment, the one that closes first at the top."""
        query = (
            select(Campaign)
            .join(Phase, and_(Phase.campaign_id == Campaign.id, Phase.kind == PhaseKind.SUBMISSION))
            .where(Campaign.state == CampaignState.PUBLISHED, _is_running())
            .order_by(Phase.closes_at, Campaign.id)
        )
        return list(await self._session.scalars(query))

    async def phases_of(self, campaign_ids: Sequence[UUID]) -> dict[UUID, list[PhaseWindow]]:
        """Return campaign → its phases, in the order of the year. One query."""
        query = select(Phase.campaign_id, Phase.kind, Phase.opens_at, Phase.closes_at, _is_running().label("is_open"))
        found: dict[UUID, list[PhaseWindow]] = defaultdict(list)
        for row in await self._session.execute(query.where(Phase.campaign_id.in_(campaign_ids))):
            found[row.campaign_id].append(PhaseWindow(row.kind, row.opens_at, row.closes_at, row.is_open))
        return {campaign_id: sorted(windows, key=lambda one: _KINDS.index(one.kind)) for campaign_id, windows in found.items()}

    async def movements(self, movement_ids: Sequence[UUID] | None = None) -> list[Movement]:
        """Return the movements, newest first; only these when ids are given."""
        query = select(Movement).order_by(Movement.starts_on.desc(), Movement.id)
        return list(await self._session.scalars(query if movement_ids is None else query.where(Movement.id.in_(movement_ids))))

    async def categories_of(self, campaign_id: UUID) -> list[Category]:
        """Return the award categories in their order."""
        query = select(Category).where(Category.campaign_id == campaign_id).order_by(Category.position, Category.id)
        return list(await self._session.scalars(query))

    async def rubrics_of(self, campaign_id: UUID) -> list[RubricVersion]:
        """Return the rubrics, oldest first."""
        query = select(RubricVersion).where(RubricVersion.campaign_id == campaign_id).order_by(RubricVersion.id)
        return list(await self._session.scalars(query))

    async def waiting_change(self, campaign_id: UUID, phase: PhaseKind) -> DeadlineChange | None:
        """Return the request about this phase that nobody has settled, locked; its time may be over."""
        query = select(DeadlineChange).where(
            DeadlineChange.campaign_id == campaign_id, DeadlineChange.phase == phase, DeadlineChange.state == RequestState.REQUESTED
        )
        return await self._session.scalar(query.with_for_update())

    async def find_change_for_update(self, campaign_id: UUID, change_id: UUID) -> DeadlineChange | None:
        """Return a request of this campaign, locked."""
        query = select(DeadlineChange).where(DeadlineChange.id == change_id, DeadlineChange.campaign_id == campaign_id)
        return await self._session.scalar(query.with_for_update().execution_options(populate_existing=True))

    async def change_for_job(self, change_id: UUID) -> tuple[Campaign, DeadlineChange] | None:
        """Return a request, locked, with its campaign."""
        query = select(Campaign, DeadlineChange).join(DeadlineChange, DeadlineChange.campaign_id == Campaign.id)
        found = await self._session.execute(query.where(DeadlineChange.id == change_id).with_for_update(of=DeadlineChange))
        row = found.one_or_none()
        return None if row is None else (row[0], row[1])

    async def deadline_changes(self, campaign_id: UUID) -> list[tuple[DeadlineChange, str, str | None]]:
        """Return requests with the names of who asked and who settled, newest first, at most ``MOST``."""
        asker, settler = aliased(Account), aliased(Account)
        query = (
            select(DeadlineChange, asker.full_name, settler.full_name)
            .join(asker, asker.id == DeadlineChange.requested_by)
            .outerjoin(settler, settler.id == DeadlineChange.settled_by)
            .where(DeadlineChange.campaign_id == campaign_id)
            .order_by(DeadlineChange.requested_at.desc(), DeadlineChange.id.desc())
            .limit(MOST)
        )
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query)]

    async def find_rubric(self, reader: Actor | None, rubric_id: UUID) -> RubricVersion | None:
        """Return a rubric when the reader may know of its campaign."""
        query = select(RubricVersion).join(Campaign, Campaign.id == RubricVersion.campaign_id)
        return await self._session.scalar(query.where(RubricVersion.id == rubric_id, visible_to(reader)))
