"""Fixtures every test may use: a real PostgreSQL, one rolled-back transaction per test, the application in the same loop."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from exemplar import app as door
from exemplar import wiring
from exemplar.core import logging, migrations
from exemplar.core.settings import Settings
from exemplar.embedded.postgres import Postgres
from tests.contracts.storages import closing_line
from tests.fakes import MemoryStorage

logging.configure()

TEMPLATE, MAIN = "exemplar_template", "exemplar_main"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what this run did not cover."""
    line = closing_line()
    if line is not None:
        terminalreporter.write_line(line, yellow=True, bold=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A cluster of this run's own, fast and forgetful."""
    folder = Path(tempfile.mkdtemp(prefix="exemplar-tests-"))
    server = Postgres(folder / "postgres", fast=True).start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


async def _run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """A database with every migration, that nobody connects to; the others are cloned from it."""
    import asyncio

    asyncio.run(_run(postgres.url("postgres"), f"CREATE DATABASE {TEMPLATE}"))
    migrations.upgrade(postgres.url(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
async def engine(postgres: Postgres, template: str) -> AsyncIterator[AsyncEngine]:
    """The database that most tests share."""
    await _run(postgres.url("postgres"), f"CREATE DATABASE {MAIN} TEMPLATE {template}")
    engine = create_async_engine(postgres.url(MAIN).replace("postgresql://", "postgresql+asyncpg://"))
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One connection in a transaction that is undone after the test; deferred constraints bite at once."""
    async with engine.connect() as connection:
        outer = await connection.begin()
        await connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        yield connection
        await outer.rollback()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults, whatever the environment of the run says about addresses."""
    return Settings()


@pytest.fixture
def storage() -> MemoryStorage:
    """An object store in memory; it passes the same contract suite as the real ones."""
    return MemoryStorage()


@pytest.fixture
def services(connection: AsyncConnection, settings: Settings, storage: MemoryStorage) -> wiring.Services:
    """What a door carries, bound to this test's transaction."""
    maker = async_sessionmaker(
        bind=connection, expire_on_commit=False, join_transaction_mode="create_savepoint", info=wiring.session_info()
    )
    return wiring.Services(settings=settings, engine=connection.engine, session_maker=maker, storage=storage, mailer=None)


@pytest.fixture
async def session(services: wiring.Services) -> AsyncIterator[AsyncSession]:
    """A session for arranging and asserting; call ``settle`` to run what waits for the commit."""
    async with services.session_maker() as session:
        yield session


@pytest.fixture
async def client(services: wiring.Services) -> AsyncIterator[httpx.AsyncClient]:
    """HTTP into the application, in this loop and this transaction."""
    transport = httpx.ASGITransport(app=door.build(services), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000/api/v1") as client:
        yield client


@pytest.fixture
async def own_services(postgres: Postgres, template: str, settings: Settings, storage: MemoryStorage) -> AsyncIterator[wiring.Services]:
    """A database of the test's own, for races and for what must really commit."""
    name = f"own_{next(_numbers)}"
    await _run(postgres.url("postgres"), f"CREATE DATABASE {name} TEMPLATE {template}")
    engine = create_async_engine(postgres.url(name).replace("postgresql://", "postgresql+asyncpg://"), pool_size=20, max_overflow=20)
    maker = async_sessionmaker(engine, expire_on_commit=False, info=wiring.session_info())
    database = replace_url(settings, postgres.url(name))
    yield wiring.Services(settings=database, engine=engine, session_maker=maker, storage=storage, mailer=None)
    await engine.dispose()
    await _run(postgres.url("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


def replace_url(settings: Settings, url: str) -> Settings:
    """Return the settings with another database."""
    changed = Settings()
    changed.__dict__.update(settings.__dict__)
    changed.database = settings.database.model_copy(update={"database_url": url})
    return changed


def _count() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


_numbers = _count()
