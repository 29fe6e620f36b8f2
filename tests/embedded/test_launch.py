"""What a start says when it cannot go on, and what a reset takes away."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from exemplar.embedded import launch
from exemplar.embedded.console import Console
from exemplar.embedded.errors import CannotStart
from exemplar.embedded.home import Claim

PROJECT = Path(__file__).resolve().parents[2]


def exemplar(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = os.environ | {"PYTHONPATH": str(PROJECT / "backend")} | environment
    command = [sys.executable, "-m", "exemplar", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=everything, stdin=subprocess.DEVNULL, timeout=60)


def test_a_taken_port_is_named_with_what_to_type():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CannotStart, match=rf"Port {port} is taken by process {os.getpid()}[\s\S]*EXEMPLAR_PORT=\d+ make start"):
            launch.check_port(port)


@pytest.mark.parametrize("port", ["-1", "0", "65536", "700000"])
def test_a_number_that_is_no_port_is_refused(tmp_path: Path, port: str):
    answer = exemplar("start", EXEMPLAR_HOME=str(tmp_path / "home"), EXEMPLAR_PORT=port)

    assert (answer.returncode, f"EXEMPLAR_PORT is {port}; ports go from 1 to 65535." in answer.stderr) == (1, True)
    assert not (tmp_path / "home").exists()


def test_a_full_disk_is_named_before_anything_is_started(tmp_path: Path):
    room = launch.SMALLEST_DISK_BYTES
    launch.SMALLEST_DISK_BYTES = 1 << 60
    try:
        with pytest.raises(CannotStart, match=rf"The disk of {tmp_path} has \d+ MB left.*EXEMPLAR_HOME"):
            launch.check_disk(tmp_path, Console())
    finally:
        launch.SMALLEST_DISK_BYTES = room


def test_start_refuses_a_taken_port_before_it_starts_anything(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        answer = exemplar("start", EXEMPLAR_HOME=str(tmp_path / "home"), EXEMPLAR_PORT=str(taken.getsockname()[1]))

    assert answer.returncode == 1
    assert "EXEMPLAR_PORT=" in answer.stderr
    assert not (tmp_path / "home" / "postgres").exists()


def test_a_second_start_on_the_same_folder_is_refused(tmp_path: Path):
    claim = Claim(tmp_path, "Exemplar")
    claim.take("http://localhost:8000")

    answer = exemplar("start", EXEMPLAR_HOME=str(tmp_path))
    claim.give_back()

    assert answer.returncode == 1
    assert f"already in use by process {os.getpid()} (http://localhost:8000)" in answer.stderr


def test_reset_asks_and_touches_only_what_is_ours(tmp_path: Path):
    for name in ("postgres", "objects", "letters"):
        (tmp_path / name).mkdir()

    asked = exemplar("reset", EXEMPLAR_HOME=str(tmp_path))
    still_there = (tmp_path / "postgres").exists()
    done = exemplar("reset", "--yes", EXEMPLAR_HOME=str(tmp_path))

    assert (asked.returncode, still_there) == (1, True)
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["letters"]


def test_stop_says_when_nothing_runs(tmp_path: Path):
    answer = exemplar("stop", EXEMPLAR_HOME=str(tmp_path))

    assert (answer.returncode, answer.stdout) == (0, f"Nothing runs on {tmp_path}.\n")
