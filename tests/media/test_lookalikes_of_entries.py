"""Alike files across entries and seasons, as the screener of one entry sees them."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import event, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import RubricVersion
from exemplar.core.clock import utc_now
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.lookalikes import EntryLookalikes
from exemplar.initiatives.models import Initiative
from exemplar.media.engine import prints
from exemplar.media.models import MediaFile, MediaPrint
from exemplar.media.workflow import MediaState
from exemplar.review.models import Assignment
from exemplar.review.workflow import AssignmentState
from exemplar.units.models import Posting
from tests.factories import in_campaign, in_unit, make_actor, problem, settled, sign_in_as
from tests.initiatives.arrange import Season, make_media, make_season, submissions

SAME = "ab" * 32


async def hand_in(session: AsyncSession, season: Season, *files: MediaFile, title: str = "Vé giấy tái dùng") -> UUID:
    """Hand in an entry of the season's unit with these pictures."""
    draft = await drafted(session, season, *files, title=title)
    return (await submissions(session).submit(season.lead, draft.id, draft.version, oath=True)).initiative.id


async def drafted(session: AsyncSession, season: Season, *files: MediaFile, title: str) -> Initiative:
    drafts = DraftService(session, utc_now)
    draft = await drafts.start(season.contributor, season.campaign.id, season.category.id, season.unit.id, title)
    changes = {"summary": "Một tấm vé dùng mười lần.", "answers.problem": "Vé giấy bỏ phí", "answers.saving": 45}
    await drafts.save(season.contributor, draft.id, draft.version, changes)
    wanted = [FileWanted(media.id, "photos", "Quầy vé", "Hai người ở quầy vé", is_cover=at == 0) for at, media in enumerate(files)]
    await EvidenceService(session, utc_now).replace(season.contributor, draft.id, draft.version, wanted)
    return draft


async def picture(session: AsyncSession, season: Season, sha256: str = SAME) -> MediaFile:
    """Add a picture of the season's unit with these bytes."""
    media = await make_media(session, season)
    media.sha256 = sha256
    await session.flush()
    return media


async def seen(session: AsyncSession, actor: Actor, initiative_id: UUID) -> list[tuple[str, str, int]]:
    """Return (title of the other entry, likeness, percent) of all that is shown."""
    found = await EntryLookalikes(session).of(actor, initiative_id)
    return [(other.title, other.likeness.value, other.percent) for file in found for other in file.elsewhere]


async def test_the_same_picture_of_an_earlier_season_is_shown_with_its_entry(client: httpx.AsyncClient, session: AsyncSession):
    last_year, this_year = await make_season(session), await make_season(session)
    old = await hand_in(session, last_year, await picture(session, last_year), title="Mùa trước")
    mine = await picture(session, this_year)
    new = await hand_in(session, this_year, mine, await picture(session, this_year, "cd" * 32), title="Mùa này")
    await sign_in_as(client, session, this_year.screener.account_id)

    (file,) = (await client.get(f"/screening/{new}/lookalikes")).json()

    assert (file["media_id"], file["file_name"], file["kind"]) == (str(mine.id), mine.file_name, "image")
    (other,) = file["elsewhere"]
    assert (other["initiative_id"], other["title"], other["state"]) == (str(old), "Mùa trước", "submitted")
    assert (other["likeness"], other["percent"], other["can_view"], other["can_open"]) == ("same_bytes", 100, False, False)
    assert other["campaign_name"] == last_year.campaign.name
    assert other["unit_name"] == last_year.unit.name

    both = await make_actor(session, in_campaign(Role.SCREENER, this_year.campaign.id), in_campaign(Role.SCREENER, last_year.campaign.id))
    ((shown,),) = [found.elsewhere for found in await EntryLookalikes(session).of(both, new)]
    assert (shown.can_view, shown.can_open) == (True, True)


async def test_a_picture_that_looks_alike_and_a_file_named_twice_are_shown_but_no_drafts_and_not_the_entry_itself(session: AsyncSession):
    season = await make_season(session)
    one, two, alike = [await picture(session, season, f"{number:064x}") for number in (10**6, 10**6 + 1, 10**6 + 2)]
    for media, first in ((two, 0), (alike, 0b111)):
        session.add(MediaPrint(media_id=media.id, kind=prints.PICTURE, first=first, second=7))
    entry = await hand_in(session, season, one, two, title="Bài này")
    await hand_in(session, season, alike, title="Giống")
    await hand_in(session, season, one, title="Cùng tệp")
    await drafted(session, season, one, two, title="Bản nháp")

    assert await seen(session, season.screener, entry) == [("Cùng tệp", "same_bytes", 100), ("Giống", "looks", 96)]


