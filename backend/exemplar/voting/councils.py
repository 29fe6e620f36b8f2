"""Councils and who sits on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService, in_campaign
from exemplar.audit import service as audit
from exemplar.core.models import LocalText, new_id
from exemplar.voting.errors import CouncilNotFound, MemberInUse, MemberNotFound, OfficeNeedsRole, SecondChair
from exemplar.voting.models import Attendance, Council, CouncilMember, CouncilSession, Office, OpenVote
from exemplar.voting.repository import VotingRepository

ROLES_OF: dict[Office, tuple[Role, ...]] = {
    Office.CHAIR: (Role.CHAIR,),
    Office.VICE_CHAIR: (Role.CHAIR,),
    Office.SECRETARY: (Role.SECRETARY,),
    Office.MEMBER: (Role.MEMBER,),
}
"""Office → roles given in the campaign. A vice-chair leads in the chair's stead, so holds the chair's role."""


@dataclass(frozen=True, slots=True)
class SeatedCouncil:
    """A council with everyone on it."""

    council: Council
    members: list[tuple[CouncilMember, Account]]


class CouncilService:
    """Use cases of councils. Managers and secretaries of the campaign set them up (``rule.edit`` of the policy table)."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._voting = VotingRepository(session)

    async def of_campaign(self, actor: Actor, campaign_id: UUID) -> list[SeatedCouncil]:
        """Return the campaign's councils that ``actor`` may see, with their members. Three queries.

        Raises:
            CouncilNotFound: no such campaign, or no part in it.
        """
        if await self._voting.find_campaign(campaign_id) is None:
            raise CouncilNotFound
        sees = permissions.may(actor, "council.view", {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))
        if not sees:
            raise CouncilNotFound
        query = select(Council).where(Council.campaign_id == campaign_id).order_by(Council.created_at)
        councils = list(await self._session.scalars(query))
        seated = await self._voting.seated_in([council.id for council in councils])
        return [SeatedCouncil(council, seated.get(council.id, [])) for council in councils]

    async def create(self, actor: Actor | None, campaign_id: UUID, name: LocalText) -> Council:
        """Set a council up; ``actor`` is ``None`` only for the demo data.

        Raises:
            CouncilNotFound: no such campaign, or no part in it.
        """
        campaign = await self._voting.find_campaign(campaign_id)
        if campaign is None or not self._runs(actor, campaign_id):
            raise CouncilNotFound
        council = Council(campaign_id=campaign_id, name=name)
        self._session.add(council)
        await self._session.flush()
        self._note(actor, "council.created", council, campaign=campaign_id)
        return council

    async def appoint(self, actor: Actor | None, council_id: UUID, account_id: UUID, office: Office, *, votes: bool = True) -> None:
        """Seat somebody who holds the role that goes with the office in this campaign, or change their office.

        ``actor`` is ``None`` only for the demo data; then the roles come with the seat.

        Raises:
            OfficeNeedsRole: the role has to be asked for first, see ``accounts.role_requests``.
            CouncilNotFound, AccountNotFound: as their names say.
            SecondChair: another member is the chair.
            RolesCollide: the person holds a role that excludes sitting on a council.
        """
        council = await self._get(actor, council_id)
        chair = await self._session.scalar(
            select(CouncilMember.account_id).where(CouncilMember.council_id == council_id, CouncilMember.office == Office.CHAIR)
        )
        if office is Office.CHAIR and chair not in {None, account_id}:
            raise SecondChair
        accounts = AccountService(self._session, self._now)
        for role in ROLES_OF[office]:
            wanted = in_campaign(role, council.campaign_id)
            if actor is None:
                await accounts.grant(None, account_id, wanted)
            elif await accounts.is_free(account_id, wanted):
                raise OfficeNeedsRole(role=role.value)
        seat = insert(CouncilMember).values(id=new_id(), council_id=council_id, account_id=account_id, office=office, votes=votes)
        await self._session.execute(
            seat.on_conflict_do_update(constraint="member_once", set_={"office": seat.excluded.office, "votes": seat.excluded.votes})
        )
        self._note(actor, "council.member_appointed", council, account=account_id, office=office, votes=votes)

    async def dismiss(self, actor: Actor, council_id: UUID, account_id: UUID) -> None:
        """Take somebody off the council; the role that came with the seat goes too, unless another seat gives it.

        Raises:
            CouncilNotFound, MemberNotFound: as their names say.
            MemberInUse: they attended or voted.
        """
        council = await self._get(actor, council_id)
        sessions = select(CouncilSession.id).where(CouncilSession.council_id == council_id)
        attended = await self._session.scalar(
            select(Attendance.id).where(Attendance.account_id == account_id, Attendance.session_id.in_(sessions)).limit(1)
        )
        if attended or await self._session.scalar(select(OpenVote.id).where(OpenVote.account_id == account_id).limit(1)):
            raise MemberInUse
        gone = await self._session.scalar(
            delete(CouncilMember)
            .where(CouncilMember.council_id == council_id, CouncilMember.account_id == account_id)
            .returning(CouncilMember.id)
        )
        if gone is None:
            raise MemberNotFound
        await self._take_role_back(council.campaign_id, account_id)
        self._note(actor, "council.member_dismissed", council, account=account_id)

    async def _take_role_back(self, campaign_id: UUID, account_id: UUID) -> None:
        seats = select(CouncilMember.office).join(Council, Council.id == CouncilMember.council_id)
        kept = await self._session.scalars(seats.where(Council.campaign_id == campaign_id, CouncilMember.account_id == account_id))
        still_given = {role for office in kept for role in ROLES_OF[office]}
        accounts = AccountService(self._session, self._now)
        for role in {role for roles in ROLES_OF.values() for role in roles} - still_given:
            await accounts.take_away(None, account_id, in_campaign(role, campaign_id))

    async def get(self, actor: Actor, council_id: UUID) -> SeatedCouncil:
        """Return a council with its members for those who run it. Raises ``CouncilNotFound``."""
        council = await self._get(actor, council_id)
        return SeatedCouncil(council, await self._voting.seated(council_id))

    async def _get(self, actor: Actor | None, council_id: UUID) -> Council:
        council = await self._session.get(Council, council_id)
        if council is None or not self._runs(actor, council.campaign_id):
            raise CouncilNotFound
        return council

    @staticmethod
    def _runs(actor: Actor | None, campaign_id: UUID) -> bool:
        return actor is None or permissions.may(actor, "rule.edit", {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))

    def _note(self, actor: Actor | None, action: str, council: Council, **body: object) -> None:
        actor_id = actor.account_id if actor else None
        audit.record(self._session, actor_id=actor_id, action=action, about=("council", council.id), **body)
