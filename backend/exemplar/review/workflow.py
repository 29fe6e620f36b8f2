"""The life of an assignment, as a table. Pure: no database, no clock, no actor."""

from enum import StrEnum

from exemplar.review.errors import WrongState


class AssignmentState(StrEnum):
    """Where one juror is with one entry."""

    OPEN = "open"
    SEALED = "sealed"
    RECUSED = "recused"
    CANCELLED = "cancelled"


class AssignmentAction(StrEnum):
    """What can be done.

    ``cancel`` takes an open assignment away (by the manager, or because the entry was withdrawn). A sealed sheet is only
    ever set aside by ``disqualify``, when its juror declares a conflict afterwards: no manager can drop a score they dislike.
    """

    SCORE = "score"
    SEAL = "seal"
    RECUSE = "recuse"
    CANCEL = "cancel"
    DISQUALIFY = "disqualify"


class ReviewAction(StrEnum):
    """What those in charge can do about the review of a whole campaign."""

    ASSIGN = "assign"
    STUDY_JURY = "study_jury"
    RELEASE_FEEDBACK = "release_feedback"


S, A = AssignmentState, AssignmentAction

STEPS: dict[tuple[AssignmentState, AssignmentAction], AssignmentState] = {
    (S.OPEN, A.SCORE): S.OPEN,
    (S.OPEN, A.SEAL): S.SEALED,
    (S.OPEN, A.RECUSE): S.RECUSED,
    (S.OPEN, A.CANCEL): S.CANCELLED,
    (S.SEALED, A.DISQUALIFY): S.CANCELLED,
}

LIVE = (AssignmentState.OPEN, AssignmentState.SEALED)
"""States in which an assignment counts towards load and coverage."""

OF_THE_JUROR = (AssignmentAction.SCORE, AssignmentAction.SEAL, AssignmentAction.RECUSE)
"""What a juror does with an own assignment; the rest is for others."""


def after(state: AssignmentState, action: AssignmentAction) -> AssignmentState:
    """Return the state that ``action`` leads to, or raise ``WrongState``."""
    try:
        return STEPS[state, action]
    except KeyError:
        raise WrongState(state=state.value, action=action.value) from None


def open_actions(state: AssignmentState) -> list[AssignmentAction]:
    """Return what can happen next, in the order of the table."""
    return [action for (origin, action) in STEPS if origin is state]
