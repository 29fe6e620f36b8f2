"""Acts that take two persons: one asks and says why, another confirms. The life of such a request, as a table. Pure.

Whoever asked never confirms; the tables refuse it too (``models.TwoPersonRequest``). Who may ask and who may confirm is a
matter of the policy table. See decisions/0014-two-persons.md.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from exemplar.accounts.errors import RequestLapsed, RequestWrongState, SecondPersonRequired

KEPT_FOR = timedelta(days=7)
"""How long a request waits for the second person."""


class RequestState(StrEnum):
    """Where a request is."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"


class RequestAction(StrEnum):
    """What can be done to it; ``decline`` by whoever asked takes it back."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    LAPSE = "lapse"


STEPS: dict[tuple[RequestState, RequestAction], RequestState] = {
    (RequestState.REQUESTED, RequestAction.CONFIRM): RequestState.CONFIRMED,
    (RequestState.REQUESTED, RequestAction.DECLINE): RequestState.DECLINED,
    (RequestState.REQUESTED, RequestAction.LAPSE): RequestState.LAPSED,
}


class Request(Protocol):
    """What every such request has in its row."""

    state: RequestState
    requested_by: UUID
    lapses_at: datetime
    settled_by: UUID | None
    settled_at: datetime | None
    answer: str


def after(state: RequestState, action: RequestAction) -> RequestState:
    """Return the state that ``action`` leads to, or raise ``RequestWrongState``."""
    try:
        return STEPS[state, action]
    except KeyError:
        raise RequestWrongState(state=state.value, action=action.value) from None


def state_at(request: Request, now: datetime) -> RequestState:
    """Return the state at ``now``: a request whose time is over has lapsed, even before anybody noted it."""
    is_over = request.state is RequestState.REQUESTED and now >= request.lapses_at
    return RequestState.LAPSED if is_over else request.state


def open_actions(request: Request, actor_id: UUID, now: datetime) -> list[RequestAction]:
    """Return what somebody with the right to confirm, or who asked, can do to it at ``now``."""
    if state_at(request, now) is not RequestState.REQUESTED:
        return []
    return [RequestAction.DECLINE] if request.requested_by == actor_id else [RequestAction.CONFIRM, RequestAction.DECLINE]


def settle(request: Request, action: RequestAction, actor_id: UUID, now: datetime, answer: str = "") -> None:
    """Confirm or decline a request whose row is locked; ``now`` is the database's word.

    Raises:
        RequestWrongState: it was settled before.
        RequestLapsed: its time is over.
        SecondPersonRequired: whoever asked may not confirm.
    """
    state = after(request.state, action)
    if state_at(request, now) is RequestState.LAPSED:
        raise RequestLapsed(lapsed_at=request.lapses_at.isoformat())
    if action is RequestAction.CONFIRM and request.requested_by == actor_id:
        raise SecondPersonRequired
    request.state, request.settled_by, request.settled_at, request.answer = state, actor_id, now, answer


def lapse(request: Request, now: datetime) -> bool:
    """Note that the time of a locked request is over; say whether it was still open until then."""
    if request.state is not RequestState.REQUESTED or now < request.lapses_at:
        return False
    request.state, request.settled_at = after(request.state, RequestAction.LAPSE), now
    return True
