"""The roll of one vote: who has a seat, who is there, who left, and who took whose seat. Pure.

A seat is ``{account_id, office, present, recused, may_vote, stands_in_for}``, ids as text, as it is stored.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from exemplar.voting.models import CouncilMember, Office, Presence, Recusal
from exemplar.voting.rules import Choice
from exemplar.voting.tally import Seat

LEADERS = frozenset({Office.CHAIR.value, Office.VICE_CHAIR.value})


def frozen_roll(members: Sequence[CouncilMember], presence: Mapping[UUID, Presence], recusals: Sequence[Recusal]) -> list[dict[str, Any]]:
    """Return the roll, one entry per voting seat, in the order of account ids.

    A recused member whose seat a reserve took is replaced by the reserve, who votes only when present.
    """
    recused = {recusal.account_id: recusal for recusal in recusals}
    offices = {member.account_id: member.office for member in members}
    return [_seat(member.account_id, offices, presence, recused) for member in sorted(members, key=lambda m: m.account_id) if member.votes]


def _seat(
    account_id: UUID, offices: Mapping[UUID, Office], presence: Mapping[UUID, Presence], recused: Mapping[UUID, Recusal]
) -> dict[str, Any]:
    recusal = recused.get(account_id)
    reserve = recusal.substitute_id if recusal else None
    holder = reserve or account_id
    present = presence.get(holder) is Presence.PRESENT
    is_recused = recusal is not None and reserve is None
    return {
        "account_id": str(holder),
        "office": offices.get(holder, Office.MEMBER).value,
        "present": present,
        "recused": is_recused,
        "may_vote": present and not is_recused,
        "stands_in_for": str(account_id) if reserve else None,
    }


def without(roll: Sequence[Mapping[str, Any]], account_id: UUID) -> list[dict[str, Any]]:
    """Return the roll after the holder of a seat left while the vote was open: recused, and a vote of theirs does not count."""
    leaving = str(account_id)
    return [{**seat, "recused": True, "may_vote": False} if seat["account_id"] == leaving else dict(seat) for seat in roll]


def holds_seat(roll: Sequence[Mapping[str, Any]], account_id: UUID) -> bool:
    """Say whether somebody has a seat on the roll that they have not left."""
    return any(seat["account_id"] == str(account_id) and not seat["recused"] for seat in roll)


def heard(roll: Sequence[Mapping[str, Any]], votes: Mapping[UUID, Choice]) -> dict[UUID, Choice]:
    """Return the votes that count: those of whoever left after voting stay on record and are set aside."""
    able = {UUID(seat["account_id"]) for seat in roll if seat["may_vote"]}
    return {account_id: choice for account_id, choice in votes.items() if account_id in able}


def digest_of(document: Any) -> bytes:
    """Return the SHA-256 of a roll or a rule as the log has it."""
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).digest()


def seats_of(roll: Sequence[Mapping[str, Any]]) -> list[Seat]:
    """Return the roll as the count takes it."""
    return [Seat(UUID(seat["account_id"]), seat["present"], seat["recused"], leads=seat["office"] in LEADERS) for seat in roll]
