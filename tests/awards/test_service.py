"""Decisions and certificates against PostgreSQL."""

import asyncio

import pypdfium2
import pytest
from sqlalchemy import func, select

from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.awards.certificates import HOME_ZONE, make_document
from exemplar.awards.errors import (
    AlreadyDecided,
    CertificateNotFound,
    CertificateWithdrawn,
    DecisionNotFound,
    DocumentPending,
    ItemNotTallied,
    SecondPersonRequired,
    WrongState,
)
from exemplar.awards.models import Certificate, Decision
from exemplar.awards.numbering import take_number
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import ConfirmationRequired, NotAllowed
from exemplar.initiatives.errors import WrongState as InitiativeWrongState
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.notifications.models import Notification, OutboxMail
from exemplar.review.declaring import DeclarationService
from exemplar.review.models import ConflictKind
from exemplar.voting.workflow import ItemState
from tests.awards.season import NAME, certificates_of, decisions_of, make_counted_item, make_season
from tests.factories import everywhere, in_unit, make_account, make_actor, settled


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
def decisions(session, services, tmp_path):
    return decisions_of(session, services, tmp_path)


@pytest.fixture
def certificates(session, services, tmp_path):
    return certificates_of(session, services, tmp_path)


async def proposed(session, season, decisions, **item):
    made = await make_counted_item(session, season, **item)
    return (await decisions.propose(season.secretary, [made.id]))[0].Decision


async def awarded(session, season, decisions, **item):
    decision = await proposed(session, season, decisions, **item)
    return (await decisions.release(season.chair, [decision.id]))[0]


async def test_the_secretary_proposes_what_the_council_counted(session, season, decisions):
    yes, no = await make_counted_item(session, season), await make_counted_item(session, season, passed=False)

    rows = await decisions.propose(season.secretary, [yes.id, no.id])

    assert {row.Decision.item_id: row.Decision.recognised for row in rows} == {yes.id: True, no.id: False}
    assert {row.Decision.award_name["vi"] for row in rows} == {"Giải Nhất"}


async def test_candidates_are_counted_items_that_nobody_decided(session, season, decisions):
    waiting = await make_counted_item(session, season)
    await proposed(session, season, decisions)

    assert [(row.AgendaItem.id, may) for row, may in await decisions.candidates(season.secretary)] == [(waiting.id, True)]
    assert [(row.AgendaItem.id, may) for row, may in await decisions.candidates(season.manager)] == [(waiting.id, False)]


async def test_an_item_that_is_not_counted_cannot_be_proposed(session, season, decisions):
    item = await make_counted_item(session, season, state=ItemState.CLOSED)

    with pytest.raises(ItemNotTallied):
        await decisions.propose(season.secretary, [item.id])


async def test_an_initiative_is_decided_once(session, season, decisions):
    decision = await proposed(session, season, decisions)

    with pytest.raises(AlreadyDecided):
        await decisions.propose(season.secretary, [decision.item_id])


async def test_a_withdrawn_initiative_cannot_be_proposed(session, season, decisions):
    item = await make_counted_item(session, season)
    initiative = await session.get(Initiative, item.initiative_id)
    initiative.state, initiative.withdrawn_at = InitiativeState.WITHDRAWN, initiative.submitted_at
    await session.flush()

    with pytest.raises(InitiativeWrongState):
        await decisions.propose(season.secretary, [item.id])


async def test_only_the_secretary_of_the_council_proposes(session, season, decisions):
    item = await make_counted_item(session, season)

    for actor in (season.chair, season.manager):
        with pytest.raises(NotAllowed):
            await decisions.propose(actor, [item.id])
    with pytest.raises(DecisionNotFound):
        await decisions.propose(await make_actor(session), [item.id])


async def test_a_released_award_moves_the_initiative_and_issues_a_certificate(session, season, decisions):
    row = await awarded(session, season, decisions)

    certificate, decision = row.Certificate, row.Decision
    year = decision.released_at.astimezone(HOME_ZONE).year
    assert decision.released_by == season.chair.account_id
    assert certificate.number == f"{year}-0001"
    assert certificate.payload == {
        "number": certificate.number,
        "code": certificate.public_code,
        "title": "Số hoá sổ trực phòng thí nghiệm",
        "recipients": [NAME],
        "unit": "Khoa Công nghệ thông tin",
        "award": "Giải Nhất",
        "council": "Hội đồng Thi đua – Khen thưởng",
        "decided_on": "2026-11-20",
        "campaign": "Giải thưởng Sáng kiến 2026",
    }
    initiative = await session.get(Initiative, decision.initiative_id, populate_existing=True)
    assert initiative.state == InitiativeState.RECOGNISED
    mails = list(await session.scalars(select(OutboxMail.subject)))
    assert mails == ["Chúc mừng: Giải Nhất"]


