"""What the members of a council are told about a meeting: that it is held, and that it was moved."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.service import AccountService
from exemplar.core.clock import utc_now
from exemplar.notifications.moments import written
from exemplar.notifications.service import NotificationService, Reader
from exemplar.voting.models import CouncilSession
from exemplar.voting.repository import VotingRepository

CONVENED = "session_convened"
MOVED = "session_moved"
NO_PLACE = "–"


async def tell_members(session: AsyncSession, notifications: NotificationService, meeting: CouncilSession, kind: str) -> int:
    """Tell everyone on the council, once for each version of the meeting; return how many sit on it."""
    members = await VotingRepository(session).members(meeting.council_id)
    for account in await AccountService(session, utc_now).readers([member.account_id for member in members]):
        await notifications.tell(
            Reader(account.id, account.email, account.language),
            kind,
            fact=f"session:{meeting.id}:{meeting.version}",
            link=f"/council/{meeting.id}",
            title=meeting.title.get(account.language) or meeting.title["vi"],
            held_at=written(meeting.held_at),
            place=meeting.place or NO_PLACE,
        )
    return len(members)
