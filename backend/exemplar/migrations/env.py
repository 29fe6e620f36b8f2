"""How migrations run: one at a time, with limits on how long they may wait or work."""

import asyncio

from advanced_alchemy.base import DefaultBase
from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from exemplar.migrations import tables

LOCK = 6_021_977

assert tables.MODULES  # every model is imported, so autogenerate sees every table


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=DefaultBase.metadata, compare_type=True, include_object=tables.is_ours)
    with context.begin_transaction():
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        connection.execute(text("SET LOCAL statement_timeout = '120s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        context.run_migrations()


async def _run_online() -> None:
    engine = create_async_engine(context.config.attributes["url"], poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_run)
        await connection.commit()
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    asyncio.run(_run_online())
