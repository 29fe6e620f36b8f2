"""Revisions are proven against their digest and the log; each kind of tampering is named."""

import json

import pytest
from sqlalchemy import text

from exemplar.audit.proof import Fault, Proof
from exemplar.initiatives.content import digest
from exemplar.initiatives.proof import RevisionFault, prove_revisions
from tests.factories import settled
from tests.initiatives.arrange import make_season, make_submitted


@pytest.fixture
async def revisions(session):
    """Three revisions, oldest first."""
    season = await make_season(session)
    made = [(await make_submitted(session, season, f"Sáng kiến {number}")).revision for number in range(3)]
    await settled(session)
    return made


async def tamper(session, change, **values):
    """Change rows as only the owner of the database can: with triggers off."""
    await session.execute(text("SET LOCAL session_replication_role = replica"))
    await session.execute(text(change), values)
    await session.execute(text("SET LOCAL session_replication_role = origin"))


async def test_what_was_handed_in_is_sound(session, revisions):
    assert await prove_revisions(session) == Proof("revision", 3)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE revision SET content = jsonb_set(content, '{summary}', '\"Khác\"') WHERE id = :id", RevisionFault.DIGEST),
        ("UPDATE revision SET digest = sha256('x') WHERE id = :id", RevisionFault.DIGEST),
        ("UPDATE revision SET media_ids = '{}' WHERE id = :id", RevisionFault.FILES),
        ("UPDATE revision SET number = 7 WHERE id = :id", Fault.LOG),
        ("DELETE FROM audit_entry WHERE body ->> 'revision' = CAST(CAST(:id AS uuid) AS text)", Fault.UNLOGGED),
    ],
)
async def test_one_changed_value_names_the_revision(session, revisions, change, fault):
    await tamper(session, change, id=revisions[1].id)

    assert await prove_revisions(session) == Proof("revision", 1, revisions[1].id, fault)


async def test_content_and_digest_changed_together_are_found_by_the_log(session, revisions):
    content = {**revisions[2].content, "title": "Của người khác"}
    change = "UPDATE revision SET content = CAST(:content AS jsonb), digest = :digest WHERE id = :id"
    await tamper(session, change, content=json.dumps(content), digest=digest(content), id=revisions[2].id)

    assert await prove_revisions(session) == Proof("revision", 2, revisions[2].id, Fault.LOG)


async def test_a_revision_that_is_gone_is_missed(session, revisions):
    await tamper(session, "DELETE FROM revision WHERE id = :id", id=revisions[0].id)

    assert await prove_revisions(session) == Proof("revision", 2, revisions[0].initiative_id, Fault.MISSING)
