"""Sealed sheets are proven against their digest, their figures and the log; each kind of tampering is named."""

import json

import pytest
from sqlalchemy import text

from exemplar import wiring
from exemplar.review.proof import SheetFault, SheetVerdict, verify_sheets
from exemplar.review.scoring import digest_of
from tests.factories import settled
from tests.review.arrange import make_call, make_entry, make_juror, make_sealed


@pytest.fixture
async def sealed(session):
    """Three sealed sheets of one juror, in the order of sealing."""
    call = await make_call(session)
    juror = await make_juror(session, call)
    assignments = [await make_sealed(session, call, juror, await make_entry(session, call)) for _ in range(3)]
    await settled(session)
    return assignments


async def tamper(session, assignment, change, **values):
    """Change a sealed sheet as only the owner of the database can: with its trigger off."""
    await session.execute(text("ALTER TABLE sealed_sheet DISABLE TRIGGER USER"))
    await session.execute(text(change + " WHERE assignment_id = :id"), {"id": assignment.id, **values})
    await session.execute(text("ALTER TABLE sealed_sheet ENABLE TRIGGER USER"))


async def test_untouched_sheets_are_sound(session, sealed):
    assert await verify_sheets(session) == SheetVerdict(3)


async def test_no_sheet_at_all_is_sound(session):
    assert await verify_sheets(session) == SheetVerdict(0)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE sealed_sheet SET content = jsonb_set(content, '{points,novelty}', '2500')", SheetFault.DIGEST),
        ("UPDATE sealed_sheet SET content = jsonb_set(content, '{comment_to_unit}', '\"Hay\"')", SheetFault.DIGEST),
        ("UPDATE sealed_sheet SET digest = sha256('x')", SheetFault.DIGEST),
        ("UPDATE sealed_sheet SET total_hundredths = total_hundredths + 1", SheetFault.FIGURES),
        ("UPDATE sealed_sheet SET below_floor = '[\"novelty\"]'", SheetFault.FIGURES),
    ],
)
async def test_one_changed_digit_names_the_sheet(session, sealed, change, fault):
    await tamper(session, sealed[1], change)

    assert await verify_sheets(session) == SheetVerdict(1, sealed[1].id, fault)


async def test_content_and_digest_changed_together_are_found_by_the_log(session, sealed):
    content = (await session.execute(text("SELECT content FROM sealed_sheet WHERE assignment_id = :id"), {"id": sealed[2].id})).scalar_one()
    content["points"]["novelty"] += 100
    change = "UPDATE sealed_sheet SET content = CAST(:content AS jsonb), digest = :digest"
    await tamper(session, sealed[2], change, content=json.dumps(content), digest=digest_of(content))

    assert await verify_sheets(session) == SheetVerdict(2, sealed[2].id, SheetFault.LOG)


async def test_a_sheet_that_is_gone_is_missed(session, sealed):
    await tamper(session, sealed[0], "DELETE FROM sealed_sheet")

    assert await verify_sheets(session) == SheetVerdict(2, sealed[0].id, SheetFault.MISSING)


async def test_the_command_line_names_the_first_bad_sheet(own_services, capsys):
    async with own_services.session_maker() as session:
        call = await make_call(session)
        juror = await make_juror(session, call)
        assignment = await make_sealed(session, call, juror, await make_entry(session, call))
        await settled(session)
    await wiring.verify(own_services.settings)
    assert "sealed sheets sound: 1" in capsys.readouterr().out
    async with own_services.session_maker() as session:
        await tamper(session, assignment, "UPDATE sealed_sheet SET total_hundredths = 10000")
        await settled(session)

    assert await wiring.verify(own_services.settings) == 1

    assert f"sealed sheet of assignment {assignment.id} BROKEN (figures); 0 sound before it" in capsys.readouterr().out
