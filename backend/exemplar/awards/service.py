"""Decisions: proposed by the secretary from what the council counted, released by somebody else, all or nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.awards import policies, workflow
from exemplar.awards.certificates import CertificateService, payload_of
from exemplar.awards.errors import AlreadyDecided, DecisionNotFound, ItemNotTallied, SecondPersonRequired
from exemplar.awards.events import AwardReleased
from exemplar.awards.models import Certificate, Decision
from exemplar.awards.policies import Standing
from exemplar.awards.repository import DecisionRepository, Found
from exemplar.awards.workflow import DecisionAction, DecisionState
from exemplar.core.errors import NotAllowed
from exemplar.core.events import announce
from exemplar.core.models import new_id
from exemplar.initiatives import workflow as initiative_workflow
from exemplar.initiatives.service import InitiativeService
from exemplar.initiatives.telling import tell_people
from exemplar.initiatives.workflow import InitiativeAction
from exemplar.notifications.service import NotificationService
from exemplar.voting.workflow import ItemState


class DecisionService:
    """Use cases of decisions."""

    def __init__(
        self,
        session: AsyncSession,
        now: Callable[[], datetime],
        initiatives: InitiativeService,
        certificates: CertificateService,
        notifications: NotificationService,
    ) -> None:
        self._session = session
        self._now = now
        self._initiatives = initiatives
        self._certificates = certificates
        self._notifications = notifications
        self._decisions = DecisionRepository(session)

    async def candidates(self, actor: Actor) -> list[tuple[Found, bool]]:
        """Return the counted items that wait for a decision, each with whether the actor may propose it.

        Whoever is in conflict about one does not learn from here how the council counted.
        """
        rows = [row for row in await self._decisions.candidates(actor) if not row.is_conflicted]
        return [(row, policies.may(actor, policies.PROPOSE, _standing_to_item(row))) for row in rows]

    async def all(self, actor: Actor) -> Sequence[Found]:
        """Return the decisions that the actor may know of, newest first, without the dropped ones.

        Whoever is in conflict about one hears of it when it is released, as everybody does.
        """
        rows = await self._decisions.all(actor)
        return [row for row in rows if not row.is_conflicted or row.Decision.state is DecisionState.RELEASED]

    async def propose(self, actor: Actor, item_ids: Sequence[UUID]) -> Sequence[Found]:
        """Propose a decision for each counted item, as the tally says; all of them or none.

        Raises:
            DecisionNotFound: an item is unknown, or of a campaign the actor has no part in.
            NotAllowed: the actor is not the secretary of the council, or in conflict.
            ItemNotTallied: the council has not finished with an item.
            AlreadyDecided: an initiative already has a decision.
            initiatives.errors.WrongState: an initiative no longer waits for one.
        """
        rows = await self._decisions.items_for_update(actor, item_ids)
        if len(rows) != len(set(item_ids)):
            raise DecisionNotFound
        proposed = [await self._propose_one(actor, row) for row in rows]
        return await self._decisions.some(actor, proposed)

    async def _propose_one(self, actor: Actor, row: Found) -> UUID:
        item, initiative, standing = row.AgendaItem, row.Initiative, _standing_to_item(row)
        self._require(actor, policies.PROPOSE, standing)
        if item.state is not ItemState.TALLIED:
            raise ItemNotTallied(state=item.state.value)
        if await self._decisions.has_live_decision(initiative.id):
            raise AlreadyDecided(code=initiative.code)
        recognised = bool(item.tally["passed"])
        initiative_workflow.after(initiative.state, InitiativeAction.RECOGNISE if recognised else InitiativeAction.DECLINE)
        decision = Decision(
            id=new_id(),
            item_id=item.id,
            campaign_id=initiative.campaign_id,
            initiative_id=initiative.id,
            revision_id=initiative.current_revision_id,
            category_id=item.category_id,
            recognised=recognised,
            award_name=row.Category.award_name,
            proposed_by=actor.account_id,
        )
        self._session.add(decision)
        await self._session.flush()
        self._note(actor, "decision.proposed", decision, recognised=recognised)
        return decision.id

    async def drop(self, actor: Actor, decision_id: UUID) -> None:
        """Take a proposal back, so that the item can be proposed again.

        Raises:
            DecisionNotFound: unknown or out of sight.
            NotAllowed: neither the secretary nor whoever could release it.
            WrongState: it was released or dropped.
        """
        await self._decisions.lock([decision_id])
        rows = await self._decisions.some(actor, [decision_id])
        if not rows:
            raise DecisionNotFound
        standing = standing_to(rows[0])
        if not any(policies.may(actor, action, standing) for action in (policies.PROPOSE, policies.RELEASE)):
            raise NotAllowed(action=policies.PROPOSE)
        decision = rows[0].Decision
        decision.state = workflow.decision_after(decision.state, DecisionAction.DROP)
        self._note(actor, "decision.dropped", decision)

    async def release(self, actor: Actor, decision_ids: Sequence[UUID]) -> Sequence[Found]:
        """Publish decisions: initiatives reach their end, certificates are issued, people are told; all of it or nothing.

        Raises:
            DecisionNotFound: one is unknown or out of sight.
            NotAllowed: neither chair of the council nor manager of the campaign, or in conflict.
            ConfirmationRequired: the password was confirmed too long ago.
            SecondPersonRequired: the actor proposed one of them.
            WrongState: one is not a proposal any more.
        """
        await self._decisions.lock(decision_ids)
        rows = await self._decisions.some(actor, decision_ids)
        if len(rows) != len(set(decision_ids)):
            raise DecisionNotFound
        for row in rows:
            self._require(actor, policies.RELEASE, standing_to(row))
        own = [row.code for row in rows if row.Decision.proposed_by == actor.account_id]
        if own:
            raise SecondPersonRequired(codes=own)
        released_at = await self._decisions.clock()
        for row in rows:
            await self._release_one(actor, row, released_at)
        await self._session.flush()
        return await self._decisions.some(actor, decision_ids)

    async def _release_one(self, actor: Actor, row: Found, released_at: datetime) -> None:
        decision: Decision = row.Decision
        decision.state = workflow.decision_after(decision.state, DecisionAction.RELEASE)
        decision.released_by, decision.released_at = actor.account_id, released_at
        await self._session.flush()
        self._note(actor, "decision.released", decision, recognised=decision.recognised)
        if not decision.recognised:
            initiative = await self._initiatives.decline(decision.initiative_id, actor.account_id)
            await tell_people(self._session, self._notifications, initiative, "initiative_not_recognised", decision.id)
            return
        await self._initiatives.recognise(decision.initiative_id, actor.account_id)
        certificate = await self._certificates.issue(actor, decision, payload_of(row), released_at)
        await announce(self._session, AwardReleased(decision.id, decision.initiative_id, decision.revision_id))
        await self._tell_authors(decision, certificate, row.content["title"])

    async def _tell_authors(self, decision: Decision, certificate: Certificate, title: str) -> None:
        for reader in await self._decisions.readers(decision.initiative_id):
            award = decision.award_name.get(reader.language) or decision.award_name["vi"]
            await self._notifications.tell(
                reader,
                "award_released",
                fact=f"decision:{decision.id}",
                link=f"/c/{certificate.public_code}",
                award=award,
                title=title,
            )

    def _require(self, actor: Actor, action: str, standing: Standing) -> None:
        permissions.require(actor, action, self._now(), policies.relations(actor, action, standing), standing.scope)

    def _note(self, actor: Actor, action: str, decision: Decision, **body: Any) -> None:
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action=action,
            about=("decision", decision.id),
            initiative=decision.initiative_id,
            **body,
        )


def standing_to(row: Found) -> Standing:
    """Return how the actor who asked stands to the decision in ``row``."""
    return Standing(row.Decision.campaign_id, row.office, row.is_conflicted)


def _standing_to_item(row: Found) -> Standing:
    return Standing(row.Initiative.campaign_id, row.office, row.is_conflicted)
