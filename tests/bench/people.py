"""People at work in the bench: a juror with sheets, a council with open votes, a contributor; each signed in."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from exemplar import wiring
from exemplar.accounts.authentication import PLAIN_COOKIE
from exemplar.accounts.models import SignInSession
from exemplar.accounts.roles import Role
from exemplar.accounts.sign_in import token_hash
from exemplar.core.database import make_session_maker, transaction
from tests.bench.load import request
from tests.factories import in_unit, make_account, make_unit
from tests.review import arrange
from tests.voting import room

SEATS = 30
SHEETS = 8
"""How many sheets are written at once; the floor has as many of its own."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an open session."""

    account_id: UUID
    token: str
    csrf: str

    @property
    def headers(self) -> dict[str, str]:
        """Return what a browser of theirs sends."""
        return {"Cookie": f"{PLAIN_COOKIE}={self.token}", "X-CSRF-Token": self.csrf}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone. ``sheets`` and ``items`` are split: the first half is ours, the second the floor's."""

    juror: Person
    sheets: list[UUID]
    members: list[Person]
    items: list[UUID]
    contributor: Person
    unit_id: UUID


async def arrive(url: str, items: int) -> Cast:
    """Make everyone and what they work on; ``items`` votes are open for a council of thirty each."""
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    maker = make_session_maker(engine, wiring.session_info())
    async with transaction(maker) as session:
        juror, sheets = await _jury(session)
        unit = await make_unit(session)
        contributor = await sign_in(session, (await make_account(session, in_unit(Role.CONTRIBUTOR, unit.id))).id)
        members, first = await _council(session)
    async with transaction(maker) as session:
        found = await _more_items(session, first, items)
        await session.execute(text("ANALYZE"))
    await engine.dispose()
    return Cast(juror, sheets, members, found, contributor, unit.id)


async def sign_in(session: AsyncSession, account_id: UUID) -> Person:
    """Open a session for an account."""
    person = Person(account_id, secrets.token_urlsafe(32), secrets.token_urlsafe(24))
    session.add(SignInSession(account_id=account_id, token_hash=token_hash(person.token), csrf_token=person.csrf))
    await session.flush()
    return person


async def _jury(session: AsyncSession) -> tuple[Person, list[UUID]]:
    call = await arrange.make_call(session)
    call.campaign.code = "BENCH"  # the council's campaign is numbered by another counter
    juror = await arrange.make_juror(session, call, max_load=4 * SHEETS)
    made = [await arrange.make_assignment(session, call, juror) for _ in range(2 * SHEETS)]
    return await sign_in(session, juror.account_id), [assignment.id for assignment in made]


async def _council(session: AsyncSession) -> tuple[list[Person], UUID]:
    council = await room.make_room(session, size=SEATS, entries=1)
    item = await room.open_first(session, council)
    return [await sign_in(session, member.account_id) for member in council.members], item.id


async def _more_items(session: AsyncSession, first: UUID, count: int) -> list[UUID]:
    """Copy the open item with its meeting and its initiative: one council, many meetings, one open vote in each."""
    await session.execute(text("SET LOCAL session_replication_role = replica"))
    for table, changes, origin in (
        ("initiative", "'code', 'bench-' || n", "SELECT initiative_id FROM agenda_item WHERE id = :first"),
        ("council_session", "", "SELECT session_id FROM agenda_item WHERE id = :first"),
        ("agenda_item", "'initiative_id', md5('initiative' || n)::uuid, 'session_id', md5('council_session' || n)::uuid", ":first"),
    ):
        changed = f"'id', md5('{table}' || n)::uuid{', ' if changes else ''}{changes}"
        copy = (
            f"INSERT INTO {table} SELECT (jsonb_populate_record(original, jsonb_build_object({changed}))).* "
            f"FROM {table} original, generate_series(1, :count) n WHERE original.id = ({origin})"
        )
        await session.execute(text(copy), {"first": first, "count": count})
    rows = await session.execute(text("SELECT md5('agenda_item' || n)::uuid FROM generate_series(1, :count) n"), {"count": count})
    return list(rows.scalars())


def writing(cast: Cast) -> list[Iterator[bytes]]:
    """Return one source of saves for each of our sheets; each save starts from the version the last one made."""
    return [_saves(cast.juror, sheet) for sheet in cast.sheets[:SHEETS]]


def _saves(juror: Person, sheet: UUID) -> Iterator[bytes]:
    version = 1
    while True:
        points = {"novelty": 2000 + version % 1000, "effect": 3000, "reuse": 1500}
        texts = {
            "comments": {"novelty": "Lần đầu trong ngành, có số liệu trước và sau."},
            "private_note": "Xem lại",
            "comment_to_unit": "Tốt",
        }
        body = json.dumps({"version": version, "points": points, **texts}).encode()
        yield request(f"/api/v1/jury/{sheet}", juror.headers, "PATCH", body)
        version += 1


def voting(cast: Cast, connections: int) -> list[Iterator[bytes]]:
    """Return sources that share our half of the ballots: every member votes once on every item."""
    votes = (
        request(f"/api/v1/agenda-items/{item}/vote", member.headers, "POST", b'{"choice":"agree"}')
        for item in cast.items[: len(cast.items) // 4]
        for member in cast.members
    )
    return [votes] * connections
