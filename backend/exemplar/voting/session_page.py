"""A session as one reader may see it: what nobody may know yet is left out here, field by field.

Whoever is in conflict about an item sees neither score nor count of it until the decision is released.
While a vote is open or closed the choices stay unknown to everyone; the secretary and who leads see who has not voted.
Once it is counted, all who may see the tally see the roll call.
"""

from typing import Any, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.conflicts import conflicts_of
from exemplar.voting import policies
from exemplar.voting.errors import SessionNotFound
from exemplar.voting.models import AgendaItem, CouncilRule, OpenVote, Recusal, RecusalKind
from exemplar.voting.policies import Part, Standing
from exemplar.voting.queries import AgendaRow, SessionSheet, session_sheet
from exemplar.voting.roll import frozen_roll, seats_of
from exemplar.voting.rules import Denominator, RuleDefinition
from exemplar.voting.schemas import (
    AgendaItemRead,
    CouncilSessionRead,
    ItemRuleRead,
    OwnPartRead,
    QuorumRead,
    RecusalRead,
    RollCallRead,
    ScoreRead,
    SeatRead,
    TallyRead,
    TurnoutRead,
    VoteReceiptRead,
)
from exemplar.voting.tally import headcount, quorum_of, votes_needed
from exemplar.voting.workflow import ItemState

RUNNING = frozenset({ItemState.OPEN, ItemState.CLOSED})
RELEASED = frozenset({InitiativeState.RECOGNISED, InitiativeState.NOT_RECOGNISED})
Barred = Literal["not_on_roll", "recused", "not_checked_in"]


async def read_session(session: AsyncSession, actor: Actor, session_id: UUID) -> CouncilSessionRead:
    """Return a session for its screens.

    Raises:
        SessionNotFound: unknown, or not for this reader.
    """
    sheet = await session_sheet(session, session_id)
    if sheet is None:
        raise SessionNotFound
    standing = sheet.standing(actor.account_id)
    if not policies.may_see(actor, standing, sheet.session.state):
        raise SessionNotFound
    conflicted = await conflicts_of(session, actor.account_id, [row.item.initiative_id for row in sheet.agenda])
    reader = _Reader(actor, standing, sheet, frozenset(conflicted))
    meeting = sheet.session
    return CouncilSessionRead(
        id=meeting.id,
        council_id=sheet.council.id,
        council_name=sheet.council.name,
        campaign_id=sheet.campaign.id,
        campaign_name=sheet.campaign.name,
        title=meeting.title,
        place=meeting.place,
        held_at=meeting.held_at,
        state=meeting.state,
        version=meeting.version,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        office=standing.office,
        presence=sheet.presence.get(actor.account_id),
        members=[
            SeatRead(
                account_id=account.id,
                full_name=account.full_name,
                job_title=account.job_title,
                office=member.office,
                votes=member.votes,
                presence=sheet.presence.get(account.id),
            )
            for member, account in sheet.seated
        ],
        items=[reader.item(row) for row in sheet.agenda],
        open_actions=policies.open_session_actions(actor, standing, meeting.state),
    )


