"""Children come up in order, come back when killed, and go down together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

# A start of two stand-ins, in a process of its own since it listens to signals. Each writes its process id to a file.
STARTER = """
import pathlib, sys
from exemplar.embedded.console import Console
from exemplar.embedded.errors import StopRequested
from exemplar.embedded.processes import Program
from exemplar.embedded.supervisor import Supervisor

folder = pathlib.Path(sys.argv[1])

class StandIn:
    def __init__(self, name):
        self.name = name
    def prepare(self):
        pass
    def program(self):
        script = "import os,sys,time,pathlib; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(100)"
        pid_file = str(folder / self.name)
        return Program([sys.executable, "-c", script, pid_file], {}, folder, folder / (self.name + ".log"))
    def is_ready(self, pid):
        path = folder / self.name
        return path.exists() and path.read_text() == str(pid)
    def may_retry(self):
        return False
    def release(self):
        pass

supervisor = Supervisor(Console())
supervisor.listen()
try:
    supervisor.start(StandIn("first"))
    supervisor.start(StandIn("second"))
    print("up", flush=True)
    supervisor.watch()
finally:
    supervisor.stop(lambda name: print("stopping", name, flush=True))
"""


def start(folder: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "backend")}
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == "up\n"
    return starter


def pid(folder: Path, name: str) -> int:
    return int((folder / name).read_text() or 0)


def is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def eventually(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def test_a_killed_child_comes_back_and_it_is_said(tmp_path: Path):
    starter = start(tmp_path)
    old = pid(tmp_path, "first")
    other = pid(tmp_path, "second")

    os.kill(old, signal.SIGKILL)

    try:
        assert starter.stdout is not None
        assert starter.stdout.readline().startswith("first killed by SIGKILL; starting it again in 0.5 s.")
        assert starter.stdout.readline().startswith("first is back")
        assert pid(tmp_path, "first") != old
        assert pid(tmp_path, "second") == other
    finally:
        starter.terminate()
        starter.communicate(timeout=20)


def test_asked_to_end_it_stops_the_last_started_first(tmp_path: Path):
    starter = start(tmp_path)

    starter.send_signal(signal.SIGINT)
    said, _ = starter.communicate(timeout=20)

    assert said == "stopping second\nstopping first\n"
    assert not is_alive(pid(tmp_path, "first"))
    assert not is_alive(pid(tmp_path, "second"))


def test_killed_hard_it_leaves_no_child_behind(tmp_path: Path):
    starter = start(tmp_path)

    starter.kill()
    starter.communicate(timeout=20)

    assert eventually(lambda: not is_alive(pid(tmp_path, "first")) and not is_alive(pid(tmp_path, "second")))
