"""What can go wrong in review, each with a stable code."""

from exemplar.core.errors import Conflict, NotFound


class AssignmentNotFound(NotFound):
    """Unknown, or not the actor's."""

    code = "assignment_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "assignment_wrong_state"
