"""Jobs that were given up: only the operator sees them, and tries again or drops each of them once."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import enqueue
from exemplar.core.paging import PAGE_SIZE, encode_cursor
from exemplar.operations.repository import FailedJob
from exemplar.operations.service import LAST, FailedJobService, note_failure
from tests.factories import everywhere, make_actor, problem, settled, sign_in_as

LIST, RETRY, DROP = "/operations/failed-jobs", "/operations/failed-jobs/retry", "/operations/failed-jobs/drop"
NEWEST = text("SELECT max(id) FROM procrastinate_jobs")
GIVE_UP = text("UPDATE procrastinate_jobs SET status = 'failed', attempts = 8 WHERE id = :id")
START = text("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = :id")
WAITING = text("SELECT task_name, args, lock, priority, attempts FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")


@pytest.fixture
async def operator(session: AsyncSession) -> Actor:
    """Who runs the installation."""
    actor = await make_actor(session, everywhere(Role.ADMIN))
    await settled(session)
    return actor


async def given_up(
    session: AsyncSession, name: str = "gallery.make_share_card", error: str = "builtins.OSError", **arguments: object
) -> int:
    """Write a job whose tries are used up, as the worker leaves it; return its number."""
    await enqueue(session, name, lock="share-cards", priority=3, **arguments)
    number = await session.scalar(NEWEST)
    await session.execute(START, {"id": number})
    await note_failure(session, number, "builtins.TimeoutError")
    await note_failure(session, number, "builtins.OSError")
    await session.execute(GIVE_UP, {"id": number})
    await session.commit()
    return number


async def test_looking_needs_the_role_and_acting_a_fresh_password(client: httpx.AsyncClient, session: AsyncSession, operator: Actor):
    stranger = await make_actor(session, everywhere(Role.MANAGER))
    await settled(session)
    number = await given_up(session)
    await sign_in_as(client, session, stranger.account_id)
    assert (await client.get(LIST)).status_code == 403
    assert [(await client.post(act, json={"job_ids": [number]})).status_code for act in (RETRY, DROP)] == [403, 403]

    await sign_in_as(client, session, operator.account_id, confirmed=False)
    assert [job["id"] for job in (await client.get(LIST)).json()["items"]] == [number]
    refused = [problem(await client.post(act, json={"job_ids": [number]}))[1] for act in (RETRY, DROP)]
    assert refused == ["confirmation_required"] * 2
    assert [problem(await client.post(act, json={"job_ids": []}))[0] for act in (RETRY, DROP)] == [422, 422]


async def test_a_job_is_told_by_its_work_an_id_and_the_kind_of_its_error(client: httpx.AsyncClient, session: AsyncSession, operator: Actor):
    publication = uuid4()
    about = await given_up(session, publication_id=publication, phase="jury", address="lan@example.test")
    bare = await given_up(session, "media.sweep.periodic", timestamp=1_700_000_000, report_id="lan@example.test")
    await enqueue(session, "media.sweep")
    await session.commit()
    await sign_in_as(client, session, operator.account_id)

    answer = await client.get(LIST)

    listed = answer.json()
    assert [(job["id"], job["name"], job["about"], job["about_id"]) for job in listed["items"]] == [
        (bare, "media.sweep.periodic", None, None),
        (about, "gallery.make_share_card", "publication", str(publication)),
    ]
    assert {(job["attempts"], job["error"], job["failed_at"] is not None) for job in listed["items"]} == {(8, "builtins.OSError", True)}
    assert listed["next_cursor"] is None
    assert "lan@" not in answer.text


async def test_a_job_tried_again_is_queued_once_with_all_its_tries_and_leaves_the_list(
    client: httpx.AsyncClient, session: AsyncSession, operator: Actor
):
    publication = str(uuid4())
    number, other = await given_up(session, publication_id=publication), await given_up(session)
    await sign_in_as(client, session, operator.account_id)

    answers = [(await client.post(RETRY, json={"job_ids": [number, number, 2**53 - 1]})).json() for _ in range(2)]

    assert answers == [{"count": 1}, {"count": 0}]
    assert [tuple(row) for row in await session.execute(WAITING)] == [
        ("gallery.make_share_card", {"publication_id": publication}, "share-cards", 3, 0)
    ]
    assert [job["id"] for job in (await client.get(LIST)).json()["items"]] == [other]
    (entry,) = await session.scalars(select(AuditEntry).where(AuditEntry.action == "job.tried_again"))
    assert (entry.actor_id, entry.object_type, entry.object_id) == (operator.account_id, "job", UUID(int=number))
    assert entry.body == {"task": "gallery.make_share_card"}


async def test_a_job_dropped_is_done_by_nobody_and_leaves_the_list(client: httpx.AsyncClient, session: AsyncSession, operator: Actor):
    numbers = [await given_up(session) for _ in range(2)]
    await sign_in_as(client, session, operator.account_id)

    answers = [(await client.post(act, json={"job_ids": numbers})).json() for act in (DROP, DROP, RETRY)]

    assert answers == [{"count": 2}, {"count": 0}, {"count": 0}]
    assert (await session.execute(WAITING)).all() == []
    assert (await client.get(LIST)).json()["items"] == []
    noted = await session.scalars(select(AuditEntry.object_id).where(AuditEntry.action == "job.dropped"))
    assert set(noted) == {UUID(int=number) for number in numbers}


async def test_the_list_goes_on_where_the_last_page_ended(client: httpx.AsyncClient, session: AsyncSession, operator: Actor):
    numbers = [await given_up(session) for _ in range(PAGE_SIZE + 2)]
    await sign_in_as(client, session, operator.account_id)

    first = (await client.get(LIST)).json()
    await given_up(session)
    second = (await client.get(LIST, params={"cursor": first["next_cursor"]})).json()

    assert [job["id"] for job in first["items"] + second["items"]] == numbers[::-1]
    assert second["next_cursor"] is None
    assert problem(await client.get(LIST, params={"cursor": encode_cursor("x")}))[1] == "cursor_invalid"
    assert (await client.get(LIST, params={"cursor": encode_cursor(2**64 - 1)})).status_code == 200


async def test_a_page_takes_one_statement_for_three_rows_as_for_one(connection: AsyncConnection, session: AsyncSession, operator: Actor):
    counted: list[str] = []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda _c, _u, statement, *_: counted.append(statement))
    sizes = []
    for more in (1, 2):
        for _ in range(more):
            await given_up(session, publication_id=uuid4())
        counted.clear()
        found: list[FailedJob] = await FailedJobService(session, utc_now).page(operator, LAST, PAGE_SIZE)
        sizes.append((len(found), len([one for one in counted if not one.startswith(("SAVEPOINT", "RELEASE"))])))

    assert sizes == [(1, 1), (3, 1)]


async def test_of_two_who_try_the_same_job_again_at_once_one_does(own_services: wiring.Services):
    async with transaction(own_services.session_maker) as session:
        operator = await make_actor(session, everywhere(Role.ADMIN))
        number = await given_up(session)

    async def retry() -> int:
        async with transaction(own_services.session_maker) as session:
            return await FailedJobService(session, utc_now).try_again(operator, [number])

    counts = await asyncio.gather(retry(), retry(), retry())

    async with transaction(own_services.session_maker) as session:
        waiting = (await session.execute(WAITING)).all()
    assert (sorted(counts), len(waiting)) == ([0, 0, 1], 1)
