"""The open vote on one item: open, cast, close, count, void. A roll call: nothing in it is secret once it is counted.

Casting is one statement that takes the item's row for share, so closing waits for casts in flight and no vote enters
after it; the unique key makes a vote count once however often it is sent. See decisions/0062-one-statement-casts.md.
"""

import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import NotAllowed
from exemplar.core.events import announce
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.ranking import ranking
from exemplar.voting import policies
from exemplar.voting.agenda import meets, score_document
from exemplar.voting.errors import (
    AnotherItemOpen,
    ChoiceNotOffered,
    InitiativeNotDecidable,
    ItemNotFound,
    MemberRecused,
    NotCheckedIn,
    NotOnRoll,
    QuorumMissed,
    ScoreGateMissed,
    TooFewSeats,
    VoteAlreadyCast,
    VoteClosed,
    WrongState,
)
from exemplar.voting.events import ItemTallied
from exemplar.voting.models import AgendaItem, CouncilRule, OpenVote
from exemplar.voting.recusals import recuse_computed
from exemplar.voting.repository import Meeting, VotingRepository
from exemplar.voting.roll import digest_of, frozen_roll, heard, seats_of
from exemplar.voting.rulebook import RuleBook
from exemplar.voting.rules import Choice, RuleDefinition
from exemplar.voting.tally import ScoreSeen, Tally, quorum_of, tally
from exemplar.voting.workflow import CouncilSessionState, ItemAction, ItemState, item_after

FEWEST_SEATS = 3
"""A council decides together: with fewer voting seats than this no vote opens, whatever the rule says."""

WITHDRAWN_REASON = "initiative_withdrawn"


@dataclass(frozen=True, slots=True)
class VoteReceipt:
    """What the member keeps: the vote, when the database took it, and 20 characters that are in the log too."""

    item_id: UUID
    choice: Choice
    cast_at: datetime
    receipt: str


@dataclass(frozen=True, slots=True)
class _Place:
    """An item, locked, with its meeting."""

    item: AgendaItem
    meeting: Meeting


