"""Connections lent for single statements: nothing stays open, and what a transaction wrote is seen."""

import asyncpg
import pytest
from sqlalchemy import text

from exemplar.core.database import before_commit, lone_statements, transaction


async def test_a_statement_of_its_own_leaves_no_transaction_behind(own_services):
    async with lone_statements(own_services.session_maker) as connection:
        first = await connection.fetchval("SELECT pg_current_xact_id()::text")
        second = await connection.fetchval("SELECT pg_current_xact_id()::text")

    assert first != second
    assert own_services.engine.pool.checkedout() == 0


async def test_a_connection_comes_back_after_a_statement_that_failed(own_services):
    for _ in range(30):
        with pytest.raises(asyncpg.DivisionByZeroError):
            async with lone_statements(own_services.session_maker) as connection:
                await connection.fetchval("SELECT 1 / 0")

    assert own_services.engine.pool.checkedout() == 0


async def test_a_block_that_did_nothing_tells_the_server_nothing(own_services):
    async with transaction(own_services.session_maker):
        pass

    assert own_services.engine.pool.checkedin() == 0


async def test_work_left_for_the_commit_is_done_even_when_the_block_itself_asked_nothing(own_services):
    async def move(session):
        await session.execute(text("UPDATE audit_head SET seq = 7"))

    async with transaction(own_services.session_maker) as session:
        before_commit(session, "move", move)

    async with lone_statements(own_services.session_maker) as connection:
        assert await connection.fetchval("SELECT seq FROM audit_head") == 7
