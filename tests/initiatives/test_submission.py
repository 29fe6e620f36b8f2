"""Handing in: everything or nothing, once, and before the deadline."""

import asyncio

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from exemplar.audit.models import AuditEntry
from exemplar.campaigns.errors import PhaseClosed
from exemplar.campaigns.models import Campaign
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import ConfirmationRequired, StaleVersion
from exemplar.initiatives.authorship import AuthorService, AuthorWanted
from exemplar.initiatives.content import digest
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.errors import InitiativeIncomplete, InitiativeNotFound, NotYourInitiative, RevisionNotFound, WrongState
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.service import InitiativeService
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.workflow import MediaState
from exemplar.notifications.models import Notification
from tests.factories import actor_of, settled
from tests.initiatives.arrange import (
    make_draft,
    make_media,
    make_season,
    make_submitted,
    move_deadline,
    returning,
    screenings,
    submissions,
)


@pytest.fixture
async def season(session):
    return await make_season(session)


def initiatives(session):
    return InitiativeService(session, utc_now)


async def submit(session, season, draft, **changes):
    return await submissions(session).submit(season.lead, draft.id, changes.get("version", draft.version), oath=changes.get("oath", True))


def faults(refusal):
    return [(tuple(f.path), f.code) for f in refusal.value.fields]


async def test_handing_in_makes_a_frozen_revision_with_a_receipt(session, season):
    draft = await make_draft(session, season)

    handed_in = await submit(session, season, draft)
    await settled(session)

    one, revision = handed_in.initiative, handed_in.revision
    assert (one.state, one.current_revision_id, one.submitted_at) == (InitiativeState.SUBMITTED, revision.id, revision.submitted_at)
    assert one.code == revision.content["code"]
    assert one.code.startswith(f"SK-{utc_now().year}-") or utc_now().month in (1, 12)
    assert len(one.code.rsplit("-", 1)[1]) == 4
    assert (revision.number, revision.digest) == (1, digest(revision.content))
    assert [len(part) for part in revision.receipt.split("-")] == [2, 4, 4, 4]
    assert [str(media_id) for media_id in revision.media_ids] == [file["media_id"] for file in revision.content["attachments"]]
    entry = await session.scalar(select(AuditEntry).where(AuditEntry.action == "initiative.submitted"))
    assert entry.body["digest"] == revision.digest.hex()
    told = set(await session.scalars(select(Notification.account_id).where(Notification.kind == "initiative_submitted")))
    assert told == {season.lead.account_id, season.contributor.account_id}


async def test_a_revision_never_changes(session, season):
    handed_in = await make_submitted(session, season)

    with pytest.raises(DBAPIError):
        await session.execute(update(Revision).where(Revision.id == handed_in.revision.id).values(receipt="x"))


async def test_only_the_lead_hands_in_and_confirms_the_password(session, season):
    draft = await make_draft(session, season)
    sleepy = actor_of(season.accounts[season.lead.account_id], *season.lead.grants, confirmed=False)

    with pytest.raises(NotYourInitiative):
        await submissions(session).submit(season.contributor, draft.id, draft.version, oath=True)
    with pytest.raises(ConfirmationRequired):
        await submissions(session).submit(sleepy, draft.id, draft.version, oath=True)
    with pytest.raises(InitiativeNotFound):
        await submissions(session).submit(season.stranger, draft.id, draft.version, oath=True)