async def test_a_released_refusal_issues_nothing_and_tells_the_unit_kindly(session, season, decisions):
    lead = await make_account(session, in_unit(Role.LEAD, season.unit.id), name="Lê Trưởng")

    row = await awarded(session, season, decisions, passed=False)

    initiative = await session.get(Initiative, row.Decision.initiative_id, populate_existing=True)
    assert row.Certificate is None
    assert initiative.state == InitiativeState.NOT_RECOGNISED
    told = await session.scalars(select(Notification).where(Notification.kind == "initiative_not_recognised"))
    assert {(one.account_id, one.link) for one in told} == {(who, f"/initiatives/{initiative.id}") for who in (lead.id, season.author.id)}
    mail = await session.scalar(select(OutboxMail.text).where(OutboxMail.to_address == lead.email))
    assert mail.startswith("Cảm ơn đơn vị và các tác giả")
    assert mail.endswith(f"/initiatives/{initiative.id}")


async def test_everything_is_in_the_log(session, season, decisions, certificates):
    row = await awarded(session, season, decisions)
    await certificates.revoke(season.manager, row.Certificate.public_code, "Phát hiện trùng lặp")
    await settled(session)

    actions = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))
    assert [action for action in actions if action.split(".")[0] in {"decision", "certificate"}] == [
        "decision.proposed",
        "decision.released",
        "certificate.issued",
        "certificate.revoked",
    ]


async def test_whoever_proposed_cannot_release(session, season, decisions):
    decision = await proposed(session, season, decisions)
    decision.proposed_by = season.manager.account_id
    await session.flush()

    with pytest.raises(SecondPersonRequired):
        await decisions.release(season.manager, [decision.id])


async def test_a_release_is_all_or_nothing(session, season, decisions):
    good, bad = await proposed(session, season, decisions), await proposed(session, season, decisions)
    await decisions.drop(season.secretary, bad.id)
    await session.flush()
    good_id, bad_id = good.id, bad.id

    with pytest.raises(WrongState):
        async with session.begin_nested():
            await decisions.release(season.chair, [good_id, bad_id])

    assert (await session.get(Decision, good_id, populate_existing=True)).state == "proposed"
    assert await session.scalar(select(func.count()).select_from(Certificate)) == 0


async def test_releasing_asks_for_the_password_again(session, season, decisions):
    decision = await proposed(session, season, decisions)
    stale = type(season.chair)(season.chair.account_id, season.chair.grants, None)

    with pytest.raises(ConfirmationRequired):
        await decisions.release(stale, [decision.id])


async def test_an_author_who_chairs_releases_nothing_of_their_own(session, season, decisions):
    season.author = type("Same", (), {"id": season.chair.account_id})()
    decision = await proposed(session, season, decisions)

    with pytest.raises(NotAllowed):
        await decisions.release(season.chair, [decision.id])


async def test_whoever_declared_a_conflict_neither_proposes_nor_releases(session, season, decisions):
    decision, waiting = await proposed(session, season, decisions), await make_counted_item(session, season)
    for person in (season.secretary, season.manager):
        for initiative_id in (decision.initiative_id, waiting.initiative_id):
            await DeclarationService(session, utc_now).declare_entry(person, initiative_id, ConflictKind.FAMILY, "")

    with pytest.raises(NotAllowed):
        await decisions.release(season.manager, [decision.id])
    with pytest.raises(NotAllowed):
        await decisions.propose(season.secretary, [waiting.id])
    assert await decisions.candidates(season.secretary) == []
    assert [may for _, may in await decisions.candidates(season.chair)] == [False]
    assert (await decisions.release(season.chair, [decision.id]))[0].Decision.state == "released"


