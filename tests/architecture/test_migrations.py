"""The history of the tables: runs up, down and up again, and matches the models."""

import asyncio

import asyncpg
import pytest
from advanced_alchemy.base import DefaultBase
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from exemplar.core import migrations
from exemplar.migrations import tables

GENERATED = {"search", "search_rank", "publication_search", "media_moment_search"}


@pytest.fixture
def fresh(postgres):
    async def run(statement):
        connection = await asyncpg.connect(postgres.url("postgres"))
        await connection.execute(statement)
        await connection.close()

    asyncio.run(run("CREATE DATABASE up_down_up"))
    yield postgres.url("up_down_up")
    asyncio.run(run("DROP DATABASE up_down_up WITH (FORCE)"))


def test_migrations_run_up_down_and_up_again(fresh):
    migrations.upgrade(fresh)
    migrations.downgrade(fresh, "base")
    migrations.upgrade(fresh)


def differences(connection):
    context = MigrationContext.configure(connection, opts={"include_object": tables.is_ours, "compare_type": True})
    return compare_metadata(context, DefaultBase.metadata)


async def test_autogenerate_finds_nothing_to_do(postgres, template, engine):
    other = create_async_engine(str(engine.url.render_as_string(hide_password=False)))
    async with other.connect() as connection:
        found = await connection.run_sync(differences)
    await other.dispose()

    assert [d for d in found if not (isinstance(d, tuple) and any(getattr(part, "name", None) in GENERATED for part in d))] == []
