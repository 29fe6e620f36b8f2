"""The life of an initiative, as a table. Pure: no database, no clock, no actor."""

from enum import StrEnum

from exemplar.initiatives.errors import WrongState


class InitiativeState(StrEnum):
    """Where an initiative is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"


class InitiativeAction(StrEnum):
    """What can be done to it."""

    EDIT = "edit"
    DELETE_DRAFT = "delete_draft"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    REFUSE = "refuse"
    RECOGNISE = "recognise"
    DECLINE = "decline"


S, A = InitiativeState, InitiativeAction

STEPS: dict[tuple[InitiativeState, InitiativeAction], InitiativeState] = {
    (S.DRAFT, A.EDIT): S.DRAFT,
    # A draft that is deleted is gone with its row; there is no state after it.
    (S.DRAFT, A.DELETE_DRAFT): S.DRAFT,
    (S.DRAFT, A.SUBMIT): S.SUBMITTED,
    (S.RETURNED, A.EDIT): S.RETURNED,
    (S.RETURNED, A.SUBMIT): S.SUBMITTED,
    (S.RETURNED, A.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, A.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, A.ACCEPT): S.ACCEPTED,
    (S.SUBMITTED, A.RETURN): S.RETURNED,
    (S.SUBMITTED, A.REFUSE): S.REFUSED,
    (S.ACCEPTED, A.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, A.RECOGNISE): S.RECOGNISED,
    (S.ACCEPTED, A.DECLINE): S.NOT_RECOGNISED,
}


def after(state: InitiativeState, action: InitiativeAction) -> InitiativeState:
    """Return the state that ``action`` leads to, or raise ``WrongState``."""
    try:
        return STEPS[state, action]
    except KeyError:
        raise WrongState(state=state.value, action=action.value) from None


def open_actions(state: InitiativeState) -> list[InitiativeAction]:
    """Return what can happen next, in the order of the table."""
    return [action for (origin, action) in STEPS if origin is state]
