"""The lives of a council session and of an item on its agenda, as tables. Pure: no database, no clock, no actor."""

from enum import StrEnum
from typing import TypeVar

from exemplar.voting.errors import WrongState


class CouncilSessionState(StrEnum):
    """Where a session is."""

    DRAFT = "draft"
    CONVENED = "convened"
    IN_SESSION = "in_session"
    ENDED = "ended"


class CouncilSessionAction(StrEnum):
    """What can be done to a session."""

    EDIT = "edit"
    PREPARE = "prepare"
    CONVENE = "convene"
    CHECK_IN = "check_in"
    RECORD_ATTENDANCE = "record_attendance"
    START = "start"
    END = "end"


class ItemState(StrEnum):
    """Where an agenda item is."""

    PENDING = "pending"
    OPEN = "open"
    CLOSED = "closed"
    TALLIED = "tallied"
    VOID = "void"


class ItemAction(StrEnum):
    """What can be done to an agenda item."""

    RECUSE = "recuse"
    OPEN = "open"
    VOTE = "vote"
    CLOSE = "close"
    TALLY = "tally"
    VOID = "void"


SS, SA, IS, IA = CouncilSessionState, CouncilSessionAction, ItemState, ItemAction

SESSION_STEPS: dict[tuple[CouncilSessionState, CouncilSessionAction], CouncilSessionState] = {
    (SS.DRAFT, SA.EDIT): SS.DRAFT,
    (SS.DRAFT, SA.PREPARE): SS.DRAFT,
    (SS.DRAFT, SA.CONVENE): SS.CONVENED,
    (SS.CONVENED, SA.EDIT): SS.CONVENED,
    (SS.CONVENED, SA.PREPARE): SS.CONVENED,
    (SS.CONVENED, SA.CHECK_IN): SS.CONVENED,
    (SS.CONVENED, SA.RECORD_ATTENDANCE): SS.CONVENED,
    (SS.CONVENED, SA.START): SS.IN_SESSION,
    (SS.IN_SESSION, SA.PREPARE): SS.IN_SESSION,
    (SS.IN_SESSION, SA.CHECK_IN): SS.IN_SESSION,
    (SS.IN_SESSION, SA.RECORD_ATTENDANCE): SS.IN_SESSION,
    (SS.IN_SESSION, SA.END): SS.ENDED,
}
ITEM_STEPS: dict[tuple[ItemState, ItemAction], ItemState] = {
    (IS.PENDING, IA.RECUSE): IS.PENDING,
    (IS.PENDING, IA.OPEN): IS.OPEN,
    (IS.PENDING, IA.VOID): IS.VOID,
    (IS.OPEN, IA.VOTE): IS.OPEN,
    (IS.OPEN, IA.RECUSE): IS.OPEN,
    (IS.OPEN, IA.CLOSE): IS.CLOSED,
    (IS.OPEN, IA.VOID): IS.VOID,
    (IS.CLOSED, IA.TALLY): IS.TALLIED,
    (IS.CLOSED, IA.VOID): IS.VOID,
}

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


def _after(steps: dict[tuple[State, Action], State], state: State, action: Action) -> State:
    try:
        return steps[state, action]
    except KeyError:
        raise WrongState(state=state.value, action=action.value) from None


def session_after(state: CouncilSessionState, action: CouncilSessionAction) -> CouncilSessionState:
    """Return the session state that ``action`` leads to, or raise ``WrongState``."""
    return _after(SESSION_STEPS, state, action)


def item_after(state: ItemState, action: ItemAction) -> ItemState:
    """Return the item state that ``action`` leads to, or raise ``WrongState``."""
    return _after(ITEM_STEPS, state, action)


def session_actions(state: CouncilSessionState) -> list[CouncilSessionAction]:
    """Return what can happen next to a session."""
    return [action for (origin, action) in SESSION_STEPS if origin is state]


def item_actions(state: ItemState) -> list[ItemAction]:
    """Return what can happen next to an item."""
    return [action for (origin, action) in ITEM_STEPS if origin is state]
