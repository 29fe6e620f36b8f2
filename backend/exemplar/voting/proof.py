"""Proof that votes were counted as they were cast: rule, roll and votes against the log, the result worked out again.

Everything is recomputed from what is stored, apart from the code that wrote it; only the count itself is shared, because a
count that two places knew would be two counts.
"""

import hashlib
import json
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit.models import AuditEntry
from exemplar.audit.proof import Fault, Proof, prove_rows, with_missing
from exemplar.voting.models import AgendaItem, OpenVote
from exemplar.voting.roll import heard, seats_of
from exemplar.voting.rules import Choice, RuleDefinition
from exemplar.voting.tally import ScoreSeen, tally
from exemplar.voting.workflow import ItemState

OPENED, TALLIED = "agenda_item.opened", "agenda_item.tallied"


class ItemFault(StrEnum):
    """Which part of an item is not what the log has, or (``tally``) does not follow from the others."""

    RULE = "rule"
    ROLL = "roll"
    VOTES = "votes"
    TALLY = "tally"


async def prove_items(session: AsyncSession) -> Proof:
    """Check every agenda item whose vote was opened, then look for counted items that are not counted any more."""
    query = select(AgendaItem, _votes(), _logged(OPENED), _logged(TALLIED), _logged_roll()).where(AgendaItem.opened_at.is_not(None))
    proof = await prove_rows(session, AgendaItem, query, lambda row: _fault(*row))
    for action, states in ((OPENED, [ItemState.PENDING]), (TALLIED, [state for state in ItemState if state is not ItemState.TALLIED])):
        there = exists().where(AgendaItem.id == AuditEntry.object_id, AgendaItem.state.not_in(states))
        proof = await with_missing(session, proof, action, there)
    return proof


def _votes() -> Any:
    """Return the item's votes as the log's digest takes them: ``[[account, choice, receipt]]`` by account."""
    one = func.jsonb_build_array(OpenVote.account_id, OpenVote.choice, OpenVote.receipt)
    listed = func.jsonb_agg(aggregate_order_by(one, OpenVote.account_id))
    return select(func.coalesce(listed, func.jsonb_build_array())).where(OpenVote.item_id == AgendaItem.id).scalar_subquery()


def _logged(action: str) -> Any:
    return (
        select(AuditEntry.body)
        .where(AuditEntry.object_id == AgendaItem.id, AuditEntry.action == action)
        .order_by(AuditEntry.seq.desc())
        .limit(1)
        .scalar_subquery()
    )


def _logged_roll() -> Any:
    """Return the digest of the roll that the log wrote down last: at the opening, or when somebody left in the middle of the vote."""
    digest = AuditEntry.body["roll_sha256"].astext
    return (
        select(digest)
        .where(AuditEntry.object_id == AgendaItem.id, digest.is_not(None))
        .order_by(AuditEntry.seq.desc())
        .limit(1)
        .scalar_subquery()
    )


def _fault(
    item: AgendaItem, votes: list[list[str]], opened: dict[str, Any] | None, counted: dict[str, Any] | None, roll: str | None
) -> str | None:
    if opened is None or (counted is None and item.state is ItemState.TALLIED):
        return Fault.UNLOGGED
    if item.rule is None or _digest(item.rule) != opened["rule_sha256"] or item.rule_digest != bytes.fromhex(opened["rule_sha256"]):
        return ItemFault.RULE
    if item.roll is None or _digest(item.roll) != roll:
        return ItemFault.ROLL
    if counted is None:
        return None
    if _digest(votes) != counted["votes_sha256"]:
        return ItemFault.VOTES
    return _fault_of_tally(item, item.rule, votes, counted)


def _fault_of_tally(item: AgendaItem, rule: dict[str, Any], votes: list[list[str]], counted: dict[str, Any]) -> str | None:
    definition = RuleDefinition.model_validate(rule["definition"])
    score = None
    if definition.score_gate is not None and item.score is not None:
        score = ScoreSeen(item.score["percent_hundredths"], item.score["sheets"], met=True)
    cast = {UUID(account_id): Choice(choice) for account_id, choice, _ in votes}
    roll = item.roll or []
    result = tally(definition, seats_of(roll), heard(roll, cast), score)
    if result.as_dict() != item.tally:
        return ItemFault.TALLY
    logged = (counted["passed"], counted["counts"], counted["votes_needed"])
    return None if logged == (result.passed, result.counts, result.votes_needed) else Fault.LOG


def _digest(document: Any) -> str:
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
