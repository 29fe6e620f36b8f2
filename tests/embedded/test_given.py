"""Servers given by address: what is said when they are away, refuse, or are something else."""

import asyncio
import socket
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from time import time

import asyncpg
import pytest

from exemplar.core.settings import StorageSettings
from exemplar.embedded import given
from exemplar.embedded.errors import CannotStart
from exemplar.embedded.objects import Objects
from exemplar.embedded.postgres import Postgres


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Objects]:
    server = Objects(tmp_path_factory.mktemp("given") / "s3").start()
    yield server
    server.stop()


def storage(objects: Objects, **other: str) -> StorageSettings:
    keys = {"s3_endpoint": objects.endpoint, "s3_access_key": objects.access_key, "s3_secret_key": objects.secret_key}
    return StorageSettings(**{**keys, "s3_public_endpoint": "", **other})  # type: ignore[arg-type]


def run(url: str, statement: str) -> None:
    async def go() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(statement)
        await connection.close()

    with asyncio.Runner() as runner:
        runner.run(go())


@pytest.fixture(scope="module")
def limited(postgres: Postgres) -> str:
    """The address of a user who owns the database ``owned`` and may do nothing else."""
    run(postgres.url("postgres"), "CREATE ROLE limited LOGIN PASSWORD 'p@ss/word'")
    run(postgres.url("postgres"), "CREATE DATABASE owned OWNER limited")
    return postgres.url("owned").replace(postgres.url("x").split("@")[0], "postgresql://limited:p%40ss%2Fword")


def test_an_unreachable_database_is_named():
    with pytest.raises(CannotStart, match=r"PostgreSQL at 127\.0\.0\.1:1 .*nothing listens there"):
        given.make_database("postgresql://app:secret@127.0.0.1:1/exemplar")


def test_a_host_that_nobody_knows_is_named():
    with pytest.raises(CannotStart, match=r"nowhere\.invalid:5432 .*no machine has that name"):
        given.make_database("postgresql://app:secret@nowhere.invalid/exemplar")


@pytest.mark.parametrize("url", ["", "exemplar", "mysql://a:b@host/x", "postgresql://app:pass/word@host/x", "postgresql://app:x@host:5432"])
def test_what_is_no_address_of_a_database_is_answered_with_its_form(url: str):
    with pytest.raises(CannotStart, match="must look like postgresql://"):
        given.make_database(url)


def test_a_wrong_password_is_told_apart_from_a_missing_server(limited: str):
    with pytest.raises(CannotStart, match="refuses the user 'limited'") as refused:
        given.make_database(limited.replace("word", "wrong"))

    assert "wrong" not in str(refused.value)


def test_a_missing_database_that_the_user_may_not_make_comes_with_the_command_that_makes_it(limited: str):
    with pytest.raises(CannotStart, match=r"has no database 'other'[\s\S]*createdb --host 127\.0\.0\.1 --port \d+ .*--owner limited other"):
        given.make_database(limited.replace("/owned", "/other"))


def test_somebody_else_s_database_comes_with_the_statement_that_gives_it(limited: str):
    with pytest.raises(CannotStart, match='ALTER DATABASE "postgres" OWNER TO "limited"'):
        given.make_database(limited.replace("/owned", "/postgres"), unsafe=True)


def test_a_forgetful_database_is_refused_unless_nothing_in_it_matters(limited: str):
    with pytest.raises(CannotStart, match=r"fsync.*is off.*EXEMPLAR_UNSAFE=1"):
        given.make_database(limited)

    given.make_database(limited, unsafe=True)


def test_the_bucket_is_made_once(objects: Objects):
    given.make_bucket(storage(objects, s3_bucket="made"))
    given.make_bucket(storage(objects, s3_bucket="made"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"s3_secret_key": "wrong"}, "refuses the key in EXEMPLAR_S3_SECRET_KEY"),
        ({"s3_access_key": "wrong"}, "does not know the key in EXEMPLAR_S3_ACCESS_KEY"),
        ({"s3_bucket": "No_Bucket"}, r"EXEMPLAR_S3_BUCKET\): invalid bucket name"),
        ({"s3_endpoint": "127.0.0.1:9000"}, "EXEMPLAR_S3_ENDPOINT is '127.0.0.1:9000'. It must look like http"),
        ({"s3_public_endpoint": "files.example.org"}, "EXEMPLAR_S3_PUBLIC_ENDPOINT is 'files.example.org'"),
        ({"s3_endpoint": "http://127.0.0.1:1"}, "cannot be reached: nothing listens there"),
        ({"s3_endpoint": "http://nowhere.invalid:9000"}, "no machine has that name"),
    ],
)
def test_what_is_wrong_with_the_storage_is_told_by_the_variable_that_says_it(objects: Objects, wrong: dict[str, str], said: str):
    with pytest.raises(CannotStart, match=said):
        given.make_bucket(storage(objects, **wrong))


@pytest.mark.parametrize(
    ("behind_seconds", "said"), [(3600, "this machine is 3[56]\\d\\d s ahead"), (-3600, "behind"), (0, "does not speak S3")]
)
def test_another_time_and_another_kind_of_server_are_named(objects: Objects, behind_seconds: int, said: str):
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.send_header("Date", formatdate(time() - behind_seconds, usegmt=True))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"<!doctype html><title>A page")

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(CannotStart, match=said):
            given.make_bucket(storage(objects, s3_endpoint=f"http://127.0.0.1:{server.server_port}"))
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_that_does_not_answer_is_not_waited_for_for_long():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(0)
        began = time()

        with pytest.raises(CannotStart, match="does not answer"):
            given.make_database(f"postgresql://a:b@127.0.0.1:{silent.getsockname()[1]}/x")

        assert time() - began < 30


def test_keys_of_a_given_storage_are_asked_for_before_anything_is_started(tmp_path: Path):
    from tests.embedded.test_launch import exemplar

    answer = exemplar("start", EXEMPLAR_HOME=str(tmp_path / "home"), EXEMPLAR_S3_ENDPOINT="http://127.0.0.1:1")

    assert answer.returncode == 1
    assert "it needs EXEMPLAR_S3_ACCESS_KEY and EXEMPLAR_S3_SECRET_KEY too" in answer.stderr
    assert not (tmp_path / "home").exists()
