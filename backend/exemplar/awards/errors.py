"""What can go wrong with an award, each with a stable code."""

from exemplar.core.errors import Conflict, NotFound


class DecisionNotFound(NotFound):
    """Unknown, or of a campaign the actor has no part in."""

    code = "decision_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "award_wrong_state"
