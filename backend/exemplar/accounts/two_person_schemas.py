"""What crosses the wire about every request that needs a second person."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from exemplar.accounts import two_persons
from exemplar.accounts.models import TwoPersonRequest
from exemplar.accounts.two_persons import RequestAction, RequestState

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=1_000)]
"""Why somebody asks, in a sentence at least."""

_SAME = ("id", "reason", "requested_at", "lapses_at", "settled_at", "answer")


class RequestAnswer(BaseModel):
    """Why a request is declined; may be empty."""

    answer: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)] = ""


class TwoPersonRead(BaseModel):
    """Who asked, why, until when, who settled it, and what the reader can do.

    ``state`` is the one at this moment. ``is_own``: the reader asked for it.
    """

    id: UUID
    reason: str
    state: RequestState
    requested_by: str
    requested_at: datetime
    lapses_at: datetime
    settled_by: str | None
    settled_at: datetime | None
    answer: str
    is_own: bool
    open_actions: list[RequestAction]


def shown(request: TwoPersonRequest, reader_id: UUID, asker: str, settler: str | None, now: datetime) -> dict[str, Any]:
    """Return the values of ``TwoPersonRead`` for a reader with the right to confirm, or who asked."""
    return {
        **{name: getattr(request, name) for name in _SAME},
        "state": two_persons.state_at(request, now),
        "requested_by": asker,
        "settled_by": settler,
        "is_own": request.requested_by == reader_id,
        "open_actions": two_persons.open_actions(request, reader_id, now),
    }
