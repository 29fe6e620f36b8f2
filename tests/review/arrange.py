"""A call in review: a tree of units, a campaign with a rubric, entries that were accepted, jurors."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign, Category, FormVersion, Phase, RubricVersion
from exemplar.campaigns.workflow import CampaignState, PhaseKind
from exemplar.core.clock import utc_now
from exemplar.initiatives import content
from exemplar.initiatives.models import Contribution, Initiative, Revision
from exemplar.initiatives.workflow import InitiativeState
from exemplar.notifications.service import NotificationService
from exemplar.review.assignment import AssignmentService
from exemplar.review.models import Assignment, PanelMember
from exemplar.review.scoring import ScoringService, SheetDraft
from exemplar.units.models import Unit
from exemplar.units.service import UnitService
from tests.factories import actor_of, in_campaign, make_account, make_unit

_serial = count(1)

RUBRIC = {
    "pass_percent": 70,
    "criteria": [
        {
            "key": "novelty",
            "name": {"vi": "Tính mới"},
            "maximum": 30,
            "floor": 15,
            "comment_below": 10,
            "bands": [
                {"from_points": 0, "to_points": 14, "text": {"vi": "Đã có nhiều nơi làm"}},
                {"from_points": 15, "to_points": 30, "text": {"vi": "Lần đầu trong ngành"}},
            ],
        },
        {"key": "effect", "name": {"vi": "Hiệu quả"}, "maximum": 40},
        {"key": "reuse", "name": {"vi": "Khả năng nhân rộng"}, "maximum": 30},
    ],
}
FORM = {
    "sections": [
        {
            "key": "what",
            "title": {"vi": "Nội dung"},
            "fields": [
                {"key": "before", "kind": "long_text", "label": {"vi": "Trước khi áp dụng"}},
                {"key": "evidence", "kind": "file", "label": {"vi": "Minh chứng"}, "accept": ["image", "document"]},
            ],
        }
    ]
}
AUTHOR, UNIT_NAME, FILE_NAME = "Tác Giả Bí Mật", "Đơn Vị Bí Mật", "ban-chup-cua-tac-gia-bi-mat.jpg"
"""Sentinels: none of them may reach a juror of a blind review."""


@dataclass(frozen=True, slots=True)
class Call:
    """A campaign in its review phase, with what hangs on it."""

    campaign: Campaign
    category: Category
    manager: Actor
    root: Unit


async def make_call(session: AsyncSession, *, sheets: int = 3, blind: bool = True, closes_in: timedelta = timedelta(days=7)) -> Call:
    """Publish a campaign with one category, in review since yesterday."""
    owner = await make_account(session, name="Người Lập Đợt")
    form = FormVersion(definition=FORM)
    session.add(form)
    await session.flush()
    campaign = Campaign(
        code=f"C{next(_serial)}",
        name={"vi": "Mô hình hay 2026", "fr": None, "en": None},
        state=CampaignState.PUBLISHED,
        blind_review=blind,
        sheets_per_entry=sheets,
        form_version_id=form.id,
        created_by=owner.id,
        published_at=utc_now(),
    )
    session.add(campaign)
    await session.flush()
    category = await make_category(session, campaign.id, "A1")
    now = utc_now()
    session.add(Phase(campaign_id=campaign.id, kind=PhaseKind.REVIEW, opens_at=now - timedelta(days=1), closes_at=now + closes_in))
    manager = await make_account(session, in_campaign(Role.MANAGER, campaign.id), name="Trần Quản Lý")
    root = await make_unit(session, name="Bộ")
    return Call(campaign, category, actor_of(manager, in_campaign(Role.MANAGER, campaign.id)), root)


async def make_category(session: AsyncSession, campaign_id: UUID, code: str) -> Category:
    """Add a category with a rubric of its own."""
    rubric = RubricVersion(campaign_id=campaign_id, name={"vi": "Thang điểm", "fr": None, "en": None}, definition=RUBRIC)
    session.add(rubric)
    await session.flush()
    name = {"vi": f"Hạng mục {code}", "fr": None, "en": None}
    category = Category(campaign_id=campaign_id, code=code, name=name, award_name=name, rubric_version_id=rubric.id)
    session.add(category)
    await session.flush()
    return category


async def make_entry(
    session: AsyncSession,
    call: Call,
    *,
    unit: Unit | None = None,
    author: Account | None = None,
    media_id: UUID | None = None,
    category: Category | None = None,
) -> Initiative:
    """Hand in and accept an initiative of a unit of its own."""
    number = next(_serial)
    unit = unit or await make_unit(session, parent=call.root, name=UNIT_NAME)
    author = author or await make_account(session, name=AUTHOR, email=f"tacgia{number}@bimat.test")
    category = category or call.category
    initiative = Initiative(
        code=f"SK-2026-{number:04}",
        campaign_id=call.campaign.id,
        category_id=category.id,
        form_version_id=call.campaign.form_version_id,
        unit_id=unit.id,
        created_by=author.id,
        title=f"Sổ trực số {number}",
        summary="Ghi chép một lần.",
        answers={"before": "Ghi tay ba lần."},
    )
    session.add(initiative)
    await session.flush()
    session.add(Contribution(initiative_id=initiative.id, account_id=author.id, full_name=AUTHOR, unit_id=unit.id, share_hundredths=10_000))
    place = content.Place(call.campaign.id, category.id, unit.id, unit.name)
    files = (
        [content.AttachedFile(media_id, "evidence", "image", "Phòng trực", "Bàn trực", False, True, "0" * 64, FILE_NAME)]
        if media_id
        else []
    )
    whole = content.build(
        initiative.code,
        content.Texts(initiative.title, initiative.summary, initiative.answers),
        place,
        [content.Author(AUTHOR, "Trưởng phòng", unit.id, unit.name, 10_000)],
        files,
    )
    revision = Revision(
        initiative_id=initiative.id,
        number=1,
        form_version_id=call.campaign.form_version_id,
        content=whole,
        digest=hashlib.sha256(b"x").digest(),
        receipt=f"R{number}",
        submitted_by=author.id,
        submitted_at=utc_now(),
    )
    session.add(revision)
    await session.flush()
    initiative.current_revision_id = revision.id
    initiative.state, initiative.submitted_at, initiative.screened_at = InitiativeState.ACCEPTED, utc_now(), utc_now()
    await session.flush()
    return initiative


async def make_juror(session: AsyncSession, call: Call, *, name: str = "Giám Khảo", seat: bool = True, max_load: int = 20) -> Actor:
    """Add a juror of the campaign, on its panel unless told otherwise."""
    grant = in_campaign(Role.JUROR, call.campaign.id)
    account = await make_account(session, grant, name=name)
    if seat:
        session.add(PanelMember(campaign_id=call.campaign.id, account_id=account.id, max_load=max_load))
        await session.flush()
    return actor_of(account, grant)


def assignments(session: AsyncSession) -> AssignmentService:
    """Return the service that assigns."""
    return AssignmentService(session, utc_now, NotificationService(session, "http://localhost:8000"))


async def make_assignment(session: AsyncSession, call: Call, juror: Actor, entry: Initiative | None = None) -> Assignment:
    """Give an entry to a juror."""
    entry = entry or await make_entry(session, call)
    return await assignments(session).assign(call.manager, call.campaign.id, entry.id, juror.account_id)


def draft(novelty: int | None = 2400, effect: int | None = 3000, reuse: int | None = 2000, **texts: object) -> SheetDraft:
    """Return a sheet; 24 + 30 + 20 of 100 points unless told otherwise."""
    given = {"novelty": novelty, "effect": effect, "reuse": reuse}
    return SheetDraft(
        points={key: value for key, value in given.items() if value is not None},
        comments=texts.get("comments", {}),
        private_note=texts.get("private_note", ""),
        comment_to_unit=texts.get("comment_to_unit", ""),
    )


async def make_sealed(session: AsyncSession, call: Call, juror: Actor, entry: Initiative, sheet: SheetDraft | None = None) -> Assignment:
    """Assign, score and seal."""
    assignment = await make_assignment(session, call, juror, entry)
    scoring = ScoringService(session, utc_now)
    saved = await scoring.save(juror, assignment.id, 1, sheet or draft())
    await scoring.seal(juror, assignment.id, saved.version)
    return assignment


async def post_at(session: AsyncSession, account_id: UUID, unit: Unit) -> None:
    """Note that somebody worked there long ago."""
    today = utc_now().date()
    await UnitService(session, utc_now).post(account_id, unit.id, today - timedelta(days=3000), today - timedelta(days=2000))


async def add_media(session: AsyncSession, unit: Unit, account: Account) -> UUID:
    """Write a file's row the shortest way; what it holds does not matter here."""
    media_id = uuid4()
    await session.execute(
        text(
            "INSERT INTO media_file (id, unit_id, uploaded_by, state, file_name, declared_type, size_bytes, fingerprint, object_key,"
            " part_size_bytes, kind, content_type, sha256, received_at, ready_at, version)"
            " VALUES (:id, :unit, :account, 'ready', :name, 'image/jpeg', 1, 'f', :key, 1, 'image', 'image/jpeg', repeat('0', 64),"
            " clock_timestamp(), clock_timestamp(), 1)"
        ),
        {"id": media_id, "unit": unit.id, "account": account.id, "name": FILE_NAME, "key": str(media_id)},
    )
    return media_id
