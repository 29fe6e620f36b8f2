"""Reads that the screens are made of: a fixed number of statements, whatever the number of rows."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign, Category
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.voting.models import AgendaItem, Council, CouncilMember, CouncilRule, CouncilSession, Office, OpenVote, Presence, Recusal
from exemplar.voting.policies import Standing
from exemplar.voting.repository import VotingRepository
from exemplar.voting.workflow import CouncilSessionState, ItemState

LIST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item with what it is about."""

    item: AgendaItem
    code: str
    title: str
    title_translations: dict[str, str | None] | None
    category: Category
    initiative_state: InitiativeState


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """Everything about a session that a screen may need, before anything is left out for the reader."""

    session: CouncilSession
    council: Council
    campaign: Campaign
    seated: list[tuple[CouncilMember, Account]]
    presence: dict[UUID, Presence]
    agenda: list[AgendaRow]
    rules: dict[UUID, CouncilRule | None]
    recusals: dict[UUID, list[Recusal]]
    votes: dict[UUID, dict[UUID, OpenVote]]

    def standing(self, account_id: UUID) -> Standing:
        """Return how an account stands to the council."""
        office = next((member.office for member, _ in self.seated if member.account_id == account_id), None)
        return Standing(self.council.campaign_id, office)


async def session_sheet(session: AsyncSession, session_id: UUID) -> SessionSheet | None:
    """Load a session for its screens. Seven statements."""
    query = (
        select(CouncilSession, Council, Campaign)
        .join(Council, Council.id == CouncilSession.council_id)
        .join(Campaign, Campaign.id == Council.campaign_id)
        .where(CouncilSession.id == session_id)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    voting = VotingRepository(session)
    agenda = await _agenda(session, session_id)
    item_ids = [row.item.id for row in agenda]
    recusals: dict[UUID, list[Recusal]] = {}
    for recusal in await voting.recusals(item_ids):
        recusals.setdefault(recusal.item_id, []).append(recusal)
    votes: dict[UUID, dict[UUID, OpenVote]] = {}
    for vote in await session.scalars(select(OpenVote).where(OpenVote.item_id.in_(item_ids))):
        votes.setdefault(vote.item_id, {})[vote.account_id] = vote
    return SessionSheet(
        session=found[0],
        council=found[1],
        campaign=found[2],
        seated=await voting.seated(found[1].id),
        presence=await voting.presence(session_id),
        agenda=agenda,
        rules={category.id: rule for category, rule in await voting.category_rules(found[2].id)},
        recusals=recusals,
        votes=votes,
    )


async def _agenda(session: AsyncSession, session_id: UUID) -> list[AgendaRow]:
    query = (
        select(AgendaItem, Initiative.code, Initiative.title, Initiative.title_translations, Category, Initiative.state)
        .join(Initiative, Initiative.id == AgendaItem.initiative_id)
        .join(Category, Category.id == AgendaItem.category_id)
        .where(AgendaItem.session_id == session_id)
        .order_by(AgendaItem.position)
    )
    return [AgendaRow(row[0], row[1], row[2], row[3], row[4], row[5]) for row in await session.execute(query)]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in a list; ``items`` counts those that are not void."""

    session: CouncilSession
    council: Council
    campaign: Campaign
    office: Office | None
    items: int


async def sessions_of(session: AsyncSession, actor: Actor) -> list[SessionRow]:
    """Return the sessions ``actor`` takes part in or runs, the next meeting first, past ones last. One statement.

    Drafts are there only for those who run the campaign's councils or lead this one.
    """
    runs = actor.scope_ids(Role.SECRETARY, Role.MANAGER)
    sees_all = actor.is_everywhere(Role.MANAGER, Role.AUDITOR)
    items = (
        select(func.count())
        .where(AgendaItem.session_id == CouncilSession.id, AgendaItem.state != ItemState.VOID)
        .correlate(CouncilSession)
        .scalar_subquery()
    )
    not_draft = CouncilSession.state != CouncilSessionState.DRAFT
    leads = CouncilMember.office.in_([Office.CHAIR, Office.VICE_CHAIR])
    visible = true() if sees_all else or_(not_draft, leads, Council.campaign_id.in_(runs))
    mine = true() if sees_all else or_(CouncilMember.id.is_not(None), Council.campaign_id.in_(runs))
    ended = CouncilSession.state == CouncilSessionState.ENDED
    query = (
        select(CouncilSession, Council, Campaign, CouncilMember.office, items)
        .join(Council, Council.id == CouncilSession.council_id)
        .join(Campaign, Campaign.id == Council.campaign_id)
        .outerjoin(CouncilMember, (CouncilMember.council_id == Council.id) & (CouncilMember.account_id == actor.account_id))
        .where(mine, visible)
        .order_by(
            ended,
            case((ended, None), else_=CouncilSession.held_at).asc(),
            CouncilSession.held_at.desc(),
            CouncilSession.id,
        )
        .limit(LIST_LIMIT)
    )
    return [SessionRow(row[0], row[1], row[2], row[3], row[4]) for row in (await session.execute(query)).tuples()]
