"""The chair's panel of a large call: a thousand entries with three sheets each, scored by a hundred jurors on five criteria."""

import itertools
import json
import time
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from exemplar import wiring
from exemplar.core.database import make_session_maker, transaction
from tests.bench import load
from tests.bench.load import Server, request
from tests.bench.people import Person, sign_in
from tests.bench.report import Figure, Line
from tests.review import arrange

ENTRIES, JURORS, SHEETS_EACH, CRITERIA = 1_000, 100, 3, 5
GOAL_MS = 300
_RUBRIC = {"pass_percent": 70, "criteria": [{"key": f"k{n}", "name": {"vi": f"Tiêu chí {n}"}, "maximum": 20} for n in range(CRITERIA)]}
_ALIKE = (
    "SELECT (jsonb_populate_record(original, jsonb_build_object({changes}))).* FROM {table} original, {others} WHERE original.id = :{table}"
)
_SHEET = "generate_series(1, :entries) n, generate_series(1, :each) s"
_JUROR = "md5('bench-juror' || (n * 7 + s * 31) % :jurors)::uuid"
_LEVEL = "40 + n * 37 % 50 - ((n * 7 + s * 31) % :jurors % 11 - 5) * 2"
_POINTS = ", ".join(f"'k{k}', greatest(0, least(2000, 20 * ({_LEVEL} + (n * 13 + s * 29 + {k} * 17) % 13 - 6)))" for k in range(CRITERIA))
_COPIES = (
    (
        "account",
        "'id', md5('bench-juror' || j)::uuid, 'email', 'bench-juror-' || j || '@example.test'",
        "generate_series(0, :jurors - 1) j",
    ),
    ("initiative", "'id', md5('bench-entry' || n)::uuid, 'code', 'bench-entry-' || n", "generate_series(1, :entries) n"),
    ("contribution", "'id', gen_random_uuid(), 'initiative_id', md5('bench-entry' || n)::uuid", "generate_series(1, :entries) n"),
    (
        "assignment",
        f"'id', md5('bench-sheet' || n || '-' || s)::uuid, 'initiative_id', md5('bench-entry' || n)::uuid, 'juror_id', {_JUROR}",
        _SHEET,
    ),
    (
        "sealed_sheet",
        (
            "'id', gen_random_uuid(), 'assignment_id', md5('bench-sheet' || n || '-' || s)::uuid, "
            "'initiative_id', md5('bench-entry' || n)::uuid, 'digest', sha256(('bench' || n || '-' || s)::bytea), "
            f"'content', jsonb_build_object('points', jsonb_build_object({_POINTS})), 'total_hundredths', 100 * ({_LEVEL})"
        ),
        _SHEET,
    ),
)


async def fill(url: str) -> tuple[Person, str]:
    """Write the call with all its sheets; return its manager, signed in, and the address of the panel."""
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    async with transaction(make_session_maker(engine, wiring.session_info())) as session:
        call = await arrange.make_call(session)
        call.campaign.code = "BENCH-CHAIR"
        entry = await arrange.make_entry(session, call)
        entry.code = "bench-entry-0"
        juror = await arrange.make_juror(session, call)
        assignment = await arrange.make_sealed(session, call, juror, entry)
        await _multiply(session, call.category.rubric_version_id, entry.id, juror.account_id, assignment.id)
        manager = await sign_in(session, call.manager.account_id)
        await session.execute(text("ANALYZE"))
    await engine.dispose()
    return manager, f"/api/v1/campaigns/{call.campaign.id}/jury-study?category={call.category.id}"


async def _multiply(session: AsyncSession, rubric_id: UUID | None, entry_id: UUID, juror_id: UUID, assignment_id: UUID) -> None:
    await session.execute(text("SET LOCAL session_replication_role = replica"))
    originals = {"account": juror_id, "initiative": entry_id, "assignment": assignment_id}
    for table, column, value in (("contribution", "initiative_id", entry_id), ("sealed_sheet", "assignment_id", assignment_id)):
        originals[table] = (await session.execute(text(f"SELECT id FROM {table} WHERE {column} = :value"), {"value": value})).scalar_one()
    counts = {"entries": ENTRIES, "each": SHEETS_EACH, "jurors": JURORS}
    for table, changes, others in _COPIES:
        copy = f"INSERT INTO {table} " + _ALIKE.format(changes=changes, table=table, others=others)
        used = {name: count for name, count in counts.items() if f":{name}" in copy}
        await session.execute(text(copy), {table: originals[table], **used})
    await session.execute(text("DELETE FROM sealed_sheet WHERE id = :id"), {"id": originals["sealed_sheet"]})
    await session.execute(text("DELETE FROM assignment WHERE id = :id"), {"id": assignment_id})
    rubric = {"id": rubric_id, "definition": json.dumps(_RUBRIC)}
    await session.execute(text("UPDATE rubric_version SET definition = CAST(:definition AS jsonb) WHERE id = :id"), rubric)


async def measure(server: Server, url: str, seconds: float) -> Line:
    """Return the p95 of the panel, read by one person again and again, beside what the issue allows."""
    manager, address = await fill(url)
    raw = request(address, manager.headers)
    began = time.perf_counter()
    status, _, body = await load.ask(server, raw)
    first = time.perf_counter() - began
    read = json.loads(body)
    if (status, len(read["entries"]), read["sheets"], len(read["criteria"])) != (200, ENTRIES, ENTRIES * SHEETS_EACH, CRITERIA):
        message = f"the panel answered {status}: {body[:300]!r}"
        raise AssertionError(message)
    reading = await load.load(server, [itertools.repeat(raw)], max(3.0, seconds))
    name = f"the jury in figures, {ENTRIES:,} × {SHEETS_EACH} × {CRITERIA}, p95"
    note = f"the floor is the goal; the first answer after a sheet changed took {first:.1f} s"
    return Line(name, "ms", Figure(reading.p95_ms, reading.cpu_ms), Figure(GOAL_MS), reading.p95_ms / GOAL_MS, "≤1", note)
