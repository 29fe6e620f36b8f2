"""A season that has come to its end: a campaign, a council with its officers, initiatives it has counted votes about."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.awards.certificates import CertificateService
from exemplar.awards.service import DecisionService
from exemplar.awards.signing import Signer
from exemplar.campaigns.models import Campaign, Category, FormVersion
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.initiatives.models import Contribution, Initiative, Revision
from exemplar.initiatives.service import InitiativeService
from exemplar.initiatives.workflow import InitiativeState
from exemplar.notifications.service import NotificationService
from exemplar.units.models import Unit
from exemplar.voting.models import AgendaItem, Council, CouncilMember, CouncilSession, Office
from exemplar.voting.workflow import CouncilSessionState, ItemState
from tests.factories import actor_of, in_campaign, make_account, make_unit

NAME = "Đặng Thị Ngọc Diễm"
TITLE = "Số hoá sổ trực phòng thí nghiệm"
CLOSED_AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FORM: dict[str, Any] = {
    "sections": [
        {
            "key": "story",
            "title": {"vi": "Nội dung"},
            "fields": [
                {"key": "problem", "kind": "long_text", "label": {"vi": "Vấn đề"}, "required": True},
                {"key": "saving", "kind": "number", "label": {"vi": "Thời gian tiết kiệm"}, "unit": {"vi": "phút"}},
                {"key": "secret", "kind": "short_text", "label": {"vi": "Bí mật"}, "confidential": True},
                {"key": "evidence", "kind": "file", "label": {"vi": "Minh chứng"}, "accept": ["image", "video", "audio", "document"]},
            ],
        }
    ]
}
_serial = count(1)


def text(vietnamese: str) -> dict[str, str | None]:
    return {"vi": vietnamese, "fr": None, "en": None}


@dataclass
class Season:
    """Everything a test of awards or of the showcase stands on."""

    campaign: Campaign
    category: Category
    form: FormVersion
    unit: Unit
    council: Council
    meeting: CouncilSession
    secretary: Actor
    chair: Actor
    manager: Actor
    author: Account
    items: list[AgendaItem] = field(default_factory=list)


async def make_season(session: AsyncSession, award: str = "Giải Nhất", category: str = "Chuyển đổi số") -> Season:
    """Make a campaign with its council, in session, nothing counted yet."""
    number = next(_serial)
    unit = await make_unit(session, name="Khoa Công nghệ thông tin")
    creator = await make_account(session, name="Người tạo")
    form = FormVersion(definition=FORM)
    session.add(form)
    await session.flush()
    campaign = Campaign(
        code=f"SEASON-{number}",
        name=text("Giải thưởng Sáng kiến 2026"),
        form_version_id=form.id,
        created_by=creator.id,
        state=CampaignState.PUBLISHED,
        published_at=CLOSED_AT,
    )
    session.add(campaign)
    await session.flush()
    group = Category(campaign_id=campaign.id, code="CDS", name=text(category), award_name=text(award))
    council = Council(campaign_id=campaign.id, name=text("Hội đồng Thi đua – Khen thưởng"))
    session.add_all([group, council])
    await session.flush()
    secretary = await _officer(session, campaign, council, Role.SECRETARY, Office.SECRETARY)
    chair = await _officer(session, campaign, council, Role.CHAIR, Office.CHAIR)
    manager_grant = in_campaign(Role.MANAGER, campaign.id)
    manager = actor_of(await make_account(session, manager_grant, name="Quản lý"), manager_grant)
    meeting = CouncilSession(
        council_id=council.id,
        title=text("Phiên xét công nhận"),
        held_at=CLOSED_AT,
        state=CouncilSessionState.IN_SESSION,
        started_at=CLOSED_AT,
        created_by=secretary.account_id,
    )
    author = await make_account(session, name=NAME)
    session.add(meeting)
    await session.flush()
    return Season(campaign, group, form, unit, council, meeting, secretary, chair, manager, author)


async def _officer(session: AsyncSession, campaign: Campaign, council: Council, role: Role, office: Office) -> Actor:
    grant = in_campaign(role, campaign.id)
    account = await make_account(session, grant, name=f"{office.value.title()}")
    session.add(CouncilMember(council_id=council.id, account_id=account.id, office=office))
    return actor_of(account, grant)


async def make_counted_item(
    session: AsyncSession, season: Season, *, passed: bool = True, title: str = TITLE, state: ItemState = ItemState.TALLIED, **content: Any
) -> AgendaItem:
    """Add an accepted initiative about which the council has counted, or is about to."""
    initiative = await make_accepted(session, season, title=title, **content)
    counts = {"agree": 7 if passed else 2, "disagree": 0 if passed else 5, "abstain": 0, "not_cast": 0}
    item = AgendaItem(
        session_id=season.meeting.id,
        initiative_id=initiative.id,
        category_id=season.category.id,
        position=len(season.items) + 1,
        state=state,
        rule={},
        roll=[],
        opened_at=CLOSED_AT,
        closed_at=CLOSED_AT,
        tally={"passed": passed, "counts": counts} if state is ItemState.TALLIED else None,
    )
    session.add(item)
    await session.flush()
    season.items.append(item)
    return item


async def make_accepted(session: AsyncSession, season: Season, *, title: str = TITLE, **content: Any) -> Initiative:
    """Add an initiative that screening accepted, with one revision."""
    number = next(_serial)
    initiative = Initiative(
        id=new_id(),
        code=f"SK-{number:04d}",
        campaign_id=season.campaign.id,
        category_id=season.category.id,
        form_version_id=season.form.id,
        unit_id=season.unit.id,
        created_by=season.author.id,
        title=title,
    )
    session.add(initiative)
    await session.flush()
    whole = revision_content(season, initiative, **content)
    revision = Revision(
        id=new_id(),
        initiative_id=initiative.id,
        number=1,
        form_version_id=season.form.id,
        content=whole,
        digest=hashlib.sha256(repr(whole).encode()).digest(),
        receipt=f"R-{number}",
        submitted_by=season.author.id,
        submitted_at=CLOSED_AT,
    )
    session.add_all(
        [revision, Contribution(initiative_id=initiative.id, account_id=season.author.id, full_name=NAME, share_hundredths=10_000)]
    )
    await session.flush()
    initiative.current_revision_id, initiative.submitted_at, initiative.screened_at = revision.id, CLOSED_AT, CLOSED_AT
    initiative.state = InitiativeState.ACCEPTED
    await session.flush()
    return initiative


def revision_content(season: Season, initiative: Initiative, **changes: Any) -> dict[str, Any]:
    """Return the content of a revision in the shape that ``initiatives.content`` documents."""
    author = {
        "full_name": NAME,
        "job_title": "Giảng viên",
        "unit_id": str(season.unit.id),
        "unit_name": season.unit.name,
        "share_hundredths": 10_000,
    }
    return {
        "code": initiative.code,
        "title": initiative.title,
        "title_translations": None,
        "summary": "Thay sổ giấy bằng mã QR.",
        "answers": {"problem": "Sổ giấy dễ thất lạc.", "saving": 45, "secret": "Mã kho 1234"},
        "authors": [author],
        "attachments": [],
        "campaign_id": str(season.campaign.id),
        "category_id": str(season.category.id),
        "unit_id": str(season.unit.id),
        "unit_name": season.unit.name,
        **changes,
    }


def decisions_of(session: AsyncSession, services: Any, secrets: Any) -> DecisionService:
    """Build the service as the routes do."""
    notifications = NotificationService(session, services.settings.web.public_url)
    initiatives = InitiativeService(session, utc_now)
    return DecisionService(session, utc_now, initiatives, certificates_of(session, services, secrets), notifications)


def certificates_of(session: AsyncSession, services: Any, secrets: Any) -> CertificateService:
    """Build the service as the routes do."""
    notifications = NotificationService(session, services.settings.web.public_url)
    return CertificateService(session, utc_now, Signer(secrets), notifications, services.storage)


HELD_ON = date(2026, 11, 20)
