"""PostgreSQL itself keeps what was counted, released and issued, whoever asks it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.awards.season import certificates_of, decisions_of, make_counted_item, make_season


@pytest.fixture
async def awarded(session, services, tmp_path):
    """A counted item, released, with its certificate."""
    season, decisions = await make_season(session), decisions_of(session, services, tmp_path)
    item = await make_counted_item(session, season)
    proposed = await decisions.propose(season.secretary, [item.id])
    found = (await decisions.release(season.chair, [proposed[0].Decision.id]))[0]
    return season, found.Certificate


async def refused(session, statement):
    with pytest.raises(DBAPIError) as refusal:
        async with session.begin_nested():
            await session.execute(text(statement))
    return "final" in str(refusal.value) or "never changed" in str(refusal.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agenda_item SET tally = jsonb_set(tally, '{passed}', 'false')",
        "UPDATE agenda_item SET roll = '[1]'",
        'UPDATE agenda_item SET rule = \'{"code": "V9"}\'',
        "UPDATE agenda_item SET state = 'void', tally = NULL",
        "DELETE FROM agenda_item",
        "TRUNCATE agenda_item CASCADE",
        "UPDATE decision SET recognised = NOT recognised",
        "UPDATE decision SET state = 'dropped', released_at = NULL",
        "DELETE FROM decision",
        "TRUNCATE decision CASCADE",
        "UPDATE certificate SET payload = jsonb_set(payload, '{title}', '\"Khác\"')",
        "UPDATE certificate SET number = '999/2026'",
        "DELETE FROM certificate",
        "TRUNCATE certificate CASCADE",
    ],
)
async def test_no_statement_rewrites_an_outcome(session, awarded, statement):
    assert await refused(session, statement)


async def test_an_item_may_still_be_moved_on_its_agenda(session, awarded):
    await session.execute(text("UPDATE agenda_item SET position = 7"))

    assert await session.scalar(text("SELECT position FROM agenda_item")) == 7


async def test_a_proposal_is_not_final_yet(session, services, tmp_path):
    season, decisions = await make_season(session), decisions_of(session, services, tmp_path)
    item = await make_counted_item(session, season)
    proposed = await decisions.propose(season.secretary, [item.id])

    await decisions.drop(season.secretary, proposed[0].Decision.id)
    await session.flush()

    assert await session.scalar(text("SELECT state FROM decision")) == "dropped"


async def test_a_certificate_gets_one_document_and_is_revoked_for_ever(session, services, awarded, tmp_path):
    season, certificate = awarded
    await session.execute(text("UPDATE certificate SET document_key = 'certificates/1.pdf'"))
    assert await refused(session, "UPDATE certificate SET document_key = 'certificates/2.pdf'")

    await certificates_of(session, services, tmp_path).revoke(season.chair, certificate.public_code, "Nhầm tên.")
    await session.flush()

    assert await session.scalar(text("SELECT state FROM certificate")) == "revoked"
    assert await refused(session, "UPDATE certificate SET state = 'issued', revoked_at = NULL, revoked_by = NULL, revocation_reason = NULL")
    assert await refused(session, "UPDATE certificate SET revocation_reason = 'Lý do khác'")