class PollService:
    """Use cases of a vote."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._voting = VotingRepository(session)

    async def open(self, actor: Actor, item_id: UUID) -> AgendaItem:
        """Freeze rule and roll, and let the members vote; for the chair or a vice-chair.

        Raises:
            ItemNotFound, NotAllowed, ConfirmationRequired: as their names say.
            WrongState: the item is not pending, or the meeting is not in session.
            AnotherItemOpen: one vote at a time.
            InitiativeNotDecidable: it is no longer accepted.
            RuleMissing: the category has no rule.
            ScoreGateMissed: review says too little.
            TooFewSeats: the council has fewer than ``FEWEST_SEATS`` that vote.
            QuorumMissed: too few are there, or nobody who may lead.
        """
        initiative_state = await self._held_initiative(item_id)
        place = await self._locked(actor, item_id)
        item, meeting = place.item, place.meeting
        policies.require_leader(actor, "council.open", meeting.standing, self._now())
        state = item_after(item.state, ItemAction.OPEN)
        await self._require_openable(meeting, initiative_state)
        rule = await RuleBook(self._session, self._now).rule_for_vote(item.category_id)
        definition = RuleDefinition.model_validate(rule.definition)
        item.score = await self._passing_score(item, meeting.council.campaign_id, definition)
        members = await self._voting.members(meeting.council.id)
        await recuse_computed(self._session, members, [item])
        recusals = await self._voting.recusals([item.id])
        roll = frozen_roll(members, await self._voting.presence(meeting.session.id), recusals)
        if len(roll) < FEWEST_SEATS:
            raise TooFewSeats(seats=len(roll), needed=FEWEST_SEATS)
        quorum = quorum_of(definition, seats_of(roll))
        if not quorum.pop("met"):
            raise QuorumMissed(**quorum)
        opened_at = (await self._session.execute(select(func.clock_timestamp()))).scalar_one()
        item.rule, item.roll = _copy_of(rule, definition), roll
        item.rule_digest = digest_of(item.rule)
        item.state, item.opened_at = state, opened_at
        await self._session.flush()
        digests = {"rule_sha256": item.rule_digest.hex(), "roll_sha256": digest_of(roll).hex()}
        self._note(actor, "agenda_item.opened", item.id, rule=rule.id, **digests)
        return item

    async def cast(self, actor: Actor, item_id: UUID, choice: Choice) -> VoteReceipt:
        """Vote. The same choice sent again gets the same receipt, whenever it comes.

        Raises:
            ItemNotFound, NotAllowed, ConfirmationRequired: as their names say.
            VoteAlreadyCast: with another choice; votes are final.
            VoteClosed: too late; nothing was cast.
            WrongState: the vote has not opened, or was made void.
            NotOnRoll, MemberRecused, NotCheckedIn: why the actor has no vote here.
            ChoiceNotOffered: the rule does not offer it.
        """
        booth = await self._voting.find_booth(item_id, actor.account_id)
        if booth is None or not policies.may_see(actor, booth.standing, booth.session_state):
            raise ItemNotFound
        policies.require(actor, "vote.cast", booth.standing, self._now())
        receipt = base64.b32encode(secrets.token_bytes(13)).decode()[:20]
        cast_at = await self._voting.drop(item_id, actor.account_id, choice, receipt)
        if cast_at is None:
            return await self._answer_again(actor, item_id, choice)
        self._note(actor, "vote.cast", item_id, receipt=receipt)
        return VoteReceipt(item_id, choice, cast_at, receipt)

    async def close(self, actor: Actor, item_id: UUID) -> AgendaItem:
        """End the vote; waits for casts in flight. Of two who close at once, one does and the other is told.

        Raises:
            ItemNotFound, NotAllowed, ConfirmationRequired: as their names say.
            WrongState: it is not open (any more).
        """
        item = await self._voting.find_item(item_id)
        meeting = await self._voting.find_meeting(item.session_id, actor.account_id) if item else None
        if item is None or meeting is None or not policies.may_see(actor, meeting.standing, meeting.session.state):
            raise ItemNotFound
        policies.require_leader(actor, "council.close", meeting.standing, self._now())
        # Take the row first: an UPDATE works its values out before it waits, and no vote may be younger than the closing.
        await self._session.execute(select(AgendaItem.id).where(AgendaItem.id == item_id).with_for_update())
        closed = await self._session.scalar(
            update(AgendaItem)
            .where(AgendaItem.id == item_id, AgendaItem.state == ItemState.OPEN)
            .values(state=item_after(ItemState.OPEN, ItemAction.CLOSE), closed_at=func.clock_timestamp())
            .returning(AgendaItem.id)
            .execution_options(synchronize_session=False)
        )
        await self._session.refresh(item)
        if closed is None:
            raise WrongState(state=item.state.value, action=ItemAction.CLOSE.value)
        self._note(actor, "agenda_item.closed", item.id, votes=len(await self._voting.votes(item_id)))
        return item

    async def count(self, actor: Actor, item_id: UUID) -> Tally:
        """Apply the frozen rule to the votes and announce the result; for the secretary, or who leads.

        Raises:
            ItemNotFound, NotAllowed, WrongState: as their names say.
        """
        place = await self._locked(actor, item_id)
        policies.require_counter(actor, place.meeting.standing)
        item = place.item
        state = item_after(item.state, ItemAction.TALLY)
        if item.rule is None or item.roll is None:
            raise WrongState(state=item.state.value, action=ItemAction.TALLY.value)
        votes = await self._voting.votes(item_id)
        definition = RuleDefinition.model_validate(item.rule["definition"])
        choices = heard(item.roll, {vote.account_id: vote.choice for vote in votes})
        result = tally(definition, seats_of(item.roll), choices, _score_seen(item, definition))
        item.tally, item.state = result.as_dict(), state
        await self._session.flush()
        spoken = [[str(vote.account_id), vote.choice.value, vote.receipt] for vote in votes]
        self._note(
            actor,
            "agenda_item.tallied",
            item.id,
            passed=result.passed,
            counts=result.counts,
            votes_needed=result.votes_needed,
            votes_sha256=digest_of(spoken).hex(),
        )
        await announce(self._session, ItemTallied(item_id=item.id, initiative_id=item.initiative_id, passed=result.passed))
        return result

    async def void(self, actor: Actor, item_id: UUID, reason: str) -> AgendaItem:
        """Declare an item void; votes already cast stay on record and decide nothing. Raises ``WrongState`` once counted."""
        place = await self._locked(actor, item_id)
        policies.require_counter(actor, place.meeting.standing)
        if place.meeting.session.state is not CouncilSessionState.IN_SESSION:
            raise WrongState(state=place.meeting.session.state.value, action=ItemAction.VOID.value)
        self._make_void(place.item, reason)
        self._note(actor, "agenda_item.voided", place.item.id)
        return place.item

    async def void_withdrawn(self, initiative_id: UUID) -> None:
        """Take a withdrawn initiative off every agenda where it is not counted yet; for the system."""
        query = select(AgendaItem).where(
            AgendaItem.initiative_id == initiative_id, AgendaItem.state.not_in([ItemState.TALLIED, ItemState.VOID])
        )
        for item in await self._session.scalars(query.with_for_update()):
            self._make_void(item, WITHDRAWN_REASON)
            audit.record(self._session, actor_id=None, action="agenda_item.voided", about=("agenda_item", item.id))

    @staticmethod
    def _make_void(item: AgendaItem, reason: str) -> None:
        item.state = item_after(item.state, ItemAction.VOID)
        item.void_reason = reason

    async def _locked(self, actor: Actor, item_id: UUID) -> _Place:
        # The session's row before the item's, always in this order, so that two use cases never wait for each other.
        session_id = await self._session.scalar(select(AgendaItem.session_id).where(AgendaItem.id == item_id))
        meeting = await self._voting.find_meeting(session_id, actor.account_id, lock=True) if session_id else None
        item = await self._voting.find_item(item_id, lock=True)
        if item is None or meeting is None or not policies.may_see(actor, meeting.standing, meeting.session.state):
            raise ItemNotFound
        return _Place(item, meeting)

    async def _held_initiative(self, item_id: UUID) -> InitiativeState | None:
        # Before the item's row, as a withdrawal takes them, so that the two never wait for each other.
        query = select(Initiative.state).join(AgendaItem, AgendaItem.initiative_id == Initiative.id).where(AgendaItem.id == item_id)
        state: InitiativeState | None = await self._session.scalar(query.with_for_update(read=True, of=Initiative))
        return state

    async def _require_openable(self, meeting: Meeting, initiative_state: InitiativeState | None) -> None:
        if meeting.session.state is not CouncilSessionState.IN_SESSION:
            raise WrongState(state=meeting.session.state.value, action=ItemAction.OPEN.value)
        if any(other.state is ItemState.OPEN for other in await self._voting.items(meeting.session.id)):
            raise AnotherItemOpen
        if initiative_state is not InitiativeState.ACCEPTED:
            raise InitiativeNotDecidable

    async def _passing_score(self, item: AgendaItem, campaign_id: UUID, definition: RuleDefinition) -> dict[str, Any]:
        entries = await ranking(self._session, campaign_id, item.category_id)
        entry = next((one for one in entries if one.initiative_id == item.initiative_id), None)
        score, gate = score_document(entry), definition.score_gate
        if gate is not None and not meets(gate, entry):
            facts = {"percent_hundredths": score["percent_hundredths"], "sheets": score["sheets"]}
            raise ScoreGateMissed(**facts, min_percent=gate.min_percent, min_sheets=gate.min_sheets)
        return score

    async def _answer_again(self, actor: Actor, item_id: UUID, choice: Choice) -> VoteReceipt:
        vote = await self._voting.find_vote(item_id, actor.account_id)
        if vote is not None:
            return _same_or_refused(vote, choice)
        item = await self._session.get(AgendaItem, item_id, populate_existing=True)
        if item is None:
            raise ItemNotFound
        if item.state in {ItemState.CLOSED, ItemState.TALLIED}:
            raise VoteClosed(closed_at=item.closed_at.isoformat() if item.closed_at else None)
        if item.state is not ItemState.OPEN:
            raise WrongState(state=item.state.value, action=ItemAction.VOTE.value)
        raise _why_no_vote(actor, item.roll or [], choice, (item.rule or {})["choices"])

    def _note(self, actor: Actor, action: str, item_id: UUID, **body: object) -> None:
        audit.record(self._session, actor_id=actor.account_id, action=action, about=("agenda_item", item_id), **body)


def _same_or_refused(vote: OpenVote, choice: Choice) -> VoteReceipt:
    if vote.choice is not choice:
        raise VoteAlreadyCast(cast_at=vote.cast_at.isoformat())
    return VoteReceipt(vote.item_id, vote.choice, vote.cast_at, vote.receipt)


def _why_no_vote(actor: Actor, roll: Sequence[dict[str, Any]], choice: Choice, choices: Sequence[str]) -> NotAllowed | ChoiceNotOffered:
    seat = next((seat for seat in roll if seat["account_id"] == str(actor.account_id)), None)
    if seat is None:
        return NotOnRoll()
    if seat["recused"]:
        return MemberRecused()
    if not seat["present"]:
        return NotCheckedIn()
    # What is left is a conflict that came after the opening and that nobody has declared.
    return MemberRecused() if choice.value in choices else ChoiceNotOffered(choice=choice.value, offered=list(choices))


def _score_seen(item: AgendaItem, definition: RuleDefinition) -> ScoreSeen | None:
    if definition.score_gate is None or item.score is None:
        return None
    # The gate was judged, exactly, when the vote opened; no vote opens without it.
    return ScoreSeen(item.score["percent_hundredths"], item.score["sheets"], met=True)


def _copy_of(rule: CouncilRule, definition: RuleDefinition) -> dict[str, Any]:
    return {
        "id": str(rule.id),
        "code": rule.code,
        "number": rule.number,
        "name": rule.name,
        "legal_basis": rule.legal_basis,
        "definition": definition.model_dump(mode="json"),
        "choices": [choice.value for choice in definition.choices],
    }
