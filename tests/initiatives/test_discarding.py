"""Deleting a draft: who, when, and what goes with it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from exemplar.audit.models import AuditEntry
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import StaleVersion
from exemplar.core.models import new_id
from exemplar.initiatives.discarding import DiscardService
from exemplar.initiatives.errors import InitiativeNotFound, NotYourInitiative, WrongState
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.models import Attachment, Contribution, Initiative
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.sweeping import SweepService
from tests.factories import problem, settled, sign_in_as
from tests.initiatives.arrange import make_draft, make_media, make_person, make_season, make_submitted, returning, screenings, submissions


@pytest.fixture
async def season(session):
    return await make_season(session)


def discards(session):
    return DiscardService(session, utc_now)


async def attached(session, initiative_id):
    return list(await session.scalars(select(Attachment.media_id).where(Attachment.initiative_id == initiative_id)))


async def test_a_draft_goes_with_its_authors_and_files_and_leaves_a_line_in_the_log(session, season):
    draft = await make_draft(session, season)
    (media_id,) = await attached(session, draft.id)

    await discards(session).delete_draft(season.contributor, draft.id, draft.version)
    await settled(session)

    left = [await session.scalar(select(func.count()).select_from(table)) for table in (Initiative, Contribution, Attachment, MediaFile)]
    assert left == [0, 0, 0, 0]
    log = {entry.action: entry for entry in await session.scalars(select(AuditEntry))}
    body = {"campaign": str(season.campaign.id), "unit": str(season.unit.id), "files": 1}
    assert (log["initiative.draft_deleted"].object_id, log["initiative.draft_deleted"].body) == (draft.id, body)
    assert log["media.removed"].object_id == media_id


async def test_a_file_that_another_draft_shows_stays(session, season):
    draft, other = await make_draft(session, season), await make_draft(session, season, complete=False)
    (media_id,) = await attached(session, draft.id)
    await EvidenceService(session, utc_now).replace(season.contributor, other.id, other.version, [FileWanted(media_id, "photos")])

    await discards(session).delete_draft(season.contributor, draft.id, draft.version)

    assert list(await session.scalars(select(MediaFile.id))) == [media_id]


async def test_a_file_that_was_once_handed_in_stays(session, season):
    handed_in = await make_submitted(session, season)
    (media_id,) = handed_in.revision.media_ids
    await session.execute(delete(Attachment))
    draft = await make_draft(session, season, complete=False)
    await EvidenceService(session, utc_now).replace(season.contributor, draft.id, draft.version, [FileWanted(media_id, "photos")])

    await discards(session).delete_draft(season.lead, draft.id, draft.version)

    assert list(await session.scalars(select(MediaFile.id))) == [media_id]


async def test_the_sweep_clears_the_bytes_away_and_keeps_those_of_others(services, session, season, storage):
    draft, kept = await make_draft(session, season), await make_media(session, season)
    gone = await session.get_one(MediaFile, (await attached(session, draft.id))[0])
    session.add(
        MediaDerivative(
            media_id=gone.id, name="w320.webp", content_type="image/webp", object_key="derivatives/x", size_bytes=1, sha256="0" * 64
        )
    )
    for key in (gone.object_key, kept.object_key, "derivatives/x"):
        await storage.put_bytes(key, b"bytes", "image/jpeg")
    await discards(session).delete_draft(season.contributor, draft.id, draft.version)
    await settled(session)

    await SweepService(services.session_maker, storage, lambda: utc_now() + timedelta(days=2)).sweep()

    assert [thing.key for prefix in ("originals/", "derivatives/") for thing in await storage.list_objects(prefix)] == [kept.object_key]


async def test_what_was_handed_in_is_never_deleted_not_even_when_returned(session, season):
    handed_in = await make_submitted(session, season)
    initiative = handed_in.initiative
    with pytest.raises(WrongState):
        await discards(session).delete_draft(season.lead, initiative.id, initiative.version)
    returned = await screenings(session).decide(season.screener, initiative.id, returning(handed_in.revision.id))

    with pytest.raises(WrongState) as refusal:
        await discards(session).delete_draft(season.lead, returned.id, returned.version)

    assert refusal.value.facts == {"state": "returned", "action": "delete_draft"}


async def test_others_do_not_delete_it(session, season):
    draft = await make_draft(session, season)
    author = await make_person(session, season.accounts, "Đồng tác giả")
    await session.execute(update(Contribution).values(account_id=author.account_id))

    for hidden_from in (season.stranger, season.manager, season.screener):
        with pytest.raises(InitiativeNotFound):
            await discards(session).delete_draft(hidden_from, draft.id, draft.version)
    with pytest.raises(NotYourInitiative):
        await discards(session).delete_draft(author, draft.id, draft.version)


async def test_a_draft_somebody_wrote_in_meanwhile_is_not_deleted(session, season):
    draft = await make_draft(session, season)

    with pytest.raises(StaleVersion) as refusal:
        await discards(session).delete_draft(season.contributor, draft.id, 1)

    assert refusal.value.facts == {"yours": 1, "current": draft.version}


async def test_handing_in_and_deleting_at_once_leave_one_winner(own_services):
    async with transaction(own_services.session_maker) as session:
        season = await make_season(session)
        draft = await make_draft(session, season)

    async def hand_in():
        async with transaction(own_services.session_maker) as session:
            await submissions(session).submit(season.lead, draft.id, draft.version, oath=True)

    async def throw_away():
        async with transaction(own_services.session_maker) as session:
            await discards(session).delete_draft(season.contributor, draft.id, draft.version)

    results = await asyncio.gather(hand_in(), throw_away(), return_exceptions=True)

    refusals = [type(one) for one in results if one is not None]
    assert len(refusals) == 1
    assert refusals[0] in {InitiativeNotFound, WrongState, StaleVersion}


async def test_deleting_over_http(client, session, season):
    draft = await make_draft(session, season)
    url, version = f"/initiatives/{draft.id}", {"version": draft.version}
    await sign_in_as(client, session, season.stranger.account_id)
    assert problem(await client.delete(url, params=version))[:2] == (404, "initiative_not_found")
    await sign_in_as(client, session, season.contributor.account_id)

    assert problem(await client.delete(url))[:2] == (422, "invalid")
    assert problem(await client.delete(url, params={"version": 1}))[:2] == (409, "stale_version")
    assert "delete_draft" in (await client.get(url)).json()["open_actions"]
    assert (await client.delete(url, params=version)).status_code == 204
    assert problem(await client.get(url))[:2] == (404, "initiative_not_found")
    assert problem(await client.delete(f"/initiatives/{new_id()}", params=version))[:2] == (404, "initiative_not_found")
