"""Another program for a while: without input, in our process group, and gone when we are gone."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

_SET_DEATH_SIGNAL = 1
_NEW_NETWORK, _NEW_USERS = 0x40000000, 0x10000000
_LIBC = ctypes.CDLL(None)


def run(command: Sequence[str]) -> int:
    """Run to the end, say nothing, return the exit code."""
    return start(command, subprocess.DEVNULL, subprocess.DEVNULL).wait()


def run_offline(command: Sequence[str], seconds: float) -> int:
    """Run for a while at most, without a network where the system lets us; return the exit code, negative when it was stopped."""
    running = start(command, subprocess.DEVNULL, subprocess.DEVNULL, leave_network)
    try:
        return running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        return running.wait()


def start(command: Sequence[str], output: int, errors: int | None, before: Callable[[], None] = lambda: None) -> "subprocess.Popen[bytes]":
    """Start a program whose output goes where the numbers of ``subprocess`` say; ``None`` for errors leaves them ours."""

    def prepare() -> None:
        die_with_parent()
        before()

    # The hook is safe here: no other thread of this process is at work when it is called.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, preexec_fn=prepare)  # noqa: S603, PLW1509


def die_with_parent() -> None:
    """Make this process end when the one that started it ends, so that a killed worker leaves nothing running."""
    _LIBC.prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)


def leave_network() -> None:
    """Put this process where there is no network; as an ordinary user that takes a user namespace, which some systems forbid."""
    if _LIBC.unshare(_NEW_NETWORK) == 0:
        return
    user, group = os.getuid(), os.getgid()
    if _LIBC.unshare(_NEW_USERS | _NEW_NETWORK) == 0:
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
