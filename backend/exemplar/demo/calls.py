"""Three calls, their council rules, juries and councils."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from exemplar.accounts.actor import Grant
from exemplar.accounts.roles import Role, ScopeKind
from exemplar.accounts.service import AccountService
from exemplar.campaigns.preparation import PhaseDates, PreparationService
from exemplar.campaigns.publishing import PublishingService
from exemplar.campaigns.service import CampaignDetails, CampaignService
from exemplar.campaigns.templates import CampaignTemplate, blueprint
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.models import LocalText
from exemplar.demo.rules import RULES, rule_content
from exemplar.demo.world import World
from exemplar.review.panel import PanelService
from exemplar.voting.councils import CouncilService
from exemplar.voting.models import Office
from exemplar.voting.rulebook import RuleBook

JURORS = ("juror1", "juror2", "juror3")
ALWAYS = dict.fromkeys(PhaseKind, (-60, 700))
QUARTER = {
    PhaseKind.SUBMISSION: (-50, 21),
    PhaseKind.SCREENING: (-50, 28),
    PhaseKind.REVIEW: (29, 43),
    PhaseKind.COUNCIL: (44, 50),
    PhaseKind.AWARD: (51, 80),
}
CALLS: tuple[tuple[str, LocalText, LocalText, CampaignTemplate, dict[PhaseKind, tuple[int, int]], str], ...] = (
    (
        "C1",
        {
            "vi": "Thi đua đổi mới sáng tạo và chuyển đổi số ngành Văn hóa, Thể thao và Du lịch 2026-2030",
            "fr": "Émulation pour l’innovation et la transition numérique dans la culture, le sport et le tourisme 2026-2030",
            "en": "Emulation drive for innovation and digital transformation in culture, sport and tourism 2026-2030",
        },
        {
            "vi": "Nhận sáng kiến quanh năm; xét và công nhận theo từng đợt họp của hội đồng.",
            "fr": "Dépôt toute l’année ; examen et distinction à chaque séance du conseil.",
            "en": "Open all year; initiatives are judged and honoured at each meeting of the council.",
        },
        CampaignTemplate.INITIATIVE_AWARD,
        ALWAYS,
        "V1",
    ),
    (
        "C2",
        {
            "vi": "Mô hình hay, cách làm hiệu quả quý IV/2026",
            "fr": "Modèles exemplaires et pratiques efficaces, 4e trimestre 2026",
            "en": "Good models and effective practice, fourth quarter of 2026",
        },
        {
            "vi": "Gửi mô hình hay, cách làm hiệu quả đã áp dụng tại đơn vị; hồ sơ gọn, kèm minh chứng.",
            "fr": "Présentez un modèle déjà appliqué dans votre unité : un dossier court, avec ses preuves.",
            "en": "Send a model your unit already applies: a short dossier with its evidence.",
        },
        CampaignTemplate.INITIATIVE_AWARD,
        QUARTER,
        "V1",
    ),
    (
        "C3",
        {
            "vi": "Một phút kể chuyện chuyển đổi số",
            "fr": "Une minute pour raconter la transition numérique",
            "en": "Digital transformation in one minute",
        },
        {
            "vi": "Clip không quá 60 giây, podcast hoặc đồ họa thông tin về một thay đổi có thật tại đơn vị.",
            "fr": "Clip de 60 secondes au plus, podcast ou infographie sur un changement réel dans votre unité.",
            "en": "A clip of at most 60 seconds, a podcast or an infographic about a real change in your unit.",
        },
        CampaignTemplate.MEDIA_CONTEST,
        QUARTER,
        "V3",
    ),
)


async def open_calls(world: World, council: dict[str, Any]) -> None:
    """Open every call and seat its jury and council."""
    manager = await world.actor("manager")
    async with world.step() as session:
        book = RuleBook(session, utc_now)
        rules = {code: (await book.create(None, code, rule_content(code))).id for code in RULES}
    async with world.step() as session:
        movement = await CampaignService(session, utc_now).create_movement(
            manager,
            name={
                "vi": "Cả nước thi đua đổi mới sáng tạo và chuyển đổi số",
                "fr": "Tout le pays innove et se numérise",
                "en": "The whole country innovates and goes digital",
            },
            summary=None,
            starts_on=date(2025, 5, 14),
            ends_on=date(2030, 12, 31),
        )
    for code, name, summary, template, dates, rule in CALLS:
        async with world.step() as session:
            campaigns = CampaignService(session, utc_now)
            details = CampaignDetails(name=name, summary=summary, movement_id=movement.id)
            campaign = await campaigns.create(manager, code, details, blueprint(template))
            campaign = await PreparationService(session, utc_now).set_phases(manager, campaign.id, campaign.version, _phases(dates))
            world.campaigns[code] = campaign.id
            for category in await campaigns.categories_of(campaign.id):
                world.categories[code, category.code] = category.id
                await RuleBook(session, utc_now).assign(None, campaign.id, category.id, rules[rule])
            await PublishingService(session, utc_now).publish(manager, campaign.id, campaign.version)
        await _seat_jury(world, code)
        await _seat_council(world, code, council)


def _phases(dates: dict[PhaseKind, tuple[int, int]]) -> list[PhaseDates]:
    today = datetime.combine(utc_now().date(), time(1), UTC)
    return [PhaseDates(kind, today + timedelta(days=first), today + timedelta(days=last)) for kind, (first, last) in dates.items()]


async def _seat_jury(world: World, code: str) -> None:
    campaign_id = world.campaigns[code]
    async with world.step() as session:
        accounts = AccountService(session, utc_now)
        for name, role in (*((juror, Role.JUROR) for juror in JURORS), ("screener", Role.SCREENER)):
            await accounts.grant(None, world.people[name], Grant(role, ScopeKind.CAMPAIGN, campaign_id))
    manager = await world.actor("manager")
    async with world.step() as session:
        for juror in JURORS:
            await PanelService(session, utc_now).add(manager, campaign_id, world.people[juror], None, 20)


async def _seat_council(world: World, code: str, council: dict[str, Any]) -> None:
    offices = [
        (council["chair"], Office.CHAIR),
        (council["secretary"], Office.SECRETARY),
        *((m, Office.MEMBER) for m in council["members"]),
    ]
    async with world.step() as session:
        councils = CouncilService(session, utc_now)
        made = await councils.create(
            None,
            world.campaigns[code],
            {"vi": "Hội đồng sáng kiến Bộ (demo)", "fr": "Conseil des initiatives (démo)", "en": "Initiative council (demo)"},
        )
        world.councils[code] = made.id
        for name, office in offices:
            await councils.appoint(None, made.id, world.people[name], office)
