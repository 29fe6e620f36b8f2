"""The log in PostgreSQL: appended with the change, refused to change, verified."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from exemplar.accounts.roles import Role
from exemplar.audit import service as audit
from exemplar.audit.models import AuditEntry
from exemplar.core.database import transaction
from tests.factories import everywhere, make_account, sign_in_as


async def write(services, count=1):
    for _ in range(count):
        async with transaction(services.session_maker) as session:
            audit.record(session, actor_id=None, action="thing.done", about=("thing", uuid4()), state="done")


async def verify(services):
    async with transaction(services.session_maker) as session:
        return await audit.verify(session)


async def test_what_is_recorded_joins_the_chain_at_commit(own_services):
    await write(own_services, 3)

    verdict = await verify(own_services)

    assert (verdict.is_sound, verdict.checked) == (True, 3)


async def test_a_rolled_back_change_leaves_no_entry_and_no_gap(own_services):
    await write(own_services)
    with pytest.raises(RuntimeError):
        async with transaction(own_services.session_maker) as session:
            audit.record(session, actor_id=None, action="thing.done", about=("thing", uuid4()))
            raise RuntimeError
    await write(own_services)

    assert (await verify(own_services)).checked == 2


async def test_parallel_writers_make_one_chain_without_gaps(own_services):
    await asyncio.gather(*(write(own_services, 5) for _ in range(8)))

    verdict = await verify(own_services)

    assert (verdict.is_sound, verdict.checked) == (True, 40)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"])
async def test_the_database_refuses_to_change_the_log(own_services, statement):
    await write(own_services)

    with pytest.raises(DBAPIError, match="never changed"):
        async with transaction(own_services.session_maker) as session:
            await session.execute(text(statement))


async def test_a_row_edited_behind_the_triggers_is_named(own_services):
    await write(own_services, 4)
    async with transaction(own_services.session_maker) as session:
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        await session.execute(text('UPDATE audit_entry SET body = \'{"state": "undone"}\' WHERE seq = 3'))

    verdict = await verify(own_services)

    assert (verdict.bad_seq, verdict.reason) == (3, "hash")


async def test_only_the_auditor_reads_the_log(client, session):
    auditor = await make_account(session, everywhere(Role.AUDITOR))
    editor = await make_account(session, everywhere(Role.EDITOR))
    await sign_in_as(client, session, auditor.id)
    audit.record(session, actor_id=None, action="thing.done", about=("thing", uuid4()))
    async with transaction_of(session):
        pass

    seen = await client.get("/audit")
    await sign_in_as(client, session, editor.id)
    refused = await client.get("/audit")

    assert [entry["action"] for entry in seen.json()["items"]] == ["thing.done"]
    assert refused.status_code == 403
    assert await session.scalar(select(AuditEntry.seq)) == 1


def transaction_of(session):
    from contextlib import asynccontextmanager

    from tests.factories import settled

    @asynccontextmanager
    async def run():
        yield
        await settled(session)

    return run()
