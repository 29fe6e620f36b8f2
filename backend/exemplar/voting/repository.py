"""Questions of councils to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.models import Account
from exemplar.campaigns.models import Campaign, Category
from exemplar.core.database import raw_connection
from exemplar.core.models import new_id
from exemplar.review.conflicts import has_conflict_sql
from exemplar.units.sorting import sort_key
from exemplar.voting.models import (
    AgendaItem,
    Attendance,
    CategoryRule,
    Council,
    CouncilMember,
    CouncilRule,
    CouncilSession,
    Office,
    OpenVote,
    Presence,
    Recusal,
)
from exemplar.voting.policies import Standing
from exemplar.voting.rules import Choice
from exemplar.voting.workflow import CouncilSessionState

_BOOTH = text(
    """
    SELECT c.campaign_id, s.state, m.office
    FROM agenda_item i JOIN council_session s ON s.id = i.session_id JOIN council c ON c.id = s.council_id
    LEFT JOIN council_member m ON m.council_id = c.id AND m.account_id = :account
    WHERE i.id = :item
    """
)
_CAST = """
    WITH item AS (
        SELECT a.id FROM agenda_item a
        WHERE a.id = $1 AND a.state = 'open' AND a.rule -> 'choices' @> jsonb_build_array($2::text)
          AND a.roll @> jsonb_build_array(jsonb_build_object('account_id', $3::text, 'may_vote', true))
          AND NOT EXISTS (SELECT FROM recusal r WHERE r.item_id = a.id AND r.account_id = $3::text::uuid)
          AND NOT in_conflict
        FOR SHARE OF a
    )
    INSERT INTO open_vote (id, item_id, account_id, choice, receipt, cast_at)
    SELECT $4, item.id, $3::text::uuid, $2::text, $5, clock_timestamp() FROM item
    ON CONFLICT ON CONSTRAINT one_vote_per_member DO NOTHING
    RETURNING cast_at
