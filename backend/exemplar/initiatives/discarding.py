"""Throwing a draft away that was never handed in. What was handed in once stays for ever."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.initiatives import policies, workflow
from exemplar.initiatives.access import look_up_own
from exemplar.initiatives.models import Attachment, Initiative
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.workflow import InitiativeAction
from exemplar.media import removing


class DiscardService:
    """The use case of deleting a draft."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._initiatives = InitiativeRepository(session)

    async def delete_draft(self, actor: Actor, initiative_id: UUID, seen_version: int) -> None:
        """Remove a draft with its authors and those of its files that nothing else of the unit names.

        Raises:
            InitiativeNotFound: unknown, or hidden from the actor.
            NotYourInitiative: visible, but of another unit.
            WrongState: it was handed in once.
            StaleVersion: somebody wrote in it after the actor looked.
        """
        seen = await look_up_own(self._session, actor, initiative_id)
        initiative = seen.initiative
        policies.require(actor, InitiativeAction.DELETE_DRAFT, initiative, seen.stands, self._now())
        workflow.after(initiative.state, InitiativeAction.DELETE_DRAFT)
        if initiative.version != seen_version:
            raise StaleVersion(yours=seen_version, current=initiative.version)
        files = await self._initiatives.files_of_it_alone(initiative.id)
        await self._session.execute(delete(Attachment).where(Attachment.initiative_id == initiative.id))
        await self._session.execute(delete(Initiative).where(Initiative.id == initiative.id))
        await removing.remove(self._session, actor.account_id, files)
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="initiative.draft_deleted",
            about=("initiative", initiative.id),
            campaign=initiative.campaign_id,
            unit=initiative.unit_id,
            files=len(files),
        )
