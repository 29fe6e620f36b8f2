"""Everything that a site runs, each part a process that can be killed; the object store stands behind a line that can be held."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from exemplar import wiring
from exemplar.core import migrations
from exemplar.core.settings import PROJECT, Settings, StorageSettings
from exemplar.core.storage import S3Storage
from exemplar.embedded import processes
from exemplar.embedded.application import HEALTH_PATH, Application
from exemplar.embedded.objects import Objects
from exemplar.embedded.ports import kept
from exemplar.embedded.postgres import Postgres
from exemplar.embedded.processes import Part, Program
from tests.held_line import HeldLine, held_line

API, WORKER, DATABASE, STORE = "API", "Worker", "PostgreSQL", "S3 storage"
VICTIMS = (API, WORKER, DATABASE, STORE)
NAME, BUCKET = "rig", "rig"
_READY_SECONDS = 90
_AT_WORK = "SELECT count(*) FROM procrastinate_jobs WHERE args ? 'media_id' AND status IN ('todo', 'doing')"


@dataclass
class Life:
    """A part with its present process."""

    part: Part
    program: Program
    process: subprocess.Popen[bytes]


@dataclass
class Rig:
    """A running site. Whatever ends is started again at once, as ``exemplar start`` does."""

    folder: Path
    postgres: Postgres
    objects: Objects
    line: HeldLine
    port: int
    more: dict[str, str]
    lives: dict[str, Life] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return where the API is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        """Return the address of the database."""
        return self.postgres.url(NAME)

    def storage_settings(self, endpoint: str | None = None) -> StorageSettings:
        """Return how the test reaches the store: past the line."""
        at = endpoint or self.objects.endpoint
        keys = {"s3_access_key": self.objects.access_key, "s3_secret_key": self.objects.secret_key}
        return StorageSettings(s3_endpoint=at, s3_public_endpoint=at, s3_bucket=BUCKET, **keys)

    def services(self) -> wiring.Services:
        """Return what a door carries, for the test's own questions."""
        settings = Settings()
        settings.database = settings.database.model_copy(update={"database_url": self.database_url})
        settings.storage = self.storage_settings()
        return wiring.make_services(settings)

    def environment(self) -> dict[str, str]:
        """Return what API and worker read; nothing of the caller's own settings gets in."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith("EXEMPLAR_")}
        line = f"http://127.0.0.1:{self.line.own_port}"
        return plain | {
            "EXEMPLAR_HOME": str(self.folder),
            "EXEMPLAR_PORT": str(self.port),
            "EXEMPLAR_DATABASE_URL": self.database_url,
            "EXEMPLAR_S3_ENDPOINT": line,
            "EXEMPLAR_S3_PUBLIC_ENDPOINT": line,
            "EXEMPLAR_S3_ACCESS_KEY": self.objects.access_key,
            "EXEMPLAR_S3_SECRET_KEY": self.objects.secret_key,
            "EXEMPLAR_S3_BUCKET": BUCKET,
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "backend"), str(PROJECT)]),
            **self.more,
        }

    def pid(self, name: str) -> int:
        """Return the process id of a part."""
        return self.lives[name].process.pid

    async def rise(self) -> None:
        """Start everything on empty servers."""
        self.postgres.prepare()
        for server in (self.postgres, self.objects):
            await self._up(server)
        connection = await asyncpg.connect(self.postgres.url("postgres"))
        await connection.execute(f"CREATE DATABASE {NAME}")
        await connection.close()
        await asyncio.to_thread(migrations.upgrade, self.database_url)
        storage = S3Storage(self.storage_settings())
        await storage.ensure_bucket()
        await storage.close()
        health = f"{self.url}{HEALTH_PATH}"
        for part in (
            Application(WORKER, ("worker",), self.environment(), self.folder / "worker.log"),
            Application(API, ("api",), self.environment(), self.folder / "api.log", health),
        ):
            await self._up(part)

    async def kill(self, name: str) -> None:
        """End a part as ``kill -9`` does, and return when it is gone; ``tend`` starts it again."""
        process = self.lives[name].process
        process.kill()
        await asyncio.to_thread(process.wait)

    async def tend(self) -> None:
        """Start again what has ended, for as long as this runs."""
        async with asyncio.TaskGroup() as all_of_them:
            for name in self.lives:
                all_of_them.create_task(self._tend(name))

    async def _tend(self, name: str) -> None:
        while True:
            life = self.lives[name]
            if life.process.poll() is not None:
                self.ended.append(name)
                processes.sweep(life.process)
                await self._up(life.part)
            await asyncio.sleep(0.05)

    async def _up(self, part: Part) -> None:
        """Run a part until it answers. Only this thread makes children: the kernel ties them to it."""
        if part.name == WORKER:
            await self._let_time_pass()
        until = asyncio.get_running_loop().time() + _READY_SECONDS
        life = Life(part, program := part.program(), processes.spawn(program))
        while not await asyncio.to_thread(part.is_ready, life.process.pid):
            assert asyncio.get_running_loop().time() < until, f"{part.name}: {processes.tail(life.program.log)}"
            await asyncio.sleep(0.05)
            if life.process.poll() is not None:
                life = Life(part, program := part.program(), processes.spawn(program))
        self.lives[part.name] = life

    async def connected(self) -> asyncpg.Connection:
        """Return a connection to the database, when it is there."""
        while True:
            try:
                return await asyncpg.connect(self.database_url)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.1)

    async def at_rest(self) -> None:
        """Wait until no job about a file is under way or waiting."""
        connection = await self.connected()
        while await connection.fetchval(_AT_WORK):
            await asyncio.sleep(0.25)
        await connection.close()

    async def _let_time_pass(self) -> None:
        """Make it an hour since any worker gave a sign of life: a new one takes over at once, not after three quarters of a minute."""
        connection = await self.connected()
        await connection.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
        await connection.close()

    def fall(self) -> None:
        """Stop everything, the last started first."""
        for life in reversed(self.lives.values()):
            processes.end(life.process, life.program)
            life.part.release()

    def last_words(self) -> str:
        """Return the end of every log, for whoever looks for a fault."""
        return "\n".join(
            f"--- {log.name}\n{processes.tail(log, 4000)}" for log in [*self.folder.glob("*.log"), self.postgres.log, self.objects.log]
        )


@asynccontextmanager
async def running(folder: Path, **more: str) -> AsyncIterator[Rig]:
    """Run a site in ``folder``, which is empty; ``more`` is for its environment."""
    folder.mkdir(mode=0o711, exist_ok=True)
    objects = Objects(folder / "objects")
    objects.prepare()
    port = kept(folder / "ports.json", ("api",))["api"]
    async with held_line("127.0.0.1", int(objects.endpoint.rsplit(":", 1)[1])) as line:
        rig = Rig(folder, Postgres(folder / "postgres"), objects, line, port, more)
        tending: asyncio.Task[None] | None = None
        try:
            await rig.rise()
            tending = asyncio.create_task(rig.tend())
            yield rig
        except BaseException as error:
            error.add_note(rig.last_words())
            raise
        finally:
            if tending is not None:
                tending.cancel()
            rig.fall()