""".replace("in_conflict", has_conflict_sql("$3::text::uuid", "a.initiative_id"))


@dataclass(frozen=True, slots=True)
class Booth:
    """What a cast asks first: the meeting's state, and how the voter stands to the council."""

    standing: Standing
    session_state: CouncilSessionState


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with its council and how the asker stands to it."""

    session: CouncilSession
    council: Council
    standing: Standing


class VotingRepository:
    """Reads for one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def standing(self, council: Council, account_id: UUID) -> Standing:
        """Return how an account stands to a council."""
        office = await self._session.scalar(
            select(CouncilMember.office).where(CouncilMember.council_id == council.id, CouncilMember.account_id == account_id)
        )
        return Standing(council.campaign_id, office)

    async def find_meeting(self, session_id: UUID, account_id: UUID, *, lock: bool = False) -> Meeting | None:
        """Return a session with its council; ``lock`` takes the session's row for the rest of the transaction."""
        query = (
            select(CouncilSession, Council).join(Council, Council.id == CouncilSession.council_id).where(CouncilSession.id == session_id)
        )
        if lock:
            query = query.with_for_update(of=CouncilSession).execution_options(populate_existing=True)
        found = (await self._session.execute(query)).one_or_none()
        if found is None:
            return None
        return Meeting(found[0], found[1], await self.standing(found[1], account_id))

    async def find_item(self, item_id: UUID, *, lock: bool = False) -> AgendaItem | None:
        """Return an agenda item; ``lock`` takes its row."""
        query = select(AgendaItem).where(AgendaItem.id == item_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        found: AgendaItem | None = await self._session.scalar(query)
        return found

    async def find_booth(self, item_id: UUID, account_id: UUID) -> Booth | None:
        """Return what a cast has to know before it asks the item's row; plain SQL, for a whole council votes in the same minute."""
        row = (await self._session.execute(_BOOTH, {"item": item_id, "account": account_id})).one_or_none()
        if row is None:
            return None
        return Booth(Standing(row.campaign_id, Office(row.office) if row.office else None), CouncilSessionState(row.state))

    async def drop(self, item_id: UUID, account_id: UUID, choice: Choice, receipt: str) -> datetime | None:
        """Cast a vote, after ``find_booth``; return when the database took it.

        ``None``: the item is not open, the account has no vote on it, is in conflict by now or cast it already, or the choice is
        not offered.
        """
        connection = await raw_connection(self._session)
        cast_at: datetime | None = await connection.fetchval(_CAST, item_id, choice.value, str(account_id), new_id(), receipt)
        return cast_at

    async def items(self, session_id: UUID) -> list[AgendaItem]:
        """Return the agenda in its order."""
        query = select(AgendaItem).where(AgendaItem.session_id == session_id).order_by(AgendaItem.position)
        return list(await self._session.scalars(query))

    async def members(self, council_id: UUID) -> list[CouncilMember]:
        """Return everyone on the council."""
        return list(await self._session.scalars(select(CouncilMember).where(CouncilMember.council_id == council_id)))

    async def presence(self, session_id: UUID) -> dict[UUID, Presence]:
        """Return account → presence for those recorded."""
        rows = await self._session.execute(select(Attendance.account_id, Attendance.presence).where(Attendance.session_id == session_id))
        return {row.account_id: row.presence for row in rows}

    async def recusals(self, item_ids: Sequence[UUID]) -> list[Recusal]:
        """Return the recusals of these items."""
        return list(await self._session.scalars(select(Recusal).where(Recusal.item_id.in_(item_ids))))

    async def votes(self, item_id: UUID) -> list[OpenVote]:
        """Return the votes of an item by account, so that their digest does not depend on the moment."""
        return list(await self._session.scalars(select(OpenVote).where(OpenVote.item_id == item_id).order_by(OpenVote.account_id)))

    async def find_vote(self, item_id: UUID, account_id: UUID) -> OpenVote | None:
        """Return one member's vote, as it stands now."""
        query = select(OpenVote).where(OpenVote.item_id == item_id, OpenVote.account_id == account_id)
        found: OpenVote | None = await self._session.scalar(query)
        return found

    async def rule_of(self, category_id: UUID) -> CouncilRule | None:
        """Return the rule that decides a category."""
        query = select(CouncilRule).join(CategoryRule).where(CategoryRule.category_id == category_id)
        found: CouncilRule | None = await self._session.scalar(query)
        return found

    async def category_rules(self, campaign_id: UUID) -> list[tuple[Category, CouncilRule | None]]:
        """Return the campaign's categories in order, each with its rule or ``None``."""
        query = (
            select(Category, CouncilRule)
            .outerjoin(CategoryRule, CategoryRule.category_id == Category.id)
            .outerjoin(CouncilRule, CouncilRule.id == CategoryRule.rule_id)
            .where(Category.campaign_id == campaign_id)
            .order_by(Category.position, Category.code)
        )
        return [(row[0], row[1]) for row in await self._session.execute(query)]

    async def find_campaign(self, campaign_id: UUID) -> Campaign | None:
        """Return a campaign."""
        return await self._session.get(Campaign, campaign_id)

    async def next_position(self, session_id: UUID) -> int:
        """Return the place after the last item."""
        last = await self._session.scalar(select(func.max(AgendaItem.position)).where(AgendaItem.session_id == session_id))
        return (last or 0) + 1

    async def seated(self, council_id: UUID) -> list[tuple[CouncilMember, Account]]:
        """Return members with their accounts: those who lead first, then the secretary, then by name in Vietnamese order."""
        return (await self.seated_in([council_id])).get(council_id, [])

    async def seated_in(self, council_ids: Sequence[UUID]) -> dict[UUID, list[tuple[CouncilMember, Account]]]:
        """Return council → members with their accounts, each in the order of ``seated``. One query."""
        query = (
            select(CouncilMember, Account)
            .join(Account, Account.id == CouncilMember.account_id)
            .where(CouncilMember.council_id.in_(council_ids))
        )
        found: dict[UUID, list[tuple[CouncilMember, Account]]] = {}
        rows = [(row[0], row[1]) for row in await self._session.execute(query)]
        for member, account in sorted(rows, key=lambda row: (_PLACE[row[0].office], sort_key(row[1].full_name), row[1].id)):
            found.setdefault(member.council_id, []).append((member, account))
        return found


_PLACE = {Office.CHAIR: 0, Office.VICE_CHAIR: 1, Office.SECRETARY: 2, Office.MEMBER: 3}
