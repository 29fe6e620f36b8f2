"""Hostile and odd files, made on the spot, each with the answer it must get.

``code`` is the refusal, or ``None`` for a file that becomes ready; every sample that has room for it says ``Secret`` where
files tell about their makers, so that a leak is found by that word.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECRET = b"Secret"
SCRIPT = b"<script>alert('Secret')</script>"


@dataclass(frozen=True, slots=True)
class Odd:
    """One file: its name as handed in, how it is made, what becomes of it."""

    name: str
    make: Callable[[Path], Any]
    code: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None


def of_bytes(name: str, content: bytes, code: str | None, **facts: Any) -> Odd:
    """Return a file with these bytes."""
    return Odd(name, lambda path: path.write_bytes(content), code, facts)
