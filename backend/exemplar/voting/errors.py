"""What can go wrong in a council, each with a stable code."""

from exemplar.core.errors import Conflict, NotFound


class SessionNotFound(NotFound):
    """Unknown, or of a council the actor has no part in."""

    code = "council_session_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "council_wrong_state"
