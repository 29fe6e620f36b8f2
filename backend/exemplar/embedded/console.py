"""What the person who typed the command reads: steps, how long each took, and what went wrong."""

import contextlib
import sys
import time
from collections.abc import Iterator


class Console:
    """Writes one line per step to standard output. A closed terminal never stops the servers."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def say(self, text: str) -> None:
        """Write one line."""
        with contextlib.suppress(OSError, ValueError):
            print(text, flush=True)

    def warn(self, text: str) -> None:
        """Write one line to standard error."""
        with contextlib.suppress(OSError, ValueError):
            print(text, file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def step(self, done: str) -> Iterator[None]:
        """Time what happens inside, then write ``done`` with the seconds it took."""
        began = time.monotonic()
        yield
        self.say(f"  {done:<28} {time.monotonic() - began:5.1f} s")

    @property
    def seconds(self) -> float:
        """Return how long ago it all began."""
        return time.monotonic() - self._began
