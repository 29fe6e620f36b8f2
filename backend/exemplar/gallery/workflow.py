"""The life of a publication, as a table. Pure: no database, no clock, no actor."""

from enum import StrEnum

from exemplar.gallery.errors import WrongState


class PublicationState(StrEnum):
    """Whether the world can see it."""

    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"


class PublicationAction(StrEnum):
    """What can be done to it."""

    DESCRIBE = "describe"
    UNPUBLISH = "unpublish"
    REPUBLISH = "republish"


STEPS: dict[tuple[PublicationState, PublicationAction], PublicationState] = {
    (PublicationState.PUBLISHED, PublicationAction.DESCRIBE): PublicationState.PUBLISHED,
    (PublicationState.PUBLISHED, PublicationAction.UNPUBLISH): PublicationState.UNPUBLISHED,
    (PublicationState.UNPUBLISHED, PublicationAction.REPUBLISH): PublicationState.PUBLISHED,
}


def after(state: PublicationState, action: PublicationAction) -> PublicationState:
    """Return the state that ``action`` leads to, or raise ``WrongState``."""
    try:
        return STEPS[state, action]
    except KeyError:
        raise WrongState(state=state.value, action=action.value) from None


def open_actions(state: PublicationState) -> list[PublicationAction]:
    """Return what can happen next, in the order of the table."""
    return [action for (origin, action) in STEPS if origin is state]
