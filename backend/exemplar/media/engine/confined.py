"""Another program for a while: without input, in our process group, and gone when we are gone."""

import ctypes
import signal
import subprocess
from collections.abc import Sequence

_SET_DEATH_SIGNAL = 1
_LIBC = ctypes.CDLL(None)


def run(command: Sequence[str]) -> int:
    """Run to the end, say nothing, return the exit code."""
    return start(command, subprocess.DEVNULL, subprocess.DEVNULL).wait()


def start(command: Sequence[str], output: int, errors: int | None) -> "subprocess.Popen[bytes]":
    """Start a program whose output goes where the numbers of ``subprocess`` say; ``None`` for errors leaves them ours."""
    # The hook is safe here: no other thread of this process is at work when it is called.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, preexec_fn=die_with_parent)  # noqa: S603, PLW1509


def die_with_parent() -> None:
    """Make this process end when the one that started it ends, so that a killed worker leaves nothing running."""
    _LIBC.prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