class _Reader:
    """One reader of one sheet."""

    def __init__(self, actor: Actor, standing: Standing, sheet: SessionSheet, conflicted: frozenset[UUID]) -> None:
        self._actor = actor
        self._standing = standing
        self._sheet = sheet
        self._conflicted = conflicted
        self._names = {account.id: account.full_name for _, account in sheet.seated}

    def item(self, row: AgendaRow) -> AgendaItemRead:
        """Return one item of the agenda."""
        item, definition = row.item, self._definition(row.item)
        recusals = self._sheet.recusals.get(item.id, [])
        roll = item.roll if item.roll is not None else self._live_roll(recusals)
        own, withheld = self._own_part(item), self._is_withheld(row)
        counted = item.tally is not None and not withheld and self._sees_tally
        return AgendaItemRead(
            id=item.id,
            position=item.position,
            state=item.state,
            initiative_id=item.initiative_id,
            title=row.title,
            title_translations=row.title_translations,
            code=row.code if policies.may(self._actor, "submission.view", self._standing) else None,
            category_id=item.category_id,
            category_name=row.category.name,
            award_name=row.category.award_name,
            rule=self._rule(item),
            score=None if withheld else self._score(item, definition),
            electorate=len(roll),
            votes_needed=_needed(definition, roll),
            quorum=QuorumRead.model_validate(quorum_of(definition, seats_of(roll))) if definition else None,
            recusals=[self._recusal(recusal) for recusal in recusals],
            opened_at=item.opened_at,
            closed_at=item.closed_at,
            turnout=None if withheld else self._turnout(item),
            own_part=own,
            tally=TallyRead.model_validate(item.tally) if counted else None,
            roll_call=self._roll_call(item) if counted else None,
            withheld=withheld,
            void_reason=item.void_reason,
            open_actions=policies.open_item_actions(
                self._actor,
                self._standing,
                self._sheet.session.state,
                item.state,
                part=Part(has_seat=own is not None and own.may_vote, has_voted=own is not None and own.vote is not None),
            ),
        )

    def _is_withheld(self, row: AgendaRow) -> bool:
        if row.initiative_state in RELEASED:
            return False
        left = {recusal.account_id for recusal in self._sheet.recusals.get(row.item.id, [])}
        return row.item.initiative_id in self._conflicted or self._actor.account_id in left

    @property
    def _sees_tally(self) -> bool:
        return policies.may(self._actor, "tally.view", self._standing)

    def _definition(self, item: AgendaItem) -> RuleDefinition | None:
        if item.rule is not None:
            return RuleDefinition.model_validate(item.rule["definition"])
        rule = self._sheet.rules.get(item.category_id)
        return RuleDefinition.model_validate(rule.definition) if rule else None

    def _live_roll(self, recusals: list[Recusal]) -> list[dict[str, Any]]:
        return frozen_roll([member for member, _ in self._sheet.seated], self._sheet.presence, recusals)

    def _rule(self, item: AgendaItem) -> ItemRuleRead | None:
        if item.rule is not None:
            return ItemRuleRead.model_validate({**item.rule, "is_frozen": True})
        rule = self._sheet.rules.get(item.category_id)
        return _rule_read(rule) if rule else None

    def _score(self, item: AgendaItem, definition: RuleDefinition | None) -> ScoreRead | None:
        if item.score is None or not policies.may(self._actor, "scores.view", self._standing):
            return None
        gate, met = definition.score_gate if definition else None, None
        if gate is not None:
            percent = item.score["percent_hundredths"]
            met = item.score["sheets"] >= gate.min_sheets and (gate.min_percent == 0 or (percent or 0) >= gate.min_percent * 100)
        return ScoreRead.model_validate({**item.score, "gate_met": met})

    def _recusal(self, recusal: Recusal) -> RecusalRead:
        computed = recusal.kind is RecusalKind.COMPUTED
        return RecusalRead(
            account_id=recusal.account_id,
            full_name=self._names.get(recusal.account_id, ""),
            kind=recusal.kind,
            reasons=recusal.reason.split(",") if computed else [],
            words="" if computed else recusal.reason,
            substitute_id=recusal.substitute_id,
        )

    def _votes(self, item: AgendaItem) -> dict[UUID, OpenVote]:
        return self._sheet.votes.get(item.id, {})

    def _turnout(self, item: AgendaItem) -> TurnoutRead | None:
        if item.state not in RUNNING or item.roll is None or not policies.may_count(self._actor, self._standing):
            return None
        able = [UUID(seat["account_id"]) for seat in item.roll if seat["may_vote"]]
        voted = self._votes(item)
        return TurnoutRead(cast=len(voted), eligible=len(able), not_voted=[account_id for account_id in able if account_id not in voted])

    def _own_part(self, item: AgendaItem) -> OwnPartRead | None:
        if self._standing.office is None or item.roll is None:
            return None
        seat = next((seat for seat in item.roll if seat["account_id"] == str(self._actor.account_id)), None)
        vote = self._votes(item).get(self._actor.account_id)
        receipt = VoteReceiptRead.model_validate(vote) if vote else None
        return OwnPartRead(may_vote=seat is not None and seat["may_vote"], barred=_barred(seat), vote=receipt)

    def _roll_call(self, item: AgendaItem) -> list[RollCallRead]:
        votes = self._votes(item)
        calls = []
        for seat in item.roll or []:
            account_id = UUID(seat["account_id"])
            vote = votes.get(account_id)
            calls.append(
                RollCallRead(
                    account_id=account_id,
                    full_name=self._names.get(account_id, ""),
                    office=seat["office"],
                    present=seat["present"],
                    recused=seat["recused"],
                    choice=vote.choice if vote else None,
                    stands_in_for=seat["stands_in_for"],
                )
            )
        places = {account.id: place for place, (_, account) in enumerate(self._sheet.seated)}
        return sorted(calls, key=lambda call: places.get(call.account_id, len(places)))


def _barred(seat: dict[str, Any] | None) -> Barred | None:
    if seat is None:
        return "not_on_roll"
    if seat["recused"]:
        return "recused"
    return None if seat["present"] else "not_checked_in"


def _rule_read(rule: CouncilRule) -> ItemRuleRead:
    definition = RuleDefinition.model_validate(rule.definition)
    return ItemRuleRead(
        id=rule.id,
        code=rule.code,
        number=rule.number,
        name=rule.name,
        legal_basis=rule.legal_basis,
        definition=definition,
        choices=definition.choices,
        is_frozen=False,
    )


def _needed(definition: RuleDefinition | None, roll: list[dict[str, Any]]) -> int | None:
    # Against the votes cast it is known only once they are counted.
    if definition is None or definition.denominator is Denominator.VALID_BALLOTS:
        return None
    return votes_needed(definition, headcount(seats_of(roll), 0))
