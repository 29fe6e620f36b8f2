"""Reading and proving the log: page by page, about one thing, over more rows than one batch."""

from uuid import uuid4

import pytest
from sqlalchemy import select, text

from exemplar.accounts.roles import Role
from exemplar.audit import service as audit
from exemplar.audit.models import AuditEntry
from exemplar.core.database import transaction
from tests.factories import everywhere, make_account, settled, sign_in_as


async def write(services, count, about=None):
    async with transaction(services.session_maker) as session:
        for number in range(count):
            audit.record(session, actor_id=None, action="thing.done", about=("thing", about or uuid4()), number=number)


async def tamper(services, *statements):
    async with transaction(services.session_maker) as session:
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            await session.execute(text(statement))


async def verdict(services):
    async with transaction(services.session_maker) as session:
        found = await audit.verify(session)
    return found.checked, found.bad_seq, found.reason


async def test_a_log_longer_than_a_batch_is_checked_to_its_end(own_services):
    await write(own_services, 2_001)
    assert await verdict(own_services) == (2_001, None, None)

    await tamper(own_services, "UPDATE audit_entry SET action = 'thing.undone' WHERE seq = 2001")

    assert await verdict(own_services) == (2_000, 2_001, "hash")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM audit_entry WHERE seq = 2", (1, 2, "gap")),
        ("DELETE FROM audit_entry WHERE seq = 4", (3, 4, "head")),
        ("UPDATE audit_entry SET prev = hash WHERE seq = 3", (2, 3, "prev")),
        ("UPDATE audit_entry SET actor_id = gen_random_uuid() WHERE seq = 1", (0, 1, "hash")),
        ("UPDATE audit_head SET seq = 3", (4, 5, "head")),
        ("UPDATE audit_head SET hash = prev FROM audit_entry WHERE audit_entry.seq = 2", (4, 5, "head")),
    ],
)
async def test_whatever_is_done_behind_the_triggers_is_named(own_services, statement, expected):
    await write(own_services, 4)
    assert await verdict(own_services) == (4, None, None)

    await tamper(own_services, statement)

    assert await verdict(own_services) == expected


async def test_entries_of_one_transaction_share_a_moment_and_join_in_their_order(session):
    things = [uuid4() for _ in range(3)]
    for number, thing in enumerate(things):
        audit.record(session, actor_id=None, action="thing.done", about=("thing", thing), number=number, by=thing)
    await settled(session)

    entries = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))

    assert [(entry.object_id, entry.body) for entry in entries] == [
        (thing, {"number": number, "by": str(thing)}) for number, thing in enumerate(things)
    ]
    assert len({entry.at for entry in entries}) == 1
    assert [entry.prev for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


async def test_the_auditor_leafs_through_the_log_and_narrows_it_to_one_thing(client, session):
    auditor = await make_account(session, everywhere(Role.AUDITOR))
    await sign_in_as(client, session, auditor.id)
    one = uuid4()
    for number in range(51):
        audit.record(session, actor_id=None, action="thing.done", about=("thing", one if number in {0, 20} else uuid4()), number=number)
    await settled(session)

    first = (await client.get("/audit")).json()
    second = (await client.get("/audit", params={"before": first["next_before"]})).json()
    about = (await client.get("/audit", params={"about": str(one)})).json()
    beyond = (await client.get("/audit", params={"before": -5})).json()

    assert [entry["seq"] for entry in first["items"]] == list(range(51, 1, -1))
    assert (first["next_before"], [entry["seq"] for entry in second["items"]], second["next_before"]) == (2, [1], None)
    assert [entry["body"]["number"] for entry in about["items"]] == [20, 0]
    assert beyond == {"items": [], "next_before": None}
    assert first["items"][0]["prev"] == first["items"][1]["hash"]


async def test_the_auditor_proves_the_log_over_http(client, session):
    auditor = await make_account(session, everywhere(Role.AUDITOR))
    await sign_in_as(client, session, auditor.id)
    audit.record(session, actor_id=None, action="thing.done", about=("thing", uuid4()))
    await settled(session)

    answer = await client.post("/audit/verification")

    assert (answer.status_code, answer.json()) == (200, {"is_sound": True, "checked": 1, "bad_seq": None, "reason": None})