async def test_everything_that_is_missing_is_told_at_once(session, season):
    draft = await make_draft(session, season, complete=False, title="")
    coming = await make_media(session, season, state=MediaState.UPLOADING)
    refused = await make_media(session, season, state=MediaState.REFUSED)
    files = [FileWanted(coming.id, "photos"), FileWanted(refused.id, "photos")]
    await EvidenceService(session, utc_now).replace(season.lead, draft.id, draft.version, files)
    await AuthorService(session, utc_now).replace(season.lead, draft.id, draft.version, [AuthorWanted("Bà Tư", "", 9_999)])

    with pytest.raises(InitiativeIncomplete) as refusal:
        await submit(session, season, draft, oath=False)

    assert faults(refusal) == [
        (("title",), "field_required"),
        (("summary",), "field_required"),
        (("answers", "problem"), "field_required"),
        (("attachments", "photos"), "attachment_not_arrived"),
        (("attachments", "photos"), "attachment_refused"),
        (("authors",), "shares_not_whole"),
        (("oath",), "oath_required"),
    ]
    assert draft.state is InitiativeState.DRAFT


async def test_a_file_still_being_inspected_does_not_cost_the_deadline(session, season):
    draft = await make_draft(session, season)
    received = await make_media(session, season, state=MediaState.RECEIVED)
    await EvidenceService(session, utc_now).replace(season.lead, draft.id, draft.version, [FileWanted(received.id, "photos")])

    handed_in = await submit(session, season, draft)

    assert handed_in.revision.content["attachments"][0]["sha256"] is None


async def test_what_changed_after_the_lead_looked_is_not_handed_in(session, season):
    draft = await make_draft(session, season)

    with pytest.raises(StaleVersion):
        await submit(session, season, draft, version=draft.version - 1)


async def test_handing_in_twice_is_refused(session, season):
    handed_in = await make_submitted(session, season)

    with pytest.raises(WrongState):
        await submit(session, season, handed_in.initiative)


async def test_nothing_is_handed_in_after_the_deadline(session, season):
    draft = await make_draft(session, season)
    await move_deadline(session, season, "submission", 0)

    with pytest.raises(PhaseClosed) as refusal:
        await submit(session, season, draft)

    assert set(refusal.value.facts) == {"phase", "opens_at", "closes_at"}
    assert await session.scalar(select(func.count()).select_from(Revision)) == 0


async def test_nothing_is_handed_in_to_a_campaign_that_was_closed(session, season):
    draft = await make_draft(session, season)
    closed = {"state": CampaignState.CLOSED, "closed_at": utc_now()}
    await session.execute(update(Campaign).where(Campaign.id == season.campaign.id).values(**closed))

    with pytest.raises(PhaseClosed):
        await submit(session, season, draft)


async def test_what_comes_back_is_mended_and_handed_in_again_even_after_the_call_closed(session, season):
    first = await make_submitted(session, season)
    await screenings(session).decide(season.screener, first.initiative.id, returning(first.revision.id))
    await move_deadline(session, season, "submission", -1)
    one = first.initiative
    await DraftService(session, utc_now).save(season.contributor, one.id, one.version, {"summary": "Một tấm vé dùng hai mươi lần."})

    second = await submit(session, season, one)

    assert (second.revision.number, second.initiative.code) == (2, first.revision.content["code"])
    found, _ = await initiatives(session).changes(season.screener, one.id, older=1, newer=2)
    assert [(s.kind.value, s.text) for s in found.fields[0].segments] == [
        ("same", "Một tấm vé dùng"),
        ("removed", " mười"),
        ("added", " hai mươi"),
        ("same", " lần."),
    ]
    with pytest.raises(RevisionNotFound):
        await initiatives(session).revision(season.lead, one.id, 3)


async def test_a_return_date_ends_the_second_chance(session, season):
    handed_in = await make_submitted(session, season)
    await screenings(session).decide(season.screener, handed_in.initiative.id, returning(handed_in.revision.id))
    await session.execute(update(Initiative).where(Initiative.id == handed_in.initiative.id).values(resubmit_until=func.clock_timestamp()))

    with pytest.raises(PhaseClosed) as refusal:
        await submit(session, season, handed_in.initiative)

    assert set(refusal.value.facts) == {"phase", "closes_at"}


