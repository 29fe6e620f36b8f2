"""Reading initiatives, taking them back, and what follows from the council's decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.service import CampaignService
from exemplar.core.errors import FieldFault, StaleVersion
from exemplar.core.events import announce
from exemplar.initiatives import changes, content, policies, workflow
from exemplar.initiatives.access import Seen, look_up, look_up_own
from exemplar.initiatives.assembly import gather, missing
from exemplar.initiatives.changes import Changes
from exemplar.initiatives.content import Content
from exemplar.initiatives.errors import InitiativeNotFound, RevisionNotFound
from exemplar.initiatives.events import InitiativeRecognised, InitiativeWithdrawn
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.repository import Found, InitiativeRepository
from exemplar.initiatives.workflow import InitiativeAction
from exemplar.media.models import MediaFile


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative as one reader sees it.

    ``content`` is what is being written for the unit and its authors, else what was last handed in. ``authors`` are rows
    of the draft, for those who see it. ``phases`` are the campaign's, in order.
    """

    reader_id: UUID
    seen: Seen
    actions: list[InitiativeAction]
    place: Found
    content: Content
    authors: Sequence[Found]
    media: dict[UUID, MediaFile]
    form: FormDefinition
    phases: Sequence[Any]
    decisions: Sequence[Found]
    revisions: Sequence[Found]


