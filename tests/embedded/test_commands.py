"""The command line on servers that are given by address: the first account, the proof of the log, start and stop."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from exemplar import wiring
from exemplar.core.settings import StorageSettings
from exemplar.embedded.postgres import address_of
from tests.contracts import storages
from tests.embedded.test_start import Start, free_port

PROJECT = Path(__file__).resolve().parents[2]


def exemplar(*words: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    everything = os.environ | {"PYTHONPATH": str(PROJECT / "backend")} | environment
    command = [sys.executable, "-m", "exemplar", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=everything, input=typed, timeout=120)


@pytest.fixture
async def address(own_services: wiring.Services) -> AsyncIterator[str]:
    """The address of a database of the test's own, with every table and nothing in it."""
    yield own_services.settings.database.database_url


async def run(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def test_the_first_administrator_signs_the_log_and_the_log_is_proved(address: str):
    password = "a long first pass phrase\n"

    made = await asyncio.to_thread(
        exemplar, "create-admin", "Son@example.test", "Phạm Văn Sơn", typed=password, EXEMPLAR_DATABASE_URL=address
    )
    sound = await asyncio.to_thread(exemplar, "verify", EXEMPLAR_DATABASE_URL=address)
    await run(
        address,
        "SET session_replication_role = replica",
        "UPDATE audit_entry SET action = 'account.forged' WHERE seq = 1",
    )
    broken = await asyncio.to_thread(exemplar, "verify", EXEMPLAR_DATABASE_URL=address)

    assert (made.returncode, made.stdout) == (0, "Son@example.test may now sign in.\n"), made.stderr
    assert (sound.returncode, sound.stdout.splitlines()[0]) == (0, "audit log sound: 3 entries"), sound.stderr
    assert (broken.returncode, broken.stdout.splitlines()[0]) == (1, "audit log BROKEN at entry 1 (hash); 0 sound before it"), broken.stderr


def test_a_first_account_is_not_made_with_characters_that_nobody_sees():
    refused = exemplar("create-admin", "son\u200b@example.test", "Phạm Văn Sơn", typed="a long first pass phrase\n")

    assert refused.returncode == 2
    assert refused.stderr.startswith("Not taken: ")


def test_commands_find_the_database_of_the_data_folder(tmp_path: Path):
    assert address_of(tmp_path, "exemplar") is None

    (tmp_path / "password").write_text("secret\n")
    (tmp_path / "ports.json").write_text('{"postgresql": 9}')

    assert address_of(tmp_path, "exemplar") == "postgresql://app:secret@127.0.0.1:9/exemplar"


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory):
    """An object store given by address."""
    with storages.bundled(tmp_path_factory.mktemp("given")) as settings:
        yield settings


def surroundings(postgres, objects: StorageSettings, home: Path, database: str) -> dict[str, str]:
    return {
        "EXEMPLAR_HOME": str(home),
        "EXEMPLAR_DATABASE_URL": postgres.url(database),
        "EXEMPLAR_UNSAFE": "true",
        "EXEMPLAR_S3_ENDPOINT": objects.s3_endpoint,
        "EXEMPLAR_S3_ACCESS_KEY": objects.s3_access_key,
        "EXEMPLAR_S3_SECRET_KEY": objects.s3_secret_key,
        "EXEMPLAR_S3_BUCKET": "given-bucket",
    }


def test_on_given_servers_a_start_makes_database_and_bucket_and_stop_ends_it(postgres, objects: StorageSettings, tmp_path: Path):
    given = surroundings(postgres, objects, tmp_path / "home", "given database")
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        start = Start(tmp_path / "home", free_port())
        assert start.hears("Open http://localhost"), start.said
        running = exemplar("reset", "--yes")
        stopped = exemplar("stop")
        code = start.process.wait(40)
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

    assert code == 0
    assert (running.returncode, "Stop it first" in running.stderr) == (1, True)
    assert (stopped.returncode, stopped.stdout) == (0, "Stopped.\n")
    assert not any("PostgreSQL ready" in line or "S3 storage ready" in line for line in start.said)


def test_asked_to_end_while_it_comes_up_it_leaves_nothing_running(tmp_path: Path):
    start = Start(tmp_path / "home", free_port())
    assert start.hears("PostgreSQL ready"), start.said

    start.process.send_signal(signal.SIGTERM)

    assert start.process.wait(40) == 130
    assert "Stopped before everything was up.\n" in start.said


def test_an_unreachable_object_store_is_named(postgres, tmp_path: Path):
    nowhere = StorageSettings(s3_endpoint="http://127.0.0.1:9")

    answer = exemplar("start", EXEMPLAR_PORT=str(free_port()), **surroundings(postgres, nowhere, tmp_path / "home", "postgres"))

    assert answer.returncode == 1
    assert "The S3 server at 127.0.0.1:9 (EXEMPLAR_S3_ENDPOINT) cannot be reached" in answer.stderr


def test_a_database_that_cannot_be_prepared_is_shown_with_its_last_words(postgres, objects: StorageSettings, tmp_path: Path):
    asyncio.run(run(postgres.url("postgres"), "CREATE DATABASE spoiled"))
    asyncio.run(run(postgres.url("spoiled"), "CREATE TABLE account (id int)"))

    answer = exemplar("start", EXEMPLAR_PORT=str(free_port()), **surroundings(postgres, objects, tmp_path / "home", "spoiled"))

    assert answer.returncode == 1
    assert "The database could not be prepared (ended with code 1)" in answer.stderr
    assert "already exists" in answer.stderr