async def test_the_lead_takes_an_entry_back(session, season):
    handed_in = await make_submitted(session, season)

    with pytest.raises(NotYourInitiative):
        await initiatives(session).withdraw(season.contributor, handed_in.initiative.id, handed_in.initiative.version)
    with pytest.raises(StaleVersion):
        await initiatives(session).withdraw(season.lead, handed_in.initiative.id, 1)
    withdrawn = await initiatives(session).withdraw(season.lead, handed_in.initiative.id, handed_in.initiative.version)

    assert (withdrawn.state, withdrawn.withdrawn_at is not None) == (InitiativeState.WITHDRAWN, True)


async def test_the_campaigns_people_read_what_was_handed_in_not_what_is_being_mended(session, season):
    handed_in = await make_submitted(session, season)
    one = handed_in.initiative
    await screenings(session).decide(season.screener, one.id, returning(handed_in.revision.id))
    await DraftService(session, utc_now).save(season.contributor, one.id, one.version, {"title": "Đang sửa"})

    seen = {
        name: (await initiatives(session).read(getattr(season, name), one.id)).content["title"] for name in ("lead", "screener", "manager")
    }

    assert seen == {"lead": "Đang sửa", "screener": "Vé giấy tái dùng", "manager": "Vé giấy tái dùng"}
    with pytest.raises(InitiativeNotFound):
        await initiatives(session).draft(season.screener, one.id)


async def test_the_council_s_decision_ends_it(session, season):
    handed_in = await make_submitted(session, season)

    with pytest.raises(WrongState):
        await initiatives(session).recognise(handed_in.initiative.id, season.manager.account_id)


async def committed_draft(services):
    async with transaction(services.session_maker) as session:
        season = await make_season(session)
        return season, await make_draft(session, season)


async def try_to_submit(services, season, draft, version):
    try:
        async with transaction(services.session_maker) as session:
            return (await submissions(session).submit(season.lead, draft.id, version, oath=True)).revision.submitted_at
    except (WrongState, PhaseClosed, StaleVersion) as refusal:
        return refusal.code


async def test_two_clicks_at_once_make_one_revision(own_services):
    season, draft = await committed_draft(own_services)

    answers = await asyncio.gather(*(try_to_submit(own_services, season, draft, draft.version) for _ in range(8)))

    assert sorted(str(a) for a in answers if isinstance(a, str)) == ["initiative_wrong_state"] * 7
    async with own_services.session_maker() as session:
        assert await session.scalar(select(func.count()).select_from(Revision)) == 1


async def test_what_is_acknowledged_at_the_closing_moment_is_in_and_nothing_comes_later(own_services):
    async with transaction(own_services.session_maker) as session:
        season = await make_season(session)
        drafts = [await make_draft(session, season, title=f"Bài {number}") for number in range(20)]

    async def close():
        await asyncio.sleep(0.05)
        async with transaction(own_services.session_maker) as session:
            await move_deadline(session, season, "submission", 0)
            # The closing is decided and not yet committed, while others write.
            await asyncio.sleep(0.1)

    async def write(number, draft):
        await asyncio.sleep(0.01 * number)
        return await try_to_submit(own_services, season, draft, draft.version)

    racing, _ = await asyncio.gather(asyncio.gather(*(write(*pair) for pair in enumerate(drafts[:15]))), close())
    late = [await try_to_submit(own_services, season, draft, draft.version) for draft in drafts[15:]]

    acknowledged = [answer for answer in racing if not isinstance(answer, str)]
    assert {answer for answer in racing if isinstance(answer, str)} <= {"campaign_phase_closed"}
    assert set(late) == {"campaign_phase_closed"}
    async with own_services.session_maker() as session:
        closes_at = await session.scalar(text("SELECT closes_at FROM phase WHERE kind = 'submission'"))
        stored = list(await session.scalars(select(Revision.submitted_at)))
    assert sorted(stored) == sorted(acknowledged)
    assert all(submitted_at < closes_at for submitted_at in stored)
