"""Decisions are proven against log and count, certificates against their signature; each kind of tampering is named."""

import pytest
from sqlalchemy import text

from exemplar.audit.proof import Fault, Proof
from exemplar.awards.proof import AwardFault, known_keys, prove_certificates, prove_decisions
from tests.awards.season import certificates_of, decisions_of, make_counted_item, make_season
from tests.factories import settled


@pytest.fixture
async def awarded(session, services, tmp_path):
    """A released decision with its certificate."""
    season, decisions = await make_season(session), decisions_of(session, services, tmp_path)
    item = await make_counted_item(session, season)
    proposed = await decisions.propose(season.secretary, [item.id])
    found = (await decisions.release(season.chair, [proposed[0].Decision.id]))[0]
    await settled(session)
    return season, found.Decision, found.Certificate


async def tamper(session, change, **values):
    """Change rows as only the owner of the database can: with triggers off."""
    await session.execute(text("SET LOCAL session_replication_role = replica"))
    await session.execute(text(change), values)
    await session.execute(text("SET LOCAL session_replication_role = origin"))


async def test_what_was_released_is_sound(session, awarded, tmp_path):
    assert await prove_decisions(session) == Proof("decision", 1)
    assert await prove_certificates(session, known_keys(tmp_path)) == Proof("certificate", 1)


async def test_a_revoked_certificate_is_sound(session, services, awarded, tmp_path):
    season, _, certificate = awarded
    await certificates_of(session, services, tmp_path).revoke(season.chair, certificate.public_code, "Nhầm tên.")
    await settled(session)

    assert await prove_certificates(session, known_keys(tmp_path)) == Proof("certificate", 1)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE decision SET recognised = false WHERE id = :id", Fault.LOG),
        ("UPDATE decision SET released_by = created_by FROM initiative i WHERE i.id = initiative_id AND decision.id = :id", Fault.LOG),
        ("UPDATE agenda_item SET tally = '{\"passed\": false}' FROM decision d WHERE d.item_id = agenda_item.id", AwardFault.TALLY),
        ("DELETE FROM audit_entry WHERE object_id = :id AND action = 'decision.released'", Fault.UNLOGGED),
        ("UPDATE decision SET state = 'dropped', released_at = NULL, released_by = NULL WHERE id = :id", Fault.MISSING),
    ],
)
async def test_one_changed_value_names_the_decision(session, awarded, change, fault):
    decision = awarded[1]
    await tamper(session, change, **({"id": decision.id} if ":id" in change else {}))

    found = await prove_decisions(session)

    assert (found.bad_id, found.fault) == (decision.id, fault)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE certificate SET payload = jsonb_set(payload, '{title}', '\"Khác\"') WHERE id = :id", AwardFault.SIGNATURE),
        ("UPDATE certificate SET signature = sha512('x') WHERE id = :id", AwardFault.SIGNATURE),
        ("UPDATE certificate SET key_id = 'another' WHERE id = :id", AwardFault.KEY),
        ("UPDATE certificate SET number = '999/2026' WHERE id = :id", AwardFault.FIGURES),
        ("UPDATE decision SET award_name = jsonb_set(award_name, '{vi}', '\"Giải Nhì\"')", AwardFault.FIGURES),
        ("DELETE FROM audit_entry WHERE object_id = :id AND action = 'certificate.issued'", Fault.UNLOGGED),
        ('UPDATE audit_entry SET body = \'{"number": "0"}\' WHERE object_id = :id', Fault.LOG),
        (
            "UPDATE certificate SET state = 'revoked', revoked_at = now(), revocation_reason = 'x' WHERE id = :id",
            AwardFault.REVOCATION,
        ),
        ("DELETE FROM certificate WHERE id = :id", Fault.MISSING),
    ],
)
async def test_one_changed_value_names_the_certificate(session, awarded, tmp_path, change, fault):
    certificate = awarded[2]
    await tamper(session, change, **({"id": certificate.id} if ":id" in change else {}))

    found = await prove_certificates(session, known_keys(tmp_path))

    assert (found.bad_id, found.fault) == (certificate.id, fault)


async def test_asking_for_keys_makes_none(tmp_path):
    assert known_keys(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []
