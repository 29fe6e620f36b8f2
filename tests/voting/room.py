"""A council in a room: campaign, initiatives, members and a session, ready for the question under test."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign, Category, FormVersion
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.workflow import InitiativeState
from exemplar.notifications.service import NotificationService
from exemplar.units.models import Unit
from exemplar.voting.agenda import AgendaService
from exemplar.voting.councils import CouncilService
from exemplar.voting.models import AgendaItem, Council, CouncilRule, CouncilSession, Office, Presence
from exemplar.voting.polls import PollService
from exemplar.voting.recusals import RecusalService
from exemplar.voting.repository import VotingRepository
from exemplar.voting.rulebook import RuleBook, RuleContent
from exemplar.voting.rules import RuleDefinition
from exemplar.voting.service import SessionPlan, SessionService
from tests.factories import actor_of, in_campaign, make_account, make_unit
from tests.voting.rule_samples import V2_FLAG

_serial = count(1)
NAME = {"vi": "Hội đồng sáng kiến", "fr": None, "en": "Initiative council"}


@dataclass
class Room:
    """Everyone and everything of one council. ``members`` starts with the chair; the secretary has no vote."""

    campaign: Campaign
    category: Category
    unit: Unit
    rule: CouncilRule
    council: Council
    manager: Actor
    secretary: Actor
    members: list[Actor]
    initiatives: list[Initiative] = field(default_factory=list)
    meeting: CouncilSession | None = None
    items: list[AgendaItem] = field(default_factory=list)

    @property
    def chair(self) -> Actor:
        return self.members[0]


def services_of(session: AsyncSession):
    """The module's services on one session: rules, councils, meetings, agenda, polls, recusals."""
    notifications = NotificationService(session, "http://localhost:8000")
    return (
        RuleBook(session, utc_now),
        CouncilService(session, utc_now),
        SessionService(session, utc_now, notifications),
        AgendaService(session, utc_now),
        PollService(session, utc_now),
        RecusalService(session, utc_now),
    )


async def make_category(session: AsyncSession, state: CampaignState = CampaignState.DRAFT) -> tuple[Campaign, Category]:
    """A campaign with one category."""
    author, form = await make_account(session), FormVersion(definition={"sections": []})
    session.add(form)
    await session.flush()
    campaign = Campaign(code=f"C{next(_serial)}", name=NAME, form_version_id=form.id, created_by=author.id, state=state)
    campaign.published_at = None if state is CampaignState.DRAFT else utc_now()
    session.add(campaign)
    await session.flush()
    category = Category(campaign_id=campaign.id, code="A1", name=NAME, award_name=NAME)
    session.add(category)
    await session.flush()
    return campaign, category


async def make_accepted(session: AsyncSession, campaign: Campaign, category: Category, unit: Unit, code: str) -> Initiative:
    """An initiative that screening accepted."""
    author = await make_account(session, name=f"Tác giả {code}")
    initiative = Initiative(
        code=f"{campaign.code}-{code}",
        campaign_id=campaign.id,
        category_id=category.id,
        form_version_id=campaign.form_version_id,
        unit_id=unit.id,
        created_by=author.id,
        title=f"Sáng kiến {code}",
    )
    session.add(initiative)
    await session.flush()
    revision = Revision(
        initiative_id=initiative.id,
        number=1,
        form_version_id=campaign.form_version_id,
        content={},
        digest=b"0" * 32,
        receipt=str(new_id()),
        submitted_by=author.id,
        submitted_at=utc_now(),
    )
    session.add(revision)
    await session.flush()
    await session.execute(
        update(Initiative)
        .where(Initiative.id == initiative.id)
        .values(state=InitiativeState.ACCEPTED, current_revision_id=revision.id, submitted_at=utc_now(), screened_at=utc_now())
    )
    await session.refresh(initiative)
    return initiative


async def make_rule(session: AsyncSession, definition: RuleDefinition = V2_FLAG, code: str | None = None) -> CouncilRule:
    """A rule in the library."""
    content = RuleContent(NAME, "Điều 33", date(2025, 7, 1), None, definition)
    return await RuleBook(session, utc_now).create(None, code or f"V{next(_serial)}", content)


async def make_room(session: AsyncSession, size: int = 5, entries: int = 2, definition: RuleDefinition = V2_FLAG) -> Room:
    """A council of ``size`` voting members and a secretary without a vote, with initiatives, nothing convened yet."""
    campaign, category = await make_category(session)
    rule, unit = await make_rule(session, definition), await make_unit(session)
    await RuleBook(session, utc_now).assign(None, campaign.id, category.id, rule.id)
    manager = await member_of(session, Role.MANAGER, campaign.id, "Quản lý")
    councils = CouncilService(session, utc_now)
    council = await councils.create(manager, campaign.id, NAME)
    secretary = await member_of(session, Role.SECRETARY, campaign.id, "Thư ký")
    await councils.appoint(manager, council.id, secretary.account_id, Office.SECRETARY, votes=False)
    chair = await member_of(session, Role.CHAIR, campaign.id, "Chủ tịch")
    await councils.appoint(manager, council.id, chair.account_id, Office.CHAIR)
    members = [chair]
    for number in range(1, size):
        member = await member_of(session, Role.MEMBER, campaign.id, f"Ủy viên {number:02}")
        await councils.appoint(manager, council.id, member.account_id, Office.MEMBER)
        members.append(member)
    room = Room(campaign, category, unit, rule, council, manager, secretary, members)
    room.initiatives = [await make_accepted(session, campaign, category, unit, f"{n:02}") for n in range(entries)]
    return room


async def member_of(session: AsyncSession, role: Role, campaign_id: UUID, name: str) -> Actor:
    """A person with one role in the campaign."""
    grant = in_campaign(role, campaign_id)
    return actor_of(await make_account(session, grant, name=name), grant)


async def convene(session: AsyncSession, room: Room) -> None:
    """Prepare and convene a session with every initiative on its agenda."""
    _, _, meetings, agenda, _, _ = services_of(session)
    plan = SessionPlan(NAME, "Phòng 201", utc_now() + timedelta(days=1))
    room.meeting = await meetings.prepare(room.secretary, room.council.id, plan)
    await agenda.add(room.secretary, room.meeting.id, [initiative.id for initiative in room.initiatives])
    await meetings.convene(room.secretary, room.meeting.id)
    room.items = await VotingRepository(session).items(room.meeting.id)


async def start(session: AsyncSession, room: Room, present: int | None = None) -> None:
    """Convene, check the first ``present`` members in, and start."""
    await convene(session, room)
    _, _, meetings, _, _, _ = services_of(session)
    for member in room.members[:present]:
        await meetings.check_in(member, room.meeting.id)
    for member in room.members[len(room.members) if present is None else present :]:
        await meetings.record_attendance(room.secretary, room.meeting.id, member.account_id, Presence.ABSENT)
    await meetings.start(room.chair, room.meeting.id)


async def open_first(session: AsyncSession, room: Room, present: int | None = None) -> AgendaItem:
    """Start and open the vote on the first item."""
    await start(session, room, present)
    return await PollService(session, utc_now).open(room.chair, room.items[0].id)
