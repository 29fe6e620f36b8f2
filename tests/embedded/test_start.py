"""The real thing: everything started by one command, every part of it killed, and nothing missing afterwards."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from exemplar.embedded import ports

PROJECT = Path(__file__).resolve().parents[2]
PARTS = {"PostgreSQL": "postgres", "S3 storage": "weed", "API": "exemplar api", "Worker": "exemplar worker"}


class Start:
    """A running ``exemplar start`` whose words are collected as they come."""

    def __init__(self, home: Path, port: int) -> None:
        environment = os.environ | {
            "PYTHONPATH": str(PROJECT / "backend"),
            "EXEMPLAR_HOME": str(home),
            "EXEMPLAR_PORT": str(port),
            "EXEMPLAR_DEMO": "0",
        }
        self.port = port
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "exemplar", "start"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(self.process.stdout)

    def hears(self, words: str, seconds: float = 60) -> bool:
        until = time.monotonic() + seconds
        while not any(words in line for line in self.said):
            if time.monotonic() > until or (self.process.poll() is not None and time.monotonic() > until - seconds + 1):
                return False
            time.sleep(0.02)
        return True

    def times(self, words: str) -> int:
        return sum(words in line for line in self.said)

    def kill(self, part: str, seconds: float = 60) -> None:
        """Kill a part, which may be coming back just now because another one went, and wait until it is back once more."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            before, pid = self.times(f"{part} is back"), self.children().get(part)
            with contextlib.suppress(ProcessLookupError):
                if pid is not None:
                    os.kill(pid, signal.SIGKILL)
                    break
            time.sleep(0.05)
        while self.times(f"{part} is back") == before:
            assert time.monotonic() < until, self.said
            time.sleep(0.02)

    def children(self) -> dict[str, int]:
        """Return part → process id, told apart by their command lines."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        lines = {}
        for pid in pids:
            with contextlib.suppress(FileNotFoundError):  # gone since the list was made
                lines[pid] = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        return {part: int(pid) for part, words in PARTS.items() for pid, line in lines.items() if words in line[:160]}

    def is_well(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/health", timeout=10) as answer:
            return answer.status == 200

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    return tmp_path / "home"


def free_port() -> int:
    return next(port for port in range(18_000, 19_000) if ports.is_free(port))


def test_every_part_comes_back_after_kill_and_the_next_start_is_quick(home: Path):
    first = Start(home, free_port())
    try:
        assert first.hears("Open http://localhost"), first.said
        for part in PARTS:
            first.kill(part)
        assert first.is_well()
        assert set(first.children()) == set(PARTS)
    finally:
        first.process.kill()  # nobody is left to stop the parts
        first.process.wait()

    second = Start(home, first.port)
    try:
        assert second.hears("Open http://localhost", 60), second.said
        assert second.is_well()
        children = second.children()
    finally:
        ended = second.end()

    assert (ended, second.said[-1]) == (0, "Stopped. Nothing was lost; `make start` continues where you were.\n")
    assert {pid for pid in children.values() if Path(f"/proc/{pid}").exists()} == set()
