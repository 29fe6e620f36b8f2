"""States of a file and the steps between them."""

from enum import StrEnum

from exemplar.media.errors import MediaWrongState


class MediaState(StrEnum):
    """How far a file has come."""

    INITIATED = "initiated"
    UPLOADING = "uploading"
    RECEIVED = "received"
    PROCESSING = "processing"
    READY = "ready"
    REFUSED = "refused"
    ABANDONED = "abandoned"


class MediaAction(StrEnum):
    """What moves a file on."""

    OPEN = "open"
    COMPLETE = "complete"
    ABANDON = "abandon"
    PROCESS = "process"
    ACCEPT = "accept"
    REFUSE = "refuse"


STEPS: dict[tuple[MediaState, MediaAction], MediaState] = {
    (MediaState.INITIATED, MediaAction.OPEN): MediaState.UPLOADING,
    (MediaState.INITIATED, MediaAction.ABANDON): MediaState.ABANDONED,
    # An upload that the store has forgotten is opened again.
    (MediaState.UPLOADING, MediaAction.OPEN): MediaState.UPLOADING,
    (MediaState.UPLOADING, MediaAction.COMPLETE): MediaState.RECEIVED,
    (MediaState.UPLOADING, MediaAction.ABANDON): MediaState.ABANDONED,
    (MediaState.RECEIVED, MediaAction.PROCESS): MediaState.PROCESSING,
    # A worker that died half-way left it so; the next one takes over.
    (MediaState.PROCESSING, MediaAction.PROCESS): MediaState.PROCESSING,
    (MediaState.PROCESSING, MediaAction.ACCEPT): MediaState.READY,
    (MediaState.PROCESSING, MediaAction.REFUSE): MediaState.REFUSED,
}

OPEN = frozenset({MediaState.INITIATED, MediaState.UPLOADING})
"""The bytes are still on their way."""

ARRIVED = frozenset({MediaState.RECEIVED, MediaState.PROCESSING, MediaState.READY})
"""The bytes are ours to keep."""

TAKES_NO_ROOM = frozenset({MediaState.REFUSED, MediaState.ABANDONED})
"""The bytes are gone, or about to go; they count in no quota."""

BY_PEOPLE = (MediaAction.COMPLETE, MediaAction.ABANDON)
"""What the uploader decides; the rest happens by itself."""


def after(state: MediaState, action: MediaAction) -> MediaState:
    """Return the next state or raise ``MediaWrongState``."""
    try:
        return STEPS[state, action]
    except KeyError:
        raise MediaWrongState(state=state.value, action=action.value) from None


def open_actions(state: MediaState) -> list[MediaAction]:
    """Return what the uploader can do now."""
    return [action for action in BY_PEOPLE if (state, action) in STEPS]
