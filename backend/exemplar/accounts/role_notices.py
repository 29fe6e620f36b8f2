"""What auditors and managers are told about roles that take two persons. Mails name the role, never the person."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.models import Account, RoleRequest
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService
from exemplar.core.clock import utc_now
from exemplar.notifications.moments import written
from exemplar.notifications.service import NotificationService, Reader

REQUESTED, CONFIRMED, DECLINED, LAPSED = "role_requested", "role_request_confirmed", "role_request_declined", "role_request_lapsed"
PAGE = "/people"

ROLE_NAMES: dict[Role, dict[str, str]] = {
    Role.JUROR: {"vi": "giám khảo", "fr": "juré", "en": "juror"},
    Role.MEMBER: {"vi": "ủy viên hội đồng", "fr": "membre du conseil", "en": "council member"},
    Role.SECRETARY: {"vi": "thư ký hội đồng", "fr": "secrétaire du conseil", "en": "council secretary"},
    Role.CHAIR: {"vi": "chủ tịch hội đồng", "fr": "président du conseil", "en": "council chair"},
    Role.AUDITOR: {"vi": "kiểm soát viên", "fr": "auditeur", "en": "auditor"},
}


class RoleNotices:
    """Tells people about one request; each of them once for each kind."""

    def __init__(self, session: AsyncSession, notifications: NotificationService) -> None:
        self._notifications = notifications
        self._accounts = AccountService(session, utc_now)

    async def tell_auditors(self, request: RoleRequest) -> None:
        """Tell whoever could confirm it."""
        auditors = [one for one in await self._accounts.holders(Role.AUDITOR) if one.disabled_at is None]
        await self._tell(auditors, REQUESTED, request)

    async def tell_requester(self, request: RoleRequest, kind: str) -> None:
        """Tell whoever asked what became of it."""
        await self._tell(await self._accounts.readers([request.requested_by]), kind, request)

    async def _tell(self, people: Iterable[Account], kind: str, request: RoleRequest) -> None:
        for account in people:
            await self._notifications.tell(
                Reader(account.id, account.email, account.language),
                kind,
                fact=f"role_request:{request.id}",
                link=PAGE,
                role=ROLE_NAMES[request.role][account.language],
                lapses_at=written(request.lapses_at),
                reason=request.reason,
            )
