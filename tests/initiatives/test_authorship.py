"""Being named as an author: nobody is named in silence or without a part, and nothing is learnt about them by it."""

import unicodedata

import pytest
from sqlalchemy import func, select

from exemplar.core.clock import utc_now
from exemplar.initiatives.authorship import AuthorService, AuthorWanted
from exemplar.initiatives.errors import DraftInvalid
from exemplar.initiatives.models import Contribution
from exemplar.notifications.models import Notification, OutboxMail
from exemplar.notifications.service import NotificationService
from exemplar.review.conflicts import ConflictReason
from tests.factories import make_account, sign_in_as
from tests.initiatives.arrange import PUBLIC_URL, make_draft, make_season
from tests.initiatives.test_drafting import faults
from tests.review import arrange as review
from tests.review.test_assignment import assignments


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
async def minh(session):
    account = await make_account(session, name="Đỗ Văn Minh", email="minh@example.test")
    account.job_title = "Phó giám đốc"
    await session.flush()
    return account


def authors(session):
    return AuthorService(session, utc_now, NotificationService(session, PUBLIC_URL))


async def test_an_account_is_not_named_without_a_share(session, season, minh):
    draft = await make_draft(session, season, complete=False)

    with pytest.raises(DraftInvalid) as refusal:
        await authors(session).replace(season.lead, draft.id, 1, [AuthorWanted("", "", 0, email=minh.email), AuthorWanted("Bà Tư", "", 0)])

    assert faults(refusal) == [(("authors", "0", "share_hundredths"), "share_is_zero")]


async def test_an_address_typed_in_another_form_of_the_same_letters_finds_its_account(session, season):
    account = await make_account(session, name="Đỗ Văn Minh", email="minhđố@example.test")
    draft = await make_draft(session, season, complete=False)
    typed = unicodedata.normalize("NFD", "MinhĐố@example.test")

    await authors(session).replace(season.lead, draft.id, 1, [AuthorWanted("", "", 10_000, email=typed)])

    named = await session.scalars(select(Contribution.account_id).where(Contribution.initiative_id == draft.id))
    assert list(named) == [account.id]


async def test_who_looks_somebody_up_by_address_learns_the_name_alone(client, session, season, minh):
    draft = await make_draft(session, season, complete=False)
    await sign_in_as(client, session, season.contributor.account_id)
    wanted = [{"email": minh.email, "share_hundredths": 4000}, {"account_id": str(season.contributor.account_id), "share_hundredths": 6000}]

    answer = await client.put(f"/initiatives/{draft.id}/authors", json={"version": 1, "authors": wanted})

    assert answer.status_code == 200
    found, oneself = answer.json()["authors"]
    assert (found["full_name"], found["job_title"], found["email"]) == ("Đỗ Văn Minh", "", None)
    assert oneself["email"] is not None
    assert "minh@" not in answer.text
    assert "Phó giám đốc" not in answer.text


async def test_whoever_is_named_is_told_once_how_to_confirm_and_how_to_object(session, season, minh):
    draft = await make_draft(session, season, complete=False)
    wanted = [AuthorWanted("", "", 4_000, email=minh.email), AuthorWanted("", "", 6_000, account_id=season.contributor.account_id)]

    for _ in range(2):
        await authors(session).replace(season.contributor, draft.id, draft.version, wanted)
    await authors(session).replace(season.contributor, draft.id, draft.version, wanted[1:])
    await authors(session).replace(season.contributor, draft.id, draft.version, wanted)

    mail = (await session.scalars(select(OutboxMail))).one()
    told = (await session.scalars(select(Notification))).one()
    assert (mail.to_address, told.account_id, told.kind) == (minh.email, minh.id, "author_named")
    assert f"{PUBLIC_URL}/initiatives/{draft.id}" in mail.text
    assert "Nếu không đúng" in mail.text


async def test_the_manager_sees_a_juror_who_was_named_after_being_given_the_entry(session):
    call = await review.make_call(session)
    juror, entry = await review.make_juror(session, call), await review.make_entry(session, call)
    await review.make_assignment(session, call, juror, entry)
    assert (await assignments(session).matrix(call.manager, call.campaign.id)).conflicts == []
    position = await session.scalar(select(func.count()).select_from(Contribution).where(Contribution.initiative_id == entry.id))
    named = Contribution(initiative_id=entry.id, account_id=juror.account_id, full_name="Giám khảo", share_hundredths=1, position=position)
    session.add(named)
    await session.flush()

    matrix = await assignments(session).matrix(call.manager, call.campaign.id)

    assert [(one.initiative_id, one.juror_id) for one in matrix.cells] == [(entry.id, juror.account_id)]
    assert matrix.conflicts == [(entry.id, juror.account_id, [ConflictReason.AUTHOR])]
