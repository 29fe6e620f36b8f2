"""Keeps several child processes running: in order up, in reverse order down, and up again when one is killed."""

import os
import select
import signal
import time
from collections.abc import Callable
from types import FrameType

from exemplar.embedded import processes
from exemplar.embedded.console import Console
from exemplar.embedded.errors import CannotStart, StopRequested
from exemplar.embedded.processes import Part, Program

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 30.0
TICK_SECONDS = 0.05
NOTICE_AFTER_SECONDS = 4.0


class Running:
    """A part with its present process. ``since`` and ``due`` are moments of the monotonic clock."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.program = part.program()
        self.process = processes.spawn(self.program)
        self.since = time.monotonic()
        self.pause = FIRST_PAUSE_SECONDS
        self.due: float | None = None
        self.is_up = False

    def has_ended(self) -> bool:
        """Say whether the process is gone."""
        return self.process.poll() is not None

    def again(self) -> None:
        """Start a new process in place of the one that ended."""
        self.program = self.part.program()
        self.process = processes.spawn(self.program)
        self.since = time.monotonic()
        self.due = None
        self.is_up = False


class Supervisor:
    """Owns the children of one ``exemplar start``. Single-threaded: the kernel ties children to the thread that made them."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._running: list[Running] = []
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._stops = 0

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and SIGHUP ask for an orderly end, a second one for a quick one."""
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)  # wakes the loop, no more
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_stop)

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stops += 1
        if self._stops > 1:
            for one in self._running:
                one.process.kill()
                processes.sweep(one.process)

    def _sleep(self, seconds: float) -> None:
        """Sleep until something happens to a child, or to us, or ``seconds`` have passed."""
        readable, _, _ = select.select([self._wake_read], [], [], max(0.0, seconds))
        if readable:
            os.read(self._wake_read, 4096)

    def _check(self) -> None:
        if self._stops:
            raise StopRequested

    def start(self, part: Part, timeout_seconds: float = 60.0) -> None:
        """Start ``part`` and return when it answers.

        Raises:
            CannotStart: it ended, or did not answer in time; with its last words.
            StopRequested: somebody asked us to end meanwhile.
        """
        part.prepare()
        self._check()
        one = Running(part)
        self._running.append(one)
        until = time.monotonic() + timeout_seconds
        while not part.is_ready(one.process.pid):
            self._check()
            if one.has_ended():
                if not part.may_retry():
                    raise CannotStart(_last_words(part, one, processes.fate(one.process.returncode)))
                self._sleep(0.25)
                one.again()
            elif time.monotonic() > until:
                raise CannotStart(_last_words(part, one, f"gave no answer in {timeout_seconds:.0f} s"))
            self._sleep(TICK_SECONDS)
        one.is_up = True

    def run(self, program: Program, patience_notice: str = "") -> int:
        """Run ``program`` to its end and return its exit code; say ``patience_notice`` when it takes more than a moment.

        Raises:
            StopRequested: somebody asked us to end meanwhile; the program was ended too.
        """
        process = processes.spawn(program)
        notice_at = time.monotonic() + NOTICE_AFTER_SECONDS
        try:
            while process.poll() is None:
                self._check()
                if patience_notice and time.monotonic() > notice_at:
                    self._console.say(patience_notice)
                    patience_notice = ""
                self._sleep(0.5)
        finally:
            processes.end(process, program)
        return process.returncode

    def watch(self) -> None:
        """Keep everything running until somebody asks us to end."""
        while not self._stops:
            for one in self._running:
                self._tend(one)
            resting = all(one.is_up and one.due is None for one in self._running)
            self._sleep(5.0 if resting else TICK_SECONDS)

    def _tend(self, one: Running) -> None:
        now = time.monotonic()
        if one.due is not None:
            if now >= one.due:
                one.again()
        elif one.has_ended():
            self._plan_restart(one)
        elif not one.is_up and one.part.is_ready(one.process.pid):
            one.is_up = True
            self._console.say(f"{one.part.name} is back ({now - one.since:.1f} s).")

    def _plan_restart(self, one: Running) -> None:
        """Write down when to try again: at once the first time, later and later when it keeps ending."""
        processes.sweep(one.process)
        passing = not one.is_up and one.part.may_retry()
        if not passing:
            if time.monotonic() - one.since > STEADY_AFTER_SECONDS:
                one.pause = FIRST_PAUSE_SECONDS
            how = processes.fate(one.process.returncode)
            self._console.warn(f"{one.part.name} {how}; starting it again in {one.pause:.1f} s. Log: {one.program.log}")
        one.due = time.monotonic() + (0.25 if passing else one.pause)
        one.pause = one.pause if passing else min(one.pause * 2, LONGEST_PAUSE_SECONDS)

    def stop(self, on_each: Callable[[str], None] = lambda _name: None) -> None:
        """End everything, the last started first. A second request while this goes on kills what is left."""
        for one in reversed(self._running):
            if self._stops > 1:
                one.process.kill()
            on_each(one.part.name)
            processes.end(one.process, one.program)
            one.part.release()
        self._running.clear()

    @property
    def has_children(self) -> bool:
        """Say whether there is anything to stop."""
        return bool(self._running)


def _last_words(part: Part, one: Running, how: str) -> str:
    said = processes.tail(one.program.log)
    return f"{part.name} {how}. Its last words, in {one.program.log}:\n{said}"
