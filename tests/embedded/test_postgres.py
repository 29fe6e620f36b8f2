"""The private PostgreSQL: made, killed, restarted, refused, explained."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from exemplar.embedded import binaries, home
from exemplar.embedded.errors import CannotStart
from exemplar.embedded.postgres import Postgres

PROJECT = Path(__file__).resolve().parents[2]


def ask(server: Postgres, statement: str) -> object:
    async def run() -> object:
        connection = await asyncpg.connect(server.url("postgres"))
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    with asyncio.Runner() as runner:
        return runner.run(run())


def test_it_starts_durable_checks_passwords_and_stops(tmp_path: Path):
    server = Postgres(tmp_path / "pg").start()

    try:
        assert ask(server, "select current_setting('fsync') || current_setting('full_page_writes')") == "onon"
        assert ask(server, "select current_setting('data_checksums')") == "on"
        assert ask(server, "select current_setting('listen_addresses')") == "127.0.0.1"
        with pytest.raises(asyncpg.InvalidPasswordError), asyncio.Runner() as runner:
            runner.run(asyncpg.connect(server.url("postgres").replace("app:", "app:x")))
    finally:
        server.stop()

    assert not (tmp_path / "pg" / "data" / "postmaster.pid").exists()
    assert (tmp_path / "pg" / "password").stat().st_mode & 0o077 == 0


def test_killed_hard_it_comes_back_at_the_same_address_with_every_row(tmp_path: Path):
    first = Postgres(tmp_path / "pg").start()
    address = first.url("postgres")
    ask(first, "create table kept as select generate_series(1, 300) as number")

    os.kill(first.pid, signal.SIGKILL)
    first.stop()
    second = Postgres(tmp_path / "pg").start()

    try:
        assert second.url("postgres") == address
        assert ask(second, "select count(*) from kept") == 300
    finally:
        second.stop()


def test_a_second_owner_is_refused_and_told_who_the_first_is(tmp_path: Path):
    server = Postgres(tmp_path / "pg", fast=True).start()

    try:
        with pytest.raises(CannotStart, match=f"already in use by process {os.getpid()}"):
            Postgres(tmp_path / "pg").start()
    finally:
        server.stop()


def test_a_half_made_folder_is_named_and_left_alone(tmp_path: Path):
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    (data / "base").mkdir()

    with pytest.raises(CannotStart, match="half-made"):
        Postgres(tmp_path / "pg").start()

    assert (data / "base").exists()
    assert home.owner(tmp_path / "pg") is None


def test_an_interrupted_first_start_is_made_anew(tmp_path: Path):
    draft = tmp_path / "pg" / "data.new"
    draft.mkdir(parents=True)
    (draft / "base").mkdir()

    server = Postgres(tmp_path / "pg", fast=True).start()
    server.stop()

    assert not draft.exists()


def test_data_of_another_major_version_is_explained(tmp_path: Path):
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")

    with pytest.raises(CannotStart, match="written by PostgreSQL 9, but the programs here are version"):
        Postgres(tmp_path / "pg").start()


def test_the_server_goes_when_the_process_that_started_it_is_killed(tmp_path: Path):
    script = "import sys, time, pathlib; from exemplar.embedded.postgres import Postgres\n"
    script += "print(Postgres(pathlib.Path(sys.argv[1]), fast=True).start().pid, flush=True); time.sleep(60)"
    starter = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "pg")],
        stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(PROJECT / "backend")},
    )  # fmt: skip
    assert starter.stdout is not None
    server_pid = int(starter.stdout.readline())

    starter.kill()
    starter.wait()
    starter.stdout.close()
    server = Postgres(tmp_path / "pg", fast=True).start()

    try:
        assert server.pid != server_pid
        assert ask(server, "select 1") == 1
    finally:
        server.stop()


def test_root_hides_behind_a_harmless_number_and_everybody_else_runs_it_as_they_are():
    first_words = binaries.identity(binaries.find()[0]).prefix[:1]

    assert first_words == (("unshare",) if os.geteuid() == 0 else ())


def _refuses(programs: Path, run_as: binaries.RunAs) -> bool:
    command = [programs / "postgres", "-V"]
    try:
        return subprocess.run(command, check=False, capture_output=True, **run_as.options()).returncode != 0
    except OSError:
        return True


def test_an_ordinary_user_can_run_it_too(tmp_path: Path):
    """As root, the whole life of a cluster once more as the user nobody, where that user can reach the programs at all."""
    programs = binaries.find()[0]
    account = pwd.getpwnam("nobody")
    shared = Path("/tmp") / f"exemplar-test-{os.getpid()}"
    as_nobody = binaries.RunAs(uid=account.pw_uid, gid=account.pw_gid) if os.geteuid() == 0 else binaries.RunAs()
    if os.geteuid() != 0 or _refuses(programs, as_nobody):
        shared = tmp_path
        as_nobody = binaries.identity(programs)
    try:
        for _ in range(2):
            server = Postgres(shared / "pg", fast=True, run_as=as_nobody).start()
            assert ask(server, "select 1") == 1
            server.stop()
    finally:
        shutil.rmtree(shared / "pg", ignore_errors=True)
        if shared != tmp_path:
            shared.rmdir()
