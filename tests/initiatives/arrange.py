"""A published call that takes entries, with people round it: what every test of this module begins with."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign, Category, FormVersion, Phase
from exemplar.campaigns.workflow import CampaignState, PhaseKind
from exemplar.core.clock import utc_now
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.reasons import ScreeningOutcome, ScreeningReason
from exemplar.initiatives.screening import ScreeningService, Verdict
from exemplar.initiatives.submission import HandedIn, SubmissionService
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaFile
from exemplar.media.workflow import MediaState
from exemplar.notifications.service import NotificationService
from exemplar.units.models import Unit
from tests.factories import actor_of, in_campaign, in_unit, make_account, make_unit

_serial = count(1)
PUBLIC_URL = "https://exemplar.test"


def words(vi: str) -> dict[str, str | None]:
    """Return a text in one language."""
    return {"vi": vi, "fr": None, "en": None}


FORM: dict[str, Any] = {
    "sections": [
        {
            "key": "what",
            "title": words("Nội dung"),
            "fields": [
                {"key": "problem", "kind": "long_text", "label": words("Vấn đề"), "required": True, "max_words": 50},
                {"key": "saving", "kind": "number", "label": words("Tiết kiệm"), "unit": words("giờ"), "minimum": 0, "maximum": 1000},
                {"key": "recipe", "kind": "long_text", "label": words("Bí quyết"), "confidential": True},
                {
                    "key": "field",
                    "kind": "single_choice",
                    "label": words("Lĩnh vực"),
                    "options": [{"value": "stage", "label": words("Sân khấu")}, {"value": "museum", "label": words("Bảo tàng")}],
                },
            ],
        },
        {
            "key": "proof",
            "title": words("Minh chứng"),
            "fields": [
                {"key": "photos", "kind": "file", "label": words("Ảnh"), "accept": ["image"], "required": True, "max_files": 3},
                {"key": "contract", "kind": "file", "label": words("Hợp đồng"), "accept": ["document"], "confidential": True},
            ],
        },
    ]
}


@dataclass
class Season:
    """A call with a unit that takes part: its lead and contributor, a screener, a manager, and a stranger."""

    campaign: Campaign
    category: Category
    unit: Unit
    lead: Actor
    contributor: Actor
    screener: Actor
    manager: Actor
    stranger: Actor
    accounts: dict[UUID, Account]


async def make_person(session: AsyncSession, season: dict[UUID, Account], name: str, *grants: Grant) -> Actor:
    """Add a person, keep the account, return the actor."""
    account = await make_account(session, *grants, name=name)
    season[account.id] = account
    return actor_of(account, *grants)


async def make_season(session: AsyncSession) -> Season:
    """Build it, with the submission phase open for a week."""
    number = next(_serial)
    people: dict[UUID, Account] = {}
    unit, elsewhere = await make_unit(session), await make_unit(session, name="Bảo tàng Lụa")
    form = FormVersion(definition=FORM, frozen_at=utc_now())
    manager_account = await make_account(session, name="Trần Quản Lý")
    session.add(form)
    await session.flush()
    campaign = Campaign(
        code=f"SEASON-{number}",
        name=words(f"Mùa {number}"),
        state=CampaignState.PUBLISHED,
        published_at=utc_now(),
        form_version_id=form.id,
        created_by=manager_account.id,
    )
    session.add(campaign)
    await session.flush()
    category = Category(campaign_id=campaign.id, code="A", name=words("Sân khấu"), award_name=words("Giải A"))
    opens = utc_now() - timedelta(days=1)
    session.add_all(
        [
            category,
            Phase(campaign_id=campaign.id, kind=PhaseKind.SUBMISSION, opens_at=opens, closes_at=opens + timedelta(days=8)),
            Phase(campaign_id=campaign.id, kind=PhaseKind.SCREENING, opens_at=opens, closes_at=opens + timedelta(days=15)),
        ]
    )
    await session.flush()
    manager_grant = in_campaign(Role.MANAGER, campaign.id)
    people[manager_account.id] = manager_account
    return Season(
        campaign,
        category,
        unit,
        lead=await make_person(session, people, "Lê Trưởng", in_unit(Role.LEAD, unit.id)),
        contributor=await make_person(session, people, "Nguyễn Thị Lan", in_unit(Role.CONTRIBUTOR, unit.id)),
        screener=await make_person(session, people, "Phạm Sơ Khảo", in_campaign(Role.SCREENER, campaign.id)),
        manager=actor_of(manager_account, manager_grant),
        stranger=await make_person(session, people, "Người Lạ", in_unit(Role.LEAD, elsewhere.id)),
        accounts=people,
    )


async def make_media(
    session: AsyncSession, season: Season, *, state: MediaState = MediaState.READY, unit_id: UUID | None = None
) -> MediaFile:
    """Add a picture of the unit as if it had come in."""
    number = next(_serial)
    media = MediaFile(
        unit_id=unit_id or season.unit.id,
        uploaded_by=season.lead.account_id,
        state=state,
        file_name=f"anh-{number}.jpg",
        declared_type="image/jpeg",
        size_bytes=1000,
        part_size_bytes=1000,
        fingerprint=f"fingerprint-{number}",
        object_key=f"originals/{number}",
    )
    if state in {MediaState.RECEIVED, MediaState.READY, MediaState.REFUSED}:
        media.received_at = utc_now()
    if state is MediaState.UPLOADING:
        media.multipart_id = "x"
    if state is MediaState.REFUSED:
        media.refusal_code = "media_broken"
    if state is MediaState.READY:
        media.kind, media.content_type, media.sha256, media.ready_at = MediaKind.IMAGE, "image/jpeg", f"{number:064x}", utc_now()
    session.add(media)
    await session.flush()
    return media


async def make_draft(session: AsyncSession, season: Season, *, complete: bool = True, title: str = "Vé giấy tái dùng") -> Initiative:
    """Start a draft by the contributor; complete means that it could be handed in."""
    drafts = DraftService(session, utc_now)
    draft = await drafts.start(season.contributor, season.campaign.id, season.category.id, season.unit.id, title)
    if complete:
        changes = {"summary": "Một tấm vé dùng mười lần.", "answers.problem": "Vé giấy bỏ phí", "answers.saving": 45}
        await drafts.save(season.contributor, draft.id, draft.version, changes)
        media = await make_media(session, season)
        files = [FileWanted(media.id, "photos", "Quầy vé", "Hai người ở quầy vé", is_cover=True)]
        await EvidenceService(session, utc_now).replace(season.contributor, draft.id, draft.version, files)
    return draft


def submissions(session: AsyncSession) -> SubmissionService:
    """Build the service as the routes do."""
    return SubmissionService(session, utc_now, NotificationService(session, PUBLIC_URL))


def screenings(session: AsyncSession) -> ScreeningService:
    """Build the service as the routes do."""
    return ScreeningService(session, utc_now, NotificationService(session, PUBLIC_URL))


async def make_submitted(session: AsyncSession, season: Season, title: str = "Vé giấy tái dùng") -> HandedIn:
    """Hand a complete draft in."""
    draft = await make_draft(session, season, title=title)
    return await submissions(session).submit(season.lead, draft.id, draft.version, oath=True)


def returning(revision_id: UUID, reason: str = "Xin bổ sung số liệu.") -> Verdict:
    """Return a decision that asks for changes."""
    return Verdict(revision_id, ScreeningOutcome.RETURN, [ScreeningReason.INCOMPLETE], reason)


def accepting(revision_id: UUID) -> Verdict:
    """Return a decision that accepts."""
    return Verdict(revision_id, ScreeningOutcome.ACCEPT, [])


async def move_deadline(session: AsyncSession, season: Season, kind: str, seconds: float) -> None:
    """Let a phase close so many seconds from now, by the database clock as it is once nobody writes any more."""
    place = {"campaign": season.campaign.id, "kind": kind}
    await session.execute(text("SELECT id FROM phase WHERE campaign_id = :campaign AND kind = :kind FOR UPDATE"), place)
    await session.execute(
        text(
            "UPDATE phase SET opens_at = clock_timestamp() - interval '30 days',"
            " closes_at = clock_timestamp() + make_interval(secs => :seconds)"
            " WHERE campaign_id = :campaign AND kind = :kind"
        ),
        {"seconds": seconds, **place},
    )
