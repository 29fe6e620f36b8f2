"""What the database, the pool and bugs become on the wire: a code, and never a row's content."""

import httpx
import pytest
from litestar import Litestar, get, post
from litestar.exceptions import TooManyRequestsException
from litestar.params import JSONBody
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from exemplar.core import problems
from exemplar.core.errors import DomainError, TooOften

SECRET = "lan-and-nobody-else"


def answering(work):
    """An application of one route that does ``work``."""

    @get("/")
    async def only() -> None:
        await work()

    app = Litestar([only], exception_handlers=problems.HANDLERS, openapi_config=None)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://localhost")


async def answer_to(work):
    async with answering(work) as client:
        response = await client.get("/")
    assert response.headers["content-type"].startswith("application/problem+json")
    assert SECRET not in response.text
    return response.status_code, response.json()["code"]


@pytest.fixture
def running(connection):
    """What a route does when it runs these statements."""

    def make(*statements):
        async def work():
            async with connection.begin_nested():
                for statement in statements:
                    await connection.execute(text(statement))

        return work

    return make


THING = "CREATE TEMP TABLE thing (id text CONSTRAINT thing_pk PRIMARY KEY, small smallint, CONSTRAINT small_is_small CHECK (small < 9))"
PART = "CREATE TEMP TABLE part (thing text REFERENCES thing (id))"


async def test_a_second_row_under_one_key_exists_already(running):
    insert = f"INSERT INTO thing VALUES ('{SECRET}', 1)"

    assert await answer_to(running(THING, insert, insert)) == (409, "already_exists")


async def test_a_reference_to_nothing_or_from_something_is_still_in_use(running):
    assert await answer_to(running(THING, PART, f"INSERT INTO part VALUES ('{SECRET}')")) == (409, "still_in_use")


async def test_a_constraint_with_a_code_of_its_own_answers_with_it(running):
    problems.CONSTRAINT_CODES["small_is_small"] = "thing_too_big"
    try:
        assert await answer_to(running(THING, f"INSERT INTO thing VALUES ('{SECRET}', 9)")) == (409, "thing_too_big")
    finally:
        del problems.CONSTRAINT_CODES["small_is_small"]


async def test_any_other_constraint_is_a_bug_of_ours(running):
    assert await answer_to(running(THING, f"INSERT INTO thing VALUES ('{SECRET}', 9)")) == (500, "unexpected")
    assert await answer_to(running(THING, "INSERT INTO thing VALUES (NULL, 1)")) == (500, "unexpected")


async def test_a_number_no_column_holds_is_bad_input(running):
    assert await answer_to(running(THING, f"INSERT INTO thing VALUES ('{SECRET}', 99999)")) == (422, "invalid")


async def test_a_statement_that_is_wrong_is_a_bug_with_an_id_to_quote(running):
    async with answering(running(f"SELECT '{SECRET}' FROM nowhere")) as client:
        body = (await client.get("/")).json()

    assert (body["status"], body["code"], len(body["request_id"])) == (500, "unexpected", 12)
    assert SECRET not in str(body)


async def test_a_bug_outside_the_database_is_not_told_either():
    async def work():
        raise RuntimeError(SECRET)

    assert await answer_to(work) == (500, "unexpected")


async def test_a_connection_cut_in_the_middle_is_unavailable(engine):
    async def work():
        async with engine.connect() as victim, engine.connect() as killer:
            pid = (await victim.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            await killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
            await victim.execute(text("SELECT 1"))

    assert await answer_to(work) == (503, "database_unavailable")


async def test_no_free_connection_is_unavailable(postgres, engine):
    narrow = create_async_engine(engine.url, pool_size=1, max_overflow=0, pool_timeout=0.05)

    async def work():
        async with narrow.connect(), narrow.connect():
            pass

    assert await answer_to(work) == (503, "database_unavailable")
    await narrow.dispose()


async def test_a_server_that_is_not_there_is_unavailable():
    nowhere = create_async_engine("postgresql+asyncpg://app@127.0.0.1:9/none")

    async def work():
        async with nowhere.connect():
            pass

    assert await answer_to(work) == (503, "database_unavailable")
    await nowhere.dispose()


async def test_the_wrong_method_is_told_which_ones_are_right():
    async def work():
        return

    async with answering(work) as client:
        response = await client.delete("/")

    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in response.headers["allow"]


async def test_what_the_framework_refuses_has_a_code_too():
    async def work():
        raise TooManyRequestsException

    assert await answer_to(work) == (429, "too_many_requests")


class Asked(BaseModel):
    words: str


@post("/")
async def asking(data: JSONBody[Asked]) -> None:
    del data


@pytest.mark.parametrize("opening", [b'{"words":', b""])
async def test_a_body_nested_too_deep_to_be_read_is_malformed(opening):
    app = Litestar([asking], exception_handlers=problems.HANDLERS, openapi_config=None)
    body = opening + b"[" * 20_000 + b"]" * 20_000 + (b"}" if opening else b"")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://localhost") as client:
        response = await client.post("/", content=body, headers={"content-type": "application/json"})

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


async def test_a_recursion_of_our_own_is_a_bug():
    async def work():
        await work()

    assert await answer_to(work) == (500, "unexpected")


async def test_a_refusal_of_what_comes_too_often_says_when_to_try_again():
    async def work():
        raise TooOften(retry_after_seconds=7)

    async with answering(work) as client:
        response = await client.get("/")

    assert (response.status_code, response.json()["code"], response.headers["retry-after"]) == (429, "too_many_requests", "7")


async def test_a_refusal_of_no_family_is_a_conflict():
    class Odd(DomainError):
        code = "odd"

    async def work():
        raise Odd

    assert await answer_to(work) == (409, "odd")