class InitiativeService:
    """Use cases of an initiative as a whole."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._initiatives = InitiativeRepository(session)
        self._campaigns = CampaignService(session, now)

    async def own(self, actor: Actor, after: UUID | None, limit: int) -> list[tuple[Found, list[InitiativeAction]]]:
        """Return entries of the actor's units and those that name them as author, newest first, with what they can do."""
        rows = await self._initiatives.own(actor, after, limit)
        return [(row, self._actions(actor, row.Initiative)) for row in rows]

    def _actions(self, actor: Actor, initiative: Initiative) -> list[InitiativeAction]:
        return policies.open_actions(actor, initiative, policies.relations(actor, initiative, is_conflicted=True))

    async def read(self, actor: Actor, initiative_id: UUID) -> InitiativeView:
        """Return an initiative. Raises ``InitiativeNotFound`` for whoever may not know of it."""
        seen = await look_up(self._session, actor, initiative_id)
        initiative = seen.initiative
        draft = await gather(self._initiatives, initiative)
        shown = draft.content(initiative.code) if seen.sees_draft else (await self._current(initiative)).content
        return InitiativeView(
            reader_id=actor.account_id,
            seen=seen,
            actions=policies.open_actions(actor, initiative, seen.stands),
            place=draft.place,
            content=shown,
            authors=draft.authors if seen.sees_draft else [],
            media=await self._initiatives.media([UUID(file["media_id"]) for file in shown["attachments"]]),
            form=await self._campaigns.form_of(initiative.form_version_id),
            phases=(await self._campaigns.phases_of(initiative.campaign_id)).get(initiative.campaign_id, []),
            decisions=await self._initiatives.decisions(initiative.id),
            revisions=await self._initiatives.revisions(initiative.id),
        )

    async def _current(self, initiative: Initiative) -> Revision:
        revision = await self._initiatives.current_revision(initiative)
        if revision is None:
            raise InitiativeNotFound
        return revision

    async def draft(self, actor: Actor, initiative_id: UUID) -> Initiative:
        """Return the texts as they are now, for a writer whose save was refused. Raises ``InitiativeNotFound``."""
        seen = await look_up(self._session, actor, initiative_id)
        if not seen.sees_draft:
            raise InitiativeNotFound
        return seen.initiative

    async def preview(self, actor: Actor, initiative_id: UUID) -> tuple[Content, list[FieldFault]]:
        """Return what the public would see, and what is still missing before it can be handed in.

        Raises:
            InitiativeNotFound: unknown, or the actor does not see the draft.
        """
        initiative = await self.draft(actor, initiative_id)
        form = await self._campaigns.form_of(initiative.form_version_id)
        draft = await gather(self._initiatives, initiative)
        return content.public(draft.content(initiative.code), form), missing(draft, form)

    async def revision(self, actor: Actor, initiative_id: UUID, number: int) -> Revision:
        """Return a revision. Raises ``InitiativeNotFound`` or ``RevisionNotFound``."""
        await look_up(self._session, actor, initiative_id)
        found = await self._initiatives.revision(initiative_id, number)
        if found is None:
            raise RevisionNotFound
        return found

    async def form_of(self, revision: Revision) -> FormDefinition:
        """Return the form that a revision answers."""
        return await self._campaigns.form_of(revision.form_version_id)

    async def revisions(self, actor: Actor, initiative_id: UUID) -> Sequence[Found]:
        """Return the revisions without their content, oldest first. Raises ``InitiativeNotFound``."""
        await look_up(self._session, actor, initiative_id)
        return await self._initiatives.revisions(initiative_id)

    async def changes(self, actor: Actor, initiative_id: UUID, *, older: int, newer: int) -> tuple[Changes, FormDefinition]:
        """Return what changed between two revisions, with the form of the newer. Raises as ``revision``."""
        before = await self.revision(actor, initiative_id, older)
        after = await self.revision(actor, initiative_id, newer)
        return changes.between(before.content, after.content), await self._campaigns.form_of(after.form_version_id)

    async def withdraw(self, actor: Actor, initiative_id: UUID, seen_version: int) -> Initiative:
        """Take an entry back, at any time before the council's decision; what reviews or votes on it hears of it.

        Raises:
            InitiativeNotFound: unknown, or hidden from the actor.
            NotYourInitiative: visible, but the actor does not lead the unit. ConfirmationRequired: the password is asked again.
            WrongState: not handed in, or decided already.
            StaleVersion: somebody changed it after the actor looked.
        """
        seen = await look_up_own(self._session, actor, initiative_id)
        initiative = seen.initiative
        policies.require(actor, InitiativeAction.WITHDRAW, initiative, seen.stands, self._now())
        state = workflow.after(initiative.state, InitiativeAction.WITHDRAW)
        if initiative.version != seen_version:
            raise StaleVersion(yours=seen_version, current=initiative.version)
        initiative.state, initiative.withdrawn_at, initiative.resubmit_until = state, func.clock_timestamp(), None
        initiative.version += 1
        await self._session.flush()
        await self._session.refresh(initiative)
        audit.record(
            self._session, actor_id=actor.account_id, action="initiative.withdrawn", about=("initiative", initiative.id), state=state
        )
        await announce(self._session, InitiativeWithdrawn(initiative.id))
        return initiative

    async def recognise(self, initiative_id: UUID, actor_id: UUID) -> Initiative:
        """Note that a released decision honours it; called by awards, which has asked who may.

        Raises:
            InitiativeNotFound: no such initiative.
            WrongState: it is not one the council could decide on.
        """
        initiative = await self._conclude(initiative_id, actor_id, InitiativeAction.RECOGNISE)
        await announce(self._session, InitiativeRecognised(initiative.id))
        return initiative

    async def decline(self, initiative_id: UUID, actor_id: UUID) -> Initiative:
        """Note that a released decision does not honour it. Raises as ``recognise``."""
        return await self._conclude(initiative_id, actor_id, InitiativeAction.DECLINE)

    async def _conclude(self, initiative_id: UUID, actor_id: UUID, action: InitiativeAction) -> Initiative:
        initiative = await self._initiatives.find_for_update(initiative_id)
        if initiative is None:
            raise InitiativeNotFound
        initiative.state = workflow.after(initiative.state, action)
        initiative.version += 1
        await self._session.flush()
        name = f"initiative.{initiative.state.value}"
        audit.record(self._session, actor_id=actor_id, action=name, about=("initiative", initiative.id), state=initiative.state)
        return initiative
