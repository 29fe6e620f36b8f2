"""Saving what several people, tabs or devices write at once. Pure.

Each save names the version it started from. A part that nobody changed since that version may be saved; a part that
somebody did change is refused, and the whole save with it. See decisions/0041-no-lost-keystroke.md.
"""

from collections.abc import Iterable, Mapping
from typing import Any

ANSWER = "answers."
AUTHORS = "authors"
ATTACHMENTS = "attachments"


def overlapping(changes: Mapping[str, Any], saved: Mapping[str, Any], changed_at: Mapping[str, int], seen: int) -> list[str]:
    """Return the parts of ``changes`` that somebody else changed after version ``seen`` to something different, sorted.

    Args:
        changes: part → value wanted.
        saved: part → value now; an absent part is not answered.
        changed_at: part → version of its last change.
        seen: the version the writer started from.
    """
    return sorted(part for part, value in changes.items() if changed_at.get(part, 0) > seen and saved.get(part) != value)


def different(changes: Mapping[str, Any], saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes that change something; saving the same text again is no new version."""
    return {part: value for part, value in changes.items() if saved.get(part) != value}


def stamped(changed_at: Mapping[str, int], parts: Iterable[str], version: int) -> dict[str, int]:
    """Return ``changed_at`` after ``parts`` changed in ``version``."""
    return {**changed_at, **dict.fromkeys(parts, version)}
