"""Ports that stay, move only when they must, and whoever sits on them."""

import os
import socket
from pathlib import Path

from exemplar.embedded import ports


def test_ports_stay_the_same_from_one_start_to_the_next(tmp_path: Path):
    first = ports.kept(tmp_path / "ports.json", ("one", "two"))

    assert ports.kept(tmp_path / "ports.json", ("one", "two")) == first
    assert len(set(first.values())) == 2


def test_a_port_taken_by_a_stranger_is_given_up_and_the_other_kept(tmp_path: Path):
    first = ports.kept(tmp_path / "ports.json", ("one", "two"))

    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", first["one"]))
        stranger.listen()
        second = ports.kept(tmp_path / "ports.json", ("one", "two"), patience_seconds=0.1)

    assert second["two"] == first["two"]
    assert second["one"] != first["one"]


def test_a_port_that_others_name_stays_even_when_taken(tmp_path: Path):
    first = ports.kept(tmp_path / "ports.json", ("one", "two"))

    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", first["one"]))
        stranger.listen()

        assert ports.kept(tmp_path / "ports.json", ("one", "two"), patience_seconds=0.0, never_moved=("one",)) == first


def test_the_one_who_sits_on_a_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        assert ports.holder(taken.getsockname()[1]).startswith(f"process {os.getpid()}: ")
        assert not ports.is_free(taken.getsockname()[1])