async def test_whoever_is_in_conflict_hears_of_a_decision_when_it_is_released(session, season, decisions):
    decision = await proposed(session, season, decisions)
    await DeclarationService(session, utc_now).declare_entry(season.manager, decision.initiative_id, ConflictKind.FAMILY, "")

    before = (await decisions.all(season.manager), len(await decisions.all(season.chair)))
    await decisions.release(season.chair, [decision.id])

    assert before == ([], 1)
    assert [row.Decision.id for row in await decisions.all(season.manager)] == [decision.id]


async def test_strangers_learn_nothing_of_a_decision(session, season, decisions):
    decision = await proposed(session, season, decisions)
    stranger = await make_actor(session)
    other = await make_season(session)

    assert list(await decisions.all(stranger)) == []
    assert list(await decisions.all(other.manager)) == []
    with pytest.raises(DecisionNotFound):
        await decisions.release(other.chair, [decision.id])
    with pytest.raises(DecisionNotFound):
        await decisions.drop(stranger, decision.id)


async def test_an_auditor_sees_and_does_nothing(session, season, decisions):
    decision = await proposed(session, season, decisions)
    auditor = await make_actor(session, everywhere(Role.AUDITOR))

    assert [row.Decision.id for row in await decisions.all(auditor)] == [decision.id]
    with pytest.raises(NotAllowed):
        await decisions.drop(auditor, decision.id)


async def test_a_dropped_decision_can_be_proposed_again(session, season, decisions):
    decision = await proposed(session, season, decisions)
    await decisions.drop(season.secretary, decision.id)

    again = (await decisions.propose(season.secretary, [decision.item_id]))[0].Decision

    assert again.id != decision.id
    with pytest.raises(WrongState):
        await decisions.drop(season.secretary, decision.id)


async def test_a_revoked_certificate_says_so_for_ever(session, season, decisions, certificates):
    code = (await awarded(session, season, decisions)).Certificate.public_code

    revoked = await certificates.revoke(season.manager, code.lower(), "Phát hiện trùng lặp")

    assert (revoked.state, revoked.revocation_reason) == ("revoked", "Phát hiện trùng lặp")
    with pytest.raises(WrongState):
        await certificates.revoke(season.manager, code, "Một lần nữa")
    with pytest.raises(CertificateWithdrawn):
        await certificates.document_link(code)


async def test_a_secretary_cannot_revoke(session, season, decisions, certificates):
    code = (await awarded(session, season, decisions)).Certificate.public_code

    with pytest.raises(NotAllowed):
        await certificates.revoke(season.secretary, code, "Không đúng")
    with pytest.raises(CertificateNotFound):
        await certificates.revoke(season.manager, "A" * 26, "Không đúng")


async def test_the_job_makes_the_document_once(session, season, services, decisions, certificates, storage):
    certificate = (await awarded(session, season, decisions)).Certificate
    with pytest.raises(DocumentPending):
        await certificates.document_link(certificate.public_code)
    await settled(session)

    await make_document(services.session_maker, storage, "https://exemplar.test", certificate.id)
    first = dict(storage.objects)
    await make_document(services.session_maker, storage, "https://exemplar.test", certificate.id)

    assert storage.objects == first
    pdf = pypdfium2.PdfDocument(next(iter(first.values()))[0])
    assert NAME in pdf[0].get_textpage().get_text_range()
    pdf.close()
    await session.refresh(certificate)
    assert (await certificates.document_link(certificate.public_code)).startswith("http")


async def test_fifty_issuers_at_once_leave_no_gap_and_no_double(own_services):
    async def issue(number):
        try:
            async with transaction(own_services.session_maker) as session:
                taken = await take_number(session, 2026)
                if number % 5 == 0:
                    raise LookupError
                return taken
        except LookupError:
            return None

    taken = await asyncio.gather(*(issue(number) for number in range(60)))

    assert sorted(filter(None, taken)) == [f"2026-{number:04d}" for number in range(1, 49)]


async def test_of_two_who_release_at_once_one_wins(own_services, tmp_path):
    async with transaction(own_services.session_maker) as session:
        season = await make_season(session)
        decision_id = (await proposed(session, season, decisions_of(session, own_services, tmp_path))).id

    async def release(actor):
        async with transaction(own_services.session_maker) as session:
            await decisions_of(session, own_services, tmp_path).release(actor, [decision_id])

    answers = await asyncio.gather(release(season.chair), release(season.manager), release(season.chair), return_exceptions=True)

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongState", "WrongState"]
    async with transaction(own_services.session_maker) as session:
        assert await session.scalar(select(func.count()).select_from(Certificate)) == 1
