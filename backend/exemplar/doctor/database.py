"""What the database must be: new enough, careful with what it acknowledged, on our newest schema, with a worker at work."""

from datetime import timedelta

import asyncpg
from alembic.script import ScriptDirectory

from exemplar.core import migrations
from exemplar.core.clock import utc_now
from exemplar.core.settings import DatabaseSettings
from exemplar.doctor.finding import Finding, Lacking, Verdict, ask

LEAST_MAJOR = 15
SILENT_AFTER = timedelta(minutes=1)
MAX_SKEW_SECONDS = 60


class Broken(Exception):
    """The database does not do what is needed. The text says what to do."""


class Patient:
    """A database under examination."""

    def __init__(self, settings: DatabaseSettings, connection: asyncpg.Connection) -> None:
        self._settings = settings
        self._connection = connection

    async def is_new_enough(self) -> str:
        """Unique rows with empty columns need version 15."""
        number = int(await self._connection.fetchval("SHOW server_version_num"))
        if number // 10_000 < LEAST_MAJOR:
            raise Broken(f"version {number // 10_000}; {LEAST_MAJOR} or newer is needed")
        return str(await self._connection.fetchval("SHOW server_version"))

    async def is_careful(self) -> str:
        """A server that acknowledges before it has written would lose votes in a power cut."""
        names = ("fsync", "full_page_writes", "synchronous_commit")
        off = [name for name in names if await self._connection.fetchval(f"SHOW {name}") == "off"]
        if off:
            raise Broken(f"{', '.join(off)} is off; a power cut would lose what people were told is safe. Switch it on")
        return "writes before it answers"

    async def is_on_our_schema(self) -> str:
        """The newest migration has run."""
        newest = ScriptDirectory.from_config(migrations.config(self._settings.database_url)).get_current_head()
        exists = await self._connection.fetchval("SELECT to_regclass('alembic_version')")
        found = await self._connection.fetchval("SELECT version_num FROM alembic_version") if exists else None
        if found != newest:
            raise Broken(f"at {found or 'nothing'}, newest is {newest}; type `exemplar migrate`")
        return str(newest)

    async def keeps_time(self) -> str:
        """Deadlines are judged by the database's clock."""
        skew = abs((await self._connection.fetchval("SELECT clock_timestamp()") - utc_now()).total_seconds())
        if skew > MAX_SKEW_SECONDS:
            raise Broken(f"its clock is {skew:.0f} s away from ours, and deadlines go by it. Set both by NTP")
        return f"{skew:.0f} s apart at most"

    async def has_a_worker(self) -> str:
        """Somebody does the jobs."""
        if not await self._connection.fetchval("SELECT to_regclass('procrastinate_workers')"):
            raise Lacking("not set up yet; type `exemplar migrate`")
        seen = await self._connection.fetchval("SELECT max(last_heartbeat) FROM procrastinate_workers")
        if seen is None or utc_now() - seen > SILENT_AFTER:
            raise Lacking("no worker has been heard of for a minute; files and mails wait. Type `exemplar worker`")
        return "at work"

    async def has_no_dead_jobs(self) -> str:
        """Jobs that were given up wait for somebody to look."""
        if not await self._connection.fetchval("SELECT to_regclass('procrastinate_jobs')"):
            raise Lacking("not set up yet; type `exemplar migrate`")
        dead = await self._connection.fetchval("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        if dead:
            raise Lacking(f"{dead} given up; the page of operations lists them, and the log of the worker says why")
        return "none given up"


async def examine(settings: DatabaseSettings) -> list[Finding]:
    """Ask the database everything. When it cannot be reached at all, only that is said."""
    try:
        connection = await asyncpg.connect(settings.database_url, timeout=10)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        advice = f"{str(error) or type(error).__name__}; check EXEMPLAR_DATABASE_URL"
        return [Finding("database", Verdict.FAILS, advice)]
    try:
        patient = Patient(settings, connection)
        checks = {
            "database": patient.is_new_enough,
            "database's care": patient.is_careful,
            "schema": patient.is_on_our_schema,
            "database's clock": patient.keeps_time,
            "worker": patient.has_a_worker,
            "jobs": patient.has_no_dead_jobs,
        }
        return [await ask(subject, check) for subject, check in checks.items()]
    finally:
        await connection.close()
