"""The servers of a bench: the bundled PostgreSQL at full durability, the bundled S3 server, the API, the floors."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from exemplar.core.settings import PROJECT, StorageSettings
from exemplar.embedded import ports, processes
from exemplar.embedded.application import HEALTH_PATH, Application
from exemplar.embedded.objects import Objects
from exemplar.embedded.postgres import Postgres
from exemplar.embedded.processes import Part, Program
from tests.bench.load import Server

SMALL, LARGE = "bench_small", "bench_large"
BUCKET = "bench"


class Bare:
    """A floor: one of the applications beside this file, under the very server and settings that the API has."""

    def __init__(self, application: str, port: int, environment: dict[str, str], log: Path) -> None:
        self.name = application
        self._port = port
        self._environment = environment
        self._log = log

    def prepare(self) -> None:
        """Do nothing."""

    def program(self) -> Program:
        """Return how to run it."""
        words = ["--factory", "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--no-server-header", "--log-level", "warning"]
        argv = [sys.executable, "-m", "uvicorn", self.name, "--port", str(self._port), *words]
        return Program(argv=argv, env=self._environment, cwd=PROJECT, log=self._log)

    def is_ready(self, pid: int) -> bool:
        """Say whether it listens."""
        return any(one.status == psutil.CONN_LISTEN for one in psutil.Process(pid).net_connections())

    def may_retry(self) -> bool:
        """Say no."""
        return False

    def release(self) -> None:
        """Do nothing."""


@dataclass
class Stack:
    """What runs, and how to run more of it. Everything dies with this process."""

    folder: Path
    postgres: Postgres
    objects: Objects
    running: list[tuple[subprocess.Popen[bytes], Program]] = field(default_factory=list)

    def url(self, database: str) -> str:
        """Return the address of one of the databases."""
        return self.postgres.url(database)

    def storage(self) -> StorageSettings:
        """Return where objects go."""
        return StorageSettings(
            s3_endpoint=self.objects.endpoint,
            s3_access_key=self.objects.access_key,
            s3_secret_key=self.objects.secret_key,
            s3_bucket=BUCKET,
        )

    def environment(self, database: str, port: int) -> dict[str, str]:
        """Return what the API and the worker read; nothing of the caller's own settings gets in."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith("EXEMPLAR_")}
        return plain | {
            "EXEMPLAR_HOME": str(self.folder),
            "EXEMPLAR_PORT": str(port),
            "EXEMPLAR_DATABASE_URL": self.url(database),
            "EXEMPLAR_S3_ENDPOINT": self.objects.endpoint,
            "EXEMPLAR_S3_ACCESS_KEY": self.objects.access_key,
            "EXEMPLAR_S3_SECRET_KEY": self.objects.secret_key,
            "EXEMPLAR_S3_BUCKET": BUCKET,
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "backend"), str(PROJECT)]),
        }

    def api(self, database: str) -> Server:
        """Start the API on a database."""
        port = _free_port()
        health = f"http://127.0.0.1:{port}{HEALTH_PATH}"
        part = Application("API", ("api",), self.environment(database, port), self.folder / f"api-{database}.log", health)
        return Server(port, (self._run(part), self.postgres.pid))

    def worker(self, database: str) -> int:
        """Start the worker; return its process id."""
        return self._run(Application("Worker", ("worker",), self.environment(database, 0), self.folder / "worker.log"))

    def floor(self, application: str, **environment: str) -> Server:
        """Start a floor application."""
        port = _free_port()
        name = application.split(":", maxsplit=1)[0].rsplit(".", 1)[-1]
        part = Bare(application, port, self.environment(LARGE, port) | environment, self.folder / f"{name}.log")
        return Server(port, (self._run(part), self.postgres.pid))

    def last_words(self) -> str:
        """Return the end of every log of ours, for whoever looks for a fault."""
        return "\n".join(f"--- {log.name}\n{processes.tail(log, 3000)}" for log in sorted(self.folder.glob("*.log")))

    def _run(self, part: Part) -> int:
        process = processes.start_and_wait(part)
        self.running.append((process, part.program()))
        return process.pid


@contextmanager
def running() -> Iterator[Stack]:
    """Start the two servers on an empty folder; stop everything and throw the folder away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="exemplar-bench-"))
    folder.chmod(0o711)
    stack = Stack(folder, Postgres(folder / "postgres"), Objects(folder / "objects"))
    try:
        stack.postgres.start()
        stack.objects.start()
        yield stack
    except Exception as error:
        error.add_note(stack.last_words())
        raise
    finally:
        for process, program in reversed(stack.running):
            processes.end(process, program)
        stack.objects.stop()
        stack.postgres.stop()
        _remove(folder)


def _remove(folder: Path) -> None:
    for _ in range(3):  # a server that was just killed may still be closing a file
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.3)


def _free_port() -> int:
    while True:
        port = 32_000 + int.from_bytes(os.urandom(2), "big") % 700
        if ports.is_free(port):
            return port


def resident_mb(pid: int) -> float:
    """Return the memory that a process and its descendants share fairly between them (PSS), in MB; RSS where unknown."""
    root = psutil.Process(pid)
    total = 0
    for one in [root, *root.children(recursive=True)]:
        try:
            total += getattr(one.memory_full_info(), "pss", 0) or one.memory_info().rss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1e6
