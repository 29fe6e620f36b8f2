"""The pool and the transaction: dead connections are replaced, unsafe servers refused, failed blocks undone."""

import pytest
from sqlalchemy import text

from exemplar.core import events
from exemplar.core.database import make_engine, refuse_unsafe_server, transaction
from exemplar.core.errors import Unavailable
from exemplar.core.settings import DatabaseSettings
from tests.conftest import MAIN


@pytest.fixture
async def pool(postgres, engine):
    """The pool as the application makes it, of one connection."""
    pool = make_engine(DatabaseSettings(database_url=postgres.url(MAIN), database_pool_size=1))
    yield pool
    await pool.dispose()


async def test_a_connection_the_server_closed_is_replaced_before_anybody_notices(pool, engine):
    async with pool.connect() as connection:
        first = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    async with engine.connect() as killer:
        assert (await killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": first})).scalar_one()

    async with pool.connect() as connection:
        second = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()

    assert second != first


async def test_a_server_that_may_lose_what_it_acknowledged_is_refused(pool):
    with pytest.raises(Unavailable) as refusal:
        await refuse_unsafe_server(pool, DatabaseSettings(unsafe=False))

    assert refusal.value.facts == {"service": "postgresql", "setting": "fsync"}


async def test_the_operator_may_take_the_risk(pool):
    await refuse_unsafe_server(pool, DatabaseSettings(unsafe=True))


async def test_a_fact_told_where_nobody_listens_is_no_error(session):
    del session.info[events.INFO_KEY]

    await events.announce(session, object())


async def test_a_block_that_raises_undoes_what_it_did(own_services):
    with pytest.raises(LookupError):
        async with transaction(own_services.session_maker) as session:
            await session.execute(text("UPDATE audit_head SET seq = 7"))
            raise LookupError

    async with transaction(own_services.session_maker) as session:
        assert await session.scalar(text("SELECT seq FROM audit_head")) == 0
