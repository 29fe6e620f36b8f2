"""Councils and who sits on them."""

from collections.abc import Callable, Iterable
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
from exemplar.campaigns.errors import CampaignNotFound
from exemplar.campaigns.service import CampaignService
from exemplar.core.models import LocalText, new_id
from exemplar.voting.errors import CouncilNotFound, CouncilSits, MemberInUse, MemberNotFound, OfficeNeedsRole, OwnSeat, SecondChair
from exemplar.voting.models import Attendance, Council, CouncilMember, CouncilSession, Office, OpenVote
from exemplar.voting.repository import VotingRepository
from exemplar.voting.workflow import CouncilSessionState

ROLES_OF: dict[Office, tuple[Role, ...]] = {
    Office.CHAIR: (Role.CHAIR,),
    Office.VICE_CHAIR: (Role.CHAIR,),
    Office.SECRETARY: (Role.SECRETARY,),
    Office.MEMBER: (Role.MEMBER,),
}
"""Office → roles given in the campaign. A vice-chair leads in the chair's stead, so holds the chair's role."""

SEATING = "role.request"
"""Who seats a council asks for its roles too: the manager of the campaign, with the password given again."""


@dataclass(frozen=True, slots=True)
class SeatedCouncil:
    """A council with everyone on it."""

    council: Council
    members: list[tuple[CouncilMember, Account]]


class CouncilService:
    """Use cases of councils. The campaign's manager sets them up (see ``SEATING``); nobody seats themselves."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._voting = VotingRepository(session)

    async def of_campaign(self, actor: Actor, campaign_id: UUID) -> list[SeatedCouncil]:
        """Return the campaign's councils that ``actor`` may see, with their members. Three queries.

        Raises:
            CouncilNotFound: no such campaign, or no part in it.
        """
        if not _sees(actor, campaign_id):
            raise CouncilNotFound
        try:
            await CampaignService(self._session, self._now).get(actor, campaign_id)
        except CampaignNotFound:
            raise CouncilNotFound from None
        query = select(Council).where(Council.campaign_id == campaign_id).order_by(Council.created_at)
        councils = list(await self._session.scalars(query))
        seated = await self._voting.seated_in([council.id for council in councils])
        return [SeatedCouncil(council, seated.get(council.id, [])) for council in councils]

    async def create(self, actor: Actor | None, campaign_id: UUID, name: LocalText) -> Council:
        """Set a council up; ``actor`` is ``None`` only for the demo data.

        Raises:
            CouncilNotFound: no such campaign, or no part in it.
            NotAllowed, ConfirmationRequired: see ``SEATING``.
        """
        if await self._voting.find_campaign(campaign_id) is None:
            raise CouncilNotFound
        self._require_seating(actor, campaign_id)
        council = Council(campaign_id=campaign_id, name=name)
        self._session.add(council)
        await self._session.flush()
        self._note(actor, "council.created", council, campaign=campaign_id)
        return council

    async def appoint(self, actor: Actor | None, council_id: UUID, account_id: UUID, office: Office, *, votes: bool = True) -> None:
        """Seat somebody who holds the role that goes with the office in this campaign, or change their office.

        With the old office goes its role, unless another seat in the campaign asks for it. ``actor`` is ``None`` only for the
        demo data; then the roles come with the seat.

        Raises:
            OfficeNeedsRole: the role has to be asked for first, see ``accounts.role_requests``.
            CouncilNotFound, AccountNotFound: as their names say.
            NotAllowed, ConfirmationRequired: see ``SEATING``.
            OwnSeat: the actor would seat themselves.
            CouncilSits: a meeting of the council is in session.
            SecondChair: another member is the chair.
            RolesCollide: the person holds a role that excludes sitting on a council.
        """
        council = await self._free_to_change(actor, council_id, account_id)
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
        before = await self._session.scalar(
            select(CouncilMember.office).where(CouncilMember.council_id == council_id, CouncilMember.account_id == account_id)
        )
        seat = insert(CouncilMember).values(id=new_id(), council_id=council_id, account_id=account_id, office=office, votes=votes)
        await self._session.execute(
            seat.on_conflict_do_update(constraint="member_once", set_={"office": seat.excluded.office, "votes": seat.excluded.votes})
        )
        if before is not None:
            await self._take_roles_back(council.campaign_id, account_id, ROLES_OF[before])
        self._note(actor, "council.member_appointed", council, account=account_id, office=office, votes=votes)

    async def dismiss(self, actor: Actor, council_id: UUID, account_id: UUID) -> None:
        """Take somebody off the council; the role that came with the seat goes too, unless another seat gives it.

        Raises:
            CouncilNotFound, MemberNotFound: as their names say.
            NotAllowed, ConfirmationRequired, OwnSeat, CouncilSits: as for ``appoint``.
            MemberInUse: they attended or voted.
        """
        council = await self._free_to_change(actor, council_id, account_id)
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
        await self._take_roles_back(council.campaign_id, account_id, {role for roles in ROLES_OF.values() for role in roles})
        self._note(actor, "council.member_dismissed", council, account=account_id)

    async def _take_roles_back(self, campaign_id: UUID, account_id: UUID, roles: Iterable[Role]) -> None:
        seats = select(CouncilMember.office).join(Council, Council.id == CouncilMember.council_id)
        kept = await self._session.scalars(seats.where(Council.campaign_id == campaign_id, CouncilMember.account_id == account_id))
        still_given = {role for office in kept for role in ROLES_OF[office]}
        accounts = AccountService(self._session, self._now)
        for role in sorted(set(roles) - still_given):
            await accounts.take_away(None, account_id, in_campaign(role, campaign_id))

    async def get(self, actor: Actor, council_id: UUID) -> SeatedCouncil:
        """Return a council with its members. Raises ``CouncilNotFound``."""
        council = await self._session.get(Council, council_id)
        if council is None or not _sees(actor, council.campaign_id):
            raise CouncilNotFound
        return SeatedCouncil(council, await self._voting.seated(council_id))

    async def _free_to_change(self, actor: Actor | None, council_id: UUID, account_id: UUID) -> Council:
        # Locked, as a meeting that starts locks it, so that nobody is seated or dismissed in the moment between.
        query = select(Council).where(Council.id == council_id).with_for_update(key_share=True)
        council = await self._session.scalar(query.execution_options(populate_existing=True))
        if council is None:
            raise CouncilNotFound
        self._require_seating(actor, council.campaign_id)
        if actor is not None and actor.account_id == account_id:
            raise OwnSeat
        sits = select(CouncilSession.id).where(
            CouncilSession.council_id == council_id, CouncilSession.state == CouncilSessionState.IN_SESSION
        )
        if await self._session.scalar(sits.limit(1)):
            raise CouncilSits
        return council

    def _require_seating(self, actor: Actor | None, campaign_id: UUID) -> None:
        if actor is None:
            return
        if not _sees(actor, campaign_id):
            raise CouncilNotFound
        permissions.require(actor, SEATING, self._now(), {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))

    def _note(self, actor: Actor | None, action: str, council: Council, **body: object) -> None:
        actor_id = actor.account_id if actor else None
        audit.record(self._session, actor_id=actor_id, action=action, about=("council", council.id), **body)


def _sees(actor: Actor, campaign_id: UUID) -> bool:
    return permissions.may(actor, "council.view", {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))
