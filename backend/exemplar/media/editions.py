"""In which of two editions somebody may open what was made of a file. Pure.

``plain`` is everything that was made; ``blind`` is what was made again without what a jury must not learn. Whoever may
open a file is told so by naming an edition, never by a bare yes: a grant cannot forget to say which. See
decisions/0104-two-editions.md.
"""

from collections.abc import Iterable
from enum import StrEnum


class Edition(StrEnum):
    """Which set of derivatives, and whose captions."""

    PLAIN = "plain"
    BLIND = "blind"


def wider(found: Iterable[Edition | None]) -> Edition | None:
    """Return the most that several grants allow together; ``None`` allows nothing.

    Raises:
        TypeError: a grant answered with something else, such as a bare yes; it opens nothing.
    """
    best: Edition | None = None
    for edition in found:
        if edition is not None and not isinstance(edition, Edition):
            raise TypeError("a grant names an edition or nothing")
        if edition is Edition.PLAIN or best is None:
            best = edition
    return best


def narrowed(allowed: Edition, wanted: Edition | None) -> Edition:
    """Return what to show of what is allowed: the blind edition to whoever asks for it, never more than is allowed."""
    return Edition.BLIND if wanted is Edition.BLIND else allowed
