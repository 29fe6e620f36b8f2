"""Starting and ending child processes so that none outlives the one that asked for it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from exemplar.embedded.errors import CannotStart

PR_SET_PDEATHSIG = 1
LOG_LIMIT_BYTES = 8 * 1024**2

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class RunAs:
    """How to run a program that refuses to be root: through a command in front of it, or as another user.

    ``uid`` and ``gid`` are ``None`` when the process keeps its own.
    """

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def own(self, path: Path) -> None:
        """Give ``path`` to the other user, if there is one."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def options(self) -> dict[str, object]:
        """Return the arguments that ``subprocess`` wants for it."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Program:
    """One command line with all that is needed to start it again in the same way.

    ``stop`` lists signals with the seconds each is given; ``death_signal`` is what the kernel sends when we die.
    """

    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    stop: tuple[tuple[signal.Signals, float], ...] = ((signal.SIGTERM, 8.0),)
    death_signal: signal.Signals = signal.SIGKILL
    run_as: RunAs = field(default_factory=RunAs)


def spawn(program: Program) -> subprocess.Popen[bytes]:
    """Start ``program`` with its output in its log. Call it from the main thread: the kernel ties the child to it."""
    if program.log.exists() and program.log.stat().st_size > LOG_LIMIT_BYTES:
        program.log.replace(program.log.with_suffix(".log.1"))
    program.log.touch(mode=0o600)
    with program.log.open("ab") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            [*program.run_as.prefix, *program.argv],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=dict(program.env),
            cwd=program.cwd,
            start_new_session=True,  # Ctrl-C in the terminal is for the one who supervises, not for each part
            preexec_fn=_die_with_parent(program.death_signal),  # noqa: PLW1509 - it calls nothing that takes a lock
            **program.run_as.options(),
        )
    return process


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def arrange() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:  # it died between fork and this line
            os._exit(1)

    return arrange


def end(process: subprocess.Popen[bytes], program: Program) -> None:
    """Stop ``process`` politely, then less so, and whatever it has left behind in its own group."""
    for number, seconds in (*program.stop, (signal.SIGKILL, 5.0)):
        if process.poll() is not None:
            break
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    sweep(process)


def sweep(process: subprocess.Popen[bytes]) -> None:
    """Kill what a dead child left running in its session: a converter in mid-film, say."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def tail(log: Path, size_bytes: int = 1500) -> str:
    """Return the end of a log, for a person to read."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - size_bytes))
            return file.read().decode(errors="replace").strip()
    except OSError:
        return ""


def fate(code: int) -> str:
    """Say how a process ended: ``killed by SIGKILL`` or ``ended with code 1``."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"ended with code {code}"


def wait_until(ready: Callable[[], bool], timeout_seconds: float) -> bool:
    """Ask ``ready`` every 20 ms; say whether it said yes in time."""
    until = time.monotonic() + timeout_seconds
    while not ready():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


class Part(Protocol):
    """A server that can be prepared, run, asked whether it answers, and run again."""

    name: str

    def prepare(self) -> None:
        """Do what must be done once before the first run."""

    def program(self) -> Program:
        """Return how to run it, now."""

    def is_ready(self, pid: int) -> bool:
        """Say whether the process ``pid`` of ours answers."""

    def may_retry(self) -> bool:
        """Say whether it ended for a reason that passes by itself."""

    def release(self) -> None:
        """Give back what ``prepare`` took."""


def start_and_wait(part: Part, timeout_seconds: float = 60.0) -> subprocess.Popen[bytes]:
    """Run ``part`` until it answers, running it again while what hinders it is passing.

    Raises:
        CannotStart: it ended for good, or did not answer in time; its last words are in the text.
    """
    until = time.monotonic() + timeout_seconds
    while True:
        program = part.program()
        process = spawn(program)
        wait_until(lambda child=process: child.poll() is not None or part.is_ready(child.pid), until - time.monotonic())  # type: ignore[misc]
        if process.poll() is None and part.is_ready(process.pid):
            return process
        has_ended = process.poll() is not None
        end(process, program)
        if not has_ended or not part.may_retry() or time.monotonic() > until:
            raise CannotStart(f"{part.name} did not start. Its last words, in {program.log}:\n{tail(program.log)}")
        time.sleep(0.25)
