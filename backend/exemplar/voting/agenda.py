"""What a council decides, in which order: accepted initiatives by rank, with what review said about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.conflicts import conflicts_of
from exemplar.review.ranking import RankedEntry, ranking, without_running
from exemplar.voting import policies
from exemplar.voting.errors import InitiativeNotDecidable, SessionNotFound
from exemplar.voting.models import AgendaItem, CouncilRule
from exemplar.voting.recusals import recuse_computed
from exemplar.voting.repository import Meeting, VotingRepository
from exemplar.voting.rules import RuleDefinition, ScoreGate
from exemplar.voting.workflow import CouncilSessionAction, ItemState, session_after


@dataclass(frozen=True, slots=True)
class Candidate:
    """An accepted initiative that no agenda has yet.

    ``gate_met`` is ``None`` when its rule has no score gate, or when it must not be told yet: a sheet is open, or the reader is
    in conflict (``withheld``: then the figures stay away too).
    """

    entry: RankedEntry
    rule: CouncilRule | None
    gate_met: bool | None
    withheld: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return what crosses the wire, flat."""
        entry = self.entry
        return {
            "initiative_id": entry.initiative_id,
            "code": entry.code,
            "title": entry.title,
            "category_id": entry.category_id,
            "rule_code": self.rule.code if self.rule else None,
            "gate_met": self.gate_met,
            **score_document(None if self.withheld else entry),
        }


def score_document(entry: RankedEntry | None) -> dict[str, Any]:
    """Return what is stored of a ranking: ``{percent_hundredths, sheets, rank}``.

    Percent is rounded down, so that what is shown as 70.00 is never below 70.
    """
    if entry is None:
        return {"percent_hundredths": None, "sheets": 0, "rank": None}
    percent = None if entry.percent is None else int(entry.percent * 100)
    return {"percent_hundredths": percent, "sheets": entry.sheets, "rank": entry.rank}


def _score_so_far(entry: RankedEntry | None) -> dict[str, Any] | None:
    return None if entry is not None and entry.in_progress else score_document(entry)


def meets(gate: ScoreGate | None, entry: RankedEntry | None) -> bool:
    """Say, exactly, whether review said enough for the council to vote."""
    if gate is None:
        return True
    if entry is None or entry.sheets < gate.min_sheets:
        return False
    return gate.min_percent == 0 or (entry.percent is not None and entry.percent >= gate.min_percent)


class AgendaService:
    """Use cases of an agenda."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._voting = VotingRepository(session)

    async def candidates(self, actor: Actor, session_id: UUID) -> list[Candidate]:
        """Return what could be put on the agenda, by category and rank; for those who prepare it.

        Raises:
            SessionNotFound, NotAllowed: as their names say.
        """
        meeting = await self._meeting(actor, session_id, lock=False)
        campaign_id = meeting.council.campaign_id
        rules = {category.id: rule for category, rule in await self._voting.category_rules(campaign_id)}
        taken = await self._taken(campaign_id)
        accepted = set(
            await self._session.scalars(
                select(Initiative.id).where(Initiative.campaign_id == campaign_id, Initiative.state == InitiativeState.ACCEPTED)
            )
        )
        entries = without_running(await ranking(self._session, campaign_id, None))
        waiting = [entry for entry in entries if entry.initiative_id in accepted - taken]
        conflicted = await conflicts_of(self._session, actor.account_id, [entry.initiative_id for entry in waiting])
        return [
            Candidate(entry, rule, None if entry.initiative_id in conflicted else _gate_met(rule, entry), entry.initiative_id in conflicted)
            for entry, rule in ((entry, rules.get(entry.category_id)) for entry in waiting)
        ]

    async def add(self, actor: Actor, session_id: UUID, initiative_ids: Sequence[UUID]) -> None:
        """Put initiatives on the agenda, after what is there, in the order given; twice the same counts once.

        Raises:
            SessionNotFound, NotAllowed, WrongState: as their names say.
            InitiativeNotDecidable: one is not accepted, of another campaign, or on an agenda already.
        """
        meeting = await self._meeting(actor, session_id, lock=True)
        session_after(meeting.session.state, CouncilSessionAction.PREPARE)
        wanted = list(dict.fromkeys(initiative_ids))
        campaign_id = meeting.council.campaign_id
        found = {
            initiative.id: initiative
            for initiative in await self._session.scalars(
                select(Initiative)
                .where(Initiative.id.in_(wanted), Initiative.campaign_id == campaign_id, Initiative.state == InitiativeState.ACCEPTED)
                .with_for_update(key_share=True)
            )
        }
        if len(found) != len(wanted) or set(wanted) & await self._taken(campaign_id):
            raise InitiativeNotDecidable
        entries = {entry.initiative_id: entry for entry in without_running(await ranking(self._session, campaign_id, None))}
        position = await self._voting.next_position(session_id)
        items = [
            AgendaItem(
                session_id=session_id,
                initiative_id=initiative_id,
                category_id=found[initiative_id].category_id,
                position=position + place,
                score=_score_so_far(entries.get(initiative_id)),
            )
            for place, initiative_id in enumerate(wanted)
        ]
        self._session.add_all(items)
        meeting.session.version += 1
        await self._session.flush()
        await recuse_computed(self._session, await self._voting.members(meeting.council.id), items)
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="council_session.items_added",
            about=("council_session", session_id),
            items={str(item.id): str(item.initiative_id) for item in items},
        )

    async def _taken(self, campaign_id: UUID) -> set[UUID]:
        query = (
            select(AgendaItem.initiative_id)
            .join(Initiative, Initiative.id == AgendaItem.initiative_id)
            .where(Initiative.campaign_id == campaign_id, AgendaItem.state != ItemState.VOID)
        )
        return set(await self._session.scalars(query))

    async def _meeting(self, actor: Actor, session_id: UUID, *, lock: bool) -> Meeting:
        meeting = await self._voting.find_meeting(session_id, actor.account_id, lock=lock)
        if meeting is None or not policies.may_see(actor, meeting.standing, meeting.session.state):
            raise SessionNotFound
        policies.require(actor, "council.prepare", meeting.standing, self._now())
        return meeting


def _gate_met(rule: CouncilRule | None, entry: RankedEntry) -> bool | None:
    gate = RuleDefinition.model_validate(rule.definition).score_gate if rule else None
    return None if gate is None or entry.in_progress else meets(gate, entry)
