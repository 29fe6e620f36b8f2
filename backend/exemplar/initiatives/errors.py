"""What can go wrong with an initiative, each with a stable code."""

from exemplar.core.errors import Conflict, NotAllowed, NotFound


class InitiativeNotFound(NotFound):
    """Unknown, or hidden from the actor."""

    code = "initiative_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "initiative_wrong_state"


class NotYourInitiative(NotAllowed):
    """It is visible, but the actor may not do this to it."""

    code = "initiative_not_yours"
