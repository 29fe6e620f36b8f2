"""What people are told when somebody wants to move a deadline, and when it has moved."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService
from exemplar.campaigns.models import Campaign, DeadlineChange
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.notifications.moments import written
from exemplar.notifications.service import NotificationService, Reader

REQUESTED, DECLINED, LAPSED, EXTENDED = (
    "deadline_change_requested",
    "deadline_change_declined",
    "deadline_change_lapsed",
    "deadline_extended",
)

PEOPLE_OF_A_CALL = (Role.SCREENER, Role.JUROR, Role.MEMBER, Role.SECRETARY, Role.CHAIR)
"""Who works on a call and plans by its dates, besides its managers and the units that take part."""

PHASE_NAMES: dict[PhaseKind, dict[str, str]] = {
    PhaseKind.SUBMISSION: {"vi": "Nộp hồ sơ", "fr": "Dépôt des dossiers", "en": "Entries"},
    PhaseKind.SCREENING: {"vi": "Sơ duyệt", "fr": "Présélection", "en": "Screening"},
    PhaseKind.REVIEW: {"vi": "Chấm điểm", "fr": "Évaluation par le jury", "en": "Jury review"},
    PhaseKind.COUNCIL: {"vi": "Hội đồng", "fr": "Conseil", "en": "Council"},
    PhaseKind.AWARD: {"vi": "Khen thưởng", "fr": "Prix", "en": "Awards"},
}


class DeadlineNotices:
    """Tells people about one change of one deadline; each of them once for each kind."""

    def __init__(self, session: AsyncSession, notifications: NotificationService) -> None:
        self._session = session
        self._notifications = notifications
        self._accounts = AccountService(session, utc_now)

    async def managers(self, campaign_id: UUID) -> list[Account]:
        """Return those who may confirm: the managers of this campaign and of all."""
        here = await self._accounts.holders(Role.MANAGER, scope_id=campaign_id)
        return [*here, *await self._accounts.holders(Role.MANAGER)]

    async def tell_managers(self, campaign: Campaign, change: DeadlineChange) -> None:
        """Tell whoever could confirm the request."""
        others = [one for one in await self.managers(campaign.id) if one.id != change.requested_by]
        await self._tell(others, REQUESTED, campaign, change, f"/manage/{campaign.id}/phases")

    async def tell_requester(self, campaign: Campaign, change: DeadlineChange, kind: str) -> None:
        """Tell whoever asked that it was declined, or that nobody confirmed it in time."""
        await self._tell(await self._accounts.readers([change.requested_by]), kind, campaign, change, f"/manage/{campaign.id}/phases")

    async def tell_people(self, campaign: Campaign, change: DeadlineChange, account_ids: Sequence[UUID] = ()) -> None:
        """Tell of a deadline that has moved: those who run and judge the call, or the accounts given."""
        if account_ids:
            people = await self._accounts.readers(account_ids)
        else:
            workers = await self._accounts.holders(*PEOPLE_OF_A_CALL, scope_id=campaign.id)
            people = [*workers, *await self.managers(campaign.id)]
        await self._tell(people, EXTENDED, campaign, change, f"/calls/{campaign.id}")

    async def _tell(self, people: Iterable[Account], kind: str, campaign: Campaign, change: DeadlineChange, link: str) -> None:
        for account in people:
            if account.disabled_at is not None:
                continue
            await self._notifications.tell(
                Reader(account.id, account.email, account.language),
                kind,
                fact=f"deadline_change:{change.id}",
                link=link,
                campaign=campaign.name.get(account.language) or campaign.name["vi"],
                phase=PHASE_NAMES[change.phase][account.language],
                closes_before=written(change.closes_before),
                closes_at=written(change.closes_at),
                reason=change.reason,
            )