async def test_what_is_in_conflict_is_not_there(session: AsyncSession):
    here, there = await make_season(session), await make_season(session)
    await hand_in(session, there, await picture(session, there), title="Đơn vị cũ")
    entry = await hand_in(session, here, await picture(session, here), title="Bài này")
    assert await seen(session, here.screener, entry) == [("Đơn vị cũ", "same_bytes", 100)]

    session.add(Posting(account_id=here.screener.account_id, unit_id=there.unit.id, starts_on=utc_now().date()))
    await session.flush()

    assert await seen(session, here.screener, entry) == []


async def test_what_the_screener_judges_elsewhere_without_names_is_not_there_either(session: AsyncSession):
    here, there = await make_season(session), await make_season(session)
    judged = await hand_in(session, there, await picture(session, there), title="Bài được chấm kín")
    entry = await hand_in(session, here, await picture(session, here), title="Bài này")
    assert await seen(session, here.screener, entry) == [("Bài được chấm kín", "same_bytes", 100)]

    revision_id = await session.scalar(select(Initiative.current_revision_id).where(Initiative.id == judged))
    rubric = RubricVersion(
        campaign_id=there.campaign.id, number=99, name={"vi": "Tiêu chí"}, definition={"pass_percent": 50, "criteria": []}
    )
    session.add(rubric)
    await session.flush()
    place = {"campaign_id": there.campaign.id, "initiative_id": judged, "revision_id": revision_id, "rubric_version_id": rubric.id}
    assignment = Assignment(**place, juror_id=here.screener.account_id, state=AssignmentState.OPEN)
    session.add(assignment)
    await session.flush()

    assert await seen(session, here.screener, entry) == []
    assignment.state = AssignmentState.CANCELLED
    await session.flush()
    assert len(await seen(session, here.screener, entry)) == 1


async def test_a_file_handed_in_while_it_was_looked_at_is_shown_as_what_it_turned_out_to_be(
    client: httpx.AsyncClient, session: AsyncSession
):
    last_year, this_year = await make_season(session), await make_season(session)
    await hand_in(session, last_year, await picture(session, last_year))
    late = await make_media(session, this_year, state=MediaState.RECEIVED)
    entry = await hand_in(session, this_year, late)
    known = {"state": MediaState.READY, "kind": "image", "content_type": "image/jpeg", "sha256": SAME, "ready_at": utc_now()}
    await session.execute(update(MediaFile).where(MediaFile.id == late.id).values(**known))
    await sign_in_as(client, session, this_year.screener.account_id)

    (file,) = (await client.get(f"/screening/{entry}/lookalikes")).json()

    assert (file["media_id"], file["kind"], len(file["elsewhere"])) == (str(late.id), "image", 1)


@pytest.mark.parametrize("role", [Role.SCREENER, Role.MANAGER])
async def test_who_does_not_screen_the_entry_learns_nothing(session: AsyncSession, role: Role):
    season = await make_season(session)
    entry = await hand_in(session, season, await picture(session, season))
    stranger = await make_actor(session, in_campaign(role, uuid4()))

    for reader in (stranger, season.stranger, season.lead):
        with pytest.raises(InitiativeNotFound):
            await EntryLookalikes(session).of(reader, entry)
    with pytest.raises(InitiativeNotFound):
        draft = await drafted(session, season, await picture(session, season, "ef" * 32), title="Bản nháp")
        await EntryLookalikes(session).of(season.screener, draft.id)


async def test_screeners_in_conflict_and_people_of_other_roles_are_refused(client: httpx.AsyncClient, session: AsyncSession):
    season = await make_season(session)
    entry = await hand_in(session, season, await picture(session, season))
    own = await make_actor(session, in_campaign(Role.SCREENER, season.campaign.id), in_unit(Role.CONTRIBUTOR, season.unit.id))
    await settled(session)
    await sign_in_as(client, session, own.account_id)
    assert problem(await client.get(f"/screening/{entry}/lookalikes"))[0] == 404
    await sign_in_as(client, session, season.lead.account_id)
    assert problem(await client.get(f"/screening/{entry}/lookalikes"))[0] == 403


async def test_three_statements_however_many_files(connection: AsyncConnection, session: AsyncSession):
    counts: list[int] = []
    for files in (1, 3):
        old, new = await make_season(session), await make_season(session)
        sums = [f"{files}{number}".rjust(64, "9") for number in range(files)]
        await hand_in(session, old, *[await picture(session, old, one) for one in sums])
        entry = await hand_in(session, new, *[await picture(session, new, one) for one in sums])
        await session.execute(update(MediaFile).values(version=2))
        session.expunge_all()
        counted: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any, counted: list[str] = counted) -> None:
            counted.append(statement)

        event.listen(connection.sync_connection, "before_cursor_execute", note)
        assert len(await EntryLookalikes(session).of(new.screener, entry)) == files
        event.remove(connection.sync_connection, "before_cursor_execute", note)
        counts.append(len([one for one in counted if not one.startswith(("SAVEPOINT", "RELEASE"))]))

    assert counts == [3, 3], counted
