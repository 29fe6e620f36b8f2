"""Who gets a file as it was handed in: the row ``media.original`` walked from end to end, over HTTP and a real object store."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.models import Contribution
from tests import samples
from tests.factories import everywhere, in_campaign, in_unit, make_actor, make_unit, problem, settled, sign_in_as
from tests.initiatives.arrange import Season, make_season, submissions
from tests.media.conftest import Desk


@dataclass
class Case:
    """One picture of one unit, first in a draft."""

    season: Season
    initiative_id: UUID
    version: int
    media_id: UUID
    content: bytes

    @property
    def address(self) -> str:
        return f"/media/{self.media_id}/files/original"


@pytest.fixture
async def drafted(services: wiring.Services, session: AsyncSession, tmp_path: Path) -> Case:
    """The picture in a draft that could be handed in."""
    season = await make_season(session)
    await make_manager(session, season)
    await settled(session)
    path = samples.jpeg(tmp_path / "Ảnh.jpg")
    media = await Desk(services, season.contributor, season.unit.id).hand_in(path)
    drafts = DraftService(session, utc_now)
    draft = await drafts.start(season.contributor, season.campaign.id, season.category.id, season.unit.id, "Vé giấy tái dùng")
    texts = {"summary": "Một tấm vé dùng mười lần.", "answers.problem": "Vé giấy bỏ phí"}
    await drafts.save(season.contributor, draft.id, draft.version, texts)
    files = [FileWanted(media.id, "photos", "Quầy vé", "Hai người ở quầy vé", is_cover=True)]
    await EvidenceService(session, utc_now).replace(season.contributor, draft.id, draft.version, files)
    await settled(session)
    return Case(season, draft.id, draft.version, media.id, path.read_bytes())


@pytest.fixture
async def handed_in(drafted: Case, session: AsyncSession) -> Case:
    """The same, handed in."""
    await submissions(session).submit(drafted.season.lead, drafted.initiative_id, drafted.version, oath=True)
    await settled(session)
    return drafted


async def make_manager(session: AsyncSession, season: Season) -> None:
    """Give the season's manager the role in the table too, since sessions read it from there."""
    season.manager = await make_actor(session, in_campaign(Role.MANAGER, season.campaign.id), name="Trần Quản Lý")


async def answer(client: httpx.AsyncClient, session: AsyncSession, account_id: UUID, address: str, *, confirmed: bool = True) -> str:
    """Return ``opened`` or the code of the refusal."""
    await sign_in_as(client, session, account_id, confirmed=confirmed)
    response = await client.get(address)
    return "opened" if response.status_code == 302 else ":".join(map(str, problem(response)[:2]))


HIDDEN, CONFIRM = "404:media_not_found", "403:confirmation_required"


@pytest.mark.parametrize("name", ["contributor", "lead"])
async def test_the_unit_gets_its_own_bytes_back_without_a_second_password(client, session, handed_in, name):
    account_id = getattr(handed_in.season, name).account_id
    await sign_in_as(client, session, account_id, confirmed=False)

    link = await client.get(handed_in.address)

    async with httpx.AsyncClient() as browser:
        given = await browser.get(link.headers["location"])
    assert (link.status_code, given.content) == (302, handed_in.content)
    assert given.headers["content-disposition"].startswith("attachment;")


async def test_the_manager_in_charge_and_the_auditor_give_their_password_again(client, session, handed_in):
    auditor = await make_actor(session, everywhere(Role.AUDITOR))
    of_all = await make_actor(session, everywhere(Role.MANAGER))

    for account_id in (handed_in.season.manager.account_id, auditor.account_id, of_all.account_id):
        assert await answer(client, session, account_id, handed_in.address, confirmed=False) == CONFIRM
        assert await answer(client, session, account_id, handed_in.address) == "opened"


@pytest.mark.parametrize("role", [Role.SCREENER, Role.JUROR, Role.MEMBER, Role.SECRETARY, Role.CHAIR])
async def test_no_other_role_of_the_campaign_finds_the_original(client, session, handed_in, role):
    person = await make_actor(session, in_campaign(role, handed_in.season.campaign.id))

    assert await answer(client, session, person.account_id, handed_in.address) == HIDDEN


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
async def test_neither_editor_nor_administrator_finds_the_original(client, session, handed_in, role):
    person = await make_actor(session, everywhere(role))

    assert await answer(client, session, person.account_id, handed_in.address) == HIDDEN


async def test_strangers_and_visitors_find_no_original(client, session, handed_in):
    other_unit = await make_unit(session)
    other_campaign = (await make_season(session)).campaign
    strangers = [
        await make_actor(session),
        await make_actor(session, in_unit(Role.LEAD, other_unit.id)),
        await make_actor(session, in_campaign(Role.MANAGER, other_campaign.id)),
    ]

    answers = {await answer(client, session, person.account_id, handed_in.address) for person in strangers}
    client.cookies.clear()

    assert answers == {HIDDEN}
    assert problem(await client.get(handed_in.address))[:2] == (404, "media_not_found")


async def test_a_manager_with_a_conflict_of_interest_finds_no_original(client, session, handed_in):
    manager = handed_in.season.manager
    assert await answer(client, session, manager.account_id, handed_in.address) == "opened"

    await session.execute(
        update(Contribution).where(Contribution.initiative_id == handed_in.initiative_id).values(account_id=manager.account_id)
    )

    assert await answer(client, session, manager.account_id, handed_in.address) == HIDDEN


async def test_what_is_only_in_a_draft_stays_in_the_unit(client, session, drafted):
    auditor = await make_actor(session, everywhere(Role.AUDITOR))

    assert await answer(client, session, auditor.account_id, drafted.address) == HIDDEN
    assert await answer(client, session, drafted.season.manager.account_id, drafted.address) == HIDDEN
    assert await answer(client, session, drafted.season.contributor.account_id, drafted.address) == "opened"
