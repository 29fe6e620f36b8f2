"""Room for files: which limits hold, who sets them, and that nobody gets more by being quick."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import app as door
from exemplar import wiring
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.errors import ConfirmationRequired, NotAllowed, StaleVersion
from exemplar.core.settings import MediaSettings, Settings
from exemplar.media.engine.findings import MediaKind
from exemplar.media.errors import CampaignQuotaExceeded, MediaCampaignUnknown, QuotaExists, QuotaPlaceUnknown, UnitQuotaExceeded
from exemplar.media.models import MediaQuota
from exemplar.media.quotas import Place, Purpose, QuotaService, Room, Use, rooms
from tests.campaigns.arrange import make_manager, make_published
from tests.factories import everywhere, make_actor, problem, settled, sign_in_as
from tests.media.conftest import Desk, make_desk

GB = 1024**3
UNIT, OTHER, CALL = uuid4(), uuid4(), uuid4()


def quota(max_bytes: int, unit: UUID | None = None, campaign: UUID | None = None, kind: MediaKind | None = None) -> MediaQuota:
    return MediaQuota(unit_id=unit, campaign_id=campaign, kind=kind, max_bytes=max_bytes)


USES = [Use(None, MediaKind.VIDEO, 3 * GB), Use(CALL, MediaKind.VIDEO, 2 * GB), Use(CALL, MediaKind.IMAGE, GB), Use(CALL, None, 7)]


def found(*quotas: MediaQuota, campaign: UUID | None = None, kind: MediaKind | None = None) -> list[tuple[bool, str, int, int]]:
    """Return (of the call?, kind, limit, used) of every limit that holds."""
    purpose = Purpose(UNIT, campaign, kind)
    listed = rooms(quotas, USES, purpose, 50 * GB)
    return [(room.campaign_id is not None, room.kind.value if room.kind else "", room.limit_bytes, room.used_bytes) for room in listed]


def test_without_a_quota_the_default_holds_for_everything_together():
    assert found() == [(False, "", 50 * GB, 6 * GB + 7)]


def test_a_units_own_limit_beats_the_one_for_every_unit_whatever_comes_first():
    own, everybody = quota(9 * GB, UNIT), quota(4 * GB)

    assert found(own, everybody) == found(everybody, own) == [(False, "", 9 * GB, 6 * GB + 7)]
    assert found(quota(9 * GB, OTHER), everybody) == [(False, "", 4 * GB, 6 * GB + 7)]


def test_limits_of_a_kind_and_of_a_call_hold_beside_the_others():
    limits = [quota(8 * GB, kind=MediaKind.VIDEO), quota(3 * GB, campaign=CALL), quota(1, campaign=uuid4())]

    assert found(*limits, campaign=CALL, kind=MediaKind.VIDEO) == [
        (False, "", 50 * GB, 6 * GB + 7),
        (False, "video", 8 * GB, 5 * GB),
        (True, "", 3 * GB, 3 * GB + 7),
    ]
    assert found(*limits, kind=MediaKind.IMAGE) == [(False, "", 50 * GB, 6 * GB + 7)]


def test_a_limit_made_smaller_than_what_is_there_leaves_no_room_but_never_less():
    assert Room(None, None, 5, 9).free_bytes == 0


async def set_limit(session: AsyncSession, place: Place, max_bytes: int) -> MediaQuota:
    operator = await make_actor(session, everywhere(Role.ADMIN))
    limit = await QuotaService(session, utc_now).add(operator, place, max_bytes)
    await settled(session)
    return limit


async def test_the_first_byte_too_many_is_refused_before_it_is_sent(desk: Desk, session: AsyncSession, tmp_path: Path):
    film = tmp_path / "phim.mp4"
    film.write_bytes(b"0" * 1_000)
    await set_limit(session, Place(None, None, MediaKind.VIDEO), 1_500)

    await desk.uploads.start(desk.actor, desk.wanted(film, declared_type="video/mp4"))
    with pytest.raises(UnitQuotaExceeded) as refusal:
        await desk.uploads.start(desk.actor, desk.wanted(film, "fingerprint-2", declared_type="video/mp4"))

    assert refusal.value.facts == {"limit_bytes": 1_500, "used_bytes": 1_000, "wanted_bytes": 1_000, "kind": "video"}
    await desk.uploads.start(desk.actor, desk.wanted(film, "fingerprint-3", declared_type="audio/mpeg"))
    other = await make_desk(desk.services, session)
    await other.uploads.start(other.actor, other.wanted(film, declared_type="video/mp4"))


async def test_a_full_limit_of_films_lets_an_office_file_and_captions_come(desk: Desk, session: AsyncSession, tmp_path: Path):
    film, report, words = tmp_path / "phim.mp4", tmp_path / "de-an.docx", tmp_path / "phim.srt"
    for path in (film, report, words):
        path.write_bytes(b"0" * 1_000)
    await set_limit(session, Place(None, None, MediaKind.VIDEO), 1_000)
    await set_limit(session, Place(None, None, MediaKind.DOCUMENT), 2_500)
    await desk.uploads.start(desk.actor, desk.wanted(film))

    await desk.uploads.start(desk.actor, desk.wanted(report, "fingerprint-2"))
    await desk.uploads.start(desk.actor, desk.wanted(words, "fingerprint-3", declared_type=""))
    with pytest.raises(UnitQuotaExceeded) as refusal:
        await desk.uploads.start(desk.actor, desk.wanted(words, "fingerprint-4", declared_type=""))

    assert refusal.value.facts == {"limit_bytes": 2_500, "used_bytes": 2_000, "wanted_bytes": 1_000, "kind": "document"}


async def test_a_limit_made_smaller_while_a_file_is_on_its_way_holds_when_it_arrives(desk: Desk, session: AsyncSession, tmp_path: Path):
    film = tmp_path / "phim.mp4"
    film.write_bytes(b"0" * 1_000)
    ticket = await desk.uploads.start(desk.actor, desk.wanted(film))
    await desk.send(ticket, film)
    limit = await set_limit(session, Place(desk.unit_id, None, None), 999)

    with pytest.raises(UnitQuotaExceeded):
        await desk.uploads.complete(desk.actor, ticket.media.id)

    operator = await make_actor(session, everywhere(Role.ADMIN))
    await QuotaService(session, utc_now).change(operator, limit.id, limit.version, 1_000)
    await settled(session)
    await desk.uploads.complete(desk.actor, ticket.media.id)


async def test_what_one_unit_hands_in_for_a_call_has_its_own_limit(desk: Desk, session: AsyncSession, tmp_path: Path):
    campaign = await make_published(session, await make_manager(session))
    film = tmp_path / "phim.mp4"
    film.write_bytes(b"0" * 1_000)
    await set_limit(session, Place(None, campaign.id, None), 1_000)

    await desk.uploads.start(desk.actor, desk.wanted(film, campaign_id=campaign.id))
    with pytest.raises(CampaignQuotaExceeded):
        await desk.uploads.start(desk.actor, desk.wanted(film, "fingerprint-2", campaign_id=campaign.id))
    await desk.uploads.start(desk.actor, desk.wanted(film, "fingerprint-2"))


async def test_a_call_that_is_not_there_is_bad_input(desk: Desk, tmp_path: Path):
    film = tmp_path / "phim.mp4"
    film.write_bytes(b"0")

    with pytest.raises(MediaCampaignUnknown):
        await desk.uploads.start(desk.actor, desk.wanted(film, campaign_id=uuid4()))


async def test_only_the_operator_with_a_fresh_password_sets_limits(session: AsyncSession, desk: Desk):
    late = await make_actor(session, everywhere(Role.ADMIN), confirmed=False)

    with pytest.raises(NotAllowed):
        await QuotaService(session, utc_now).add(desk.actor, Place(desk.unit_id, None, None), GB)
    with pytest.raises(ConfirmationRequired):
        await QuotaService(session, utc_now).add(late, Place(desk.unit_id, None, None), GB)


async def test_one_thing_has_one_limit_and_unknown_places_none(session: AsyncSession):
    operator = await make_actor(session, everywhere(Role.ADMIN))
    quotas = QuotaService(session, utc_now)
    first = await quotas.add(operator, Place(None, None, MediaKind.AUDIO), GB)

    with pytest.raises(QuotaExists):
        await quotas.add(operator, Place(None, None, MediaKind.AUDIO), GB)
    with pytest.raises(QuotaPlaceUnknown):
        await quotas.add(operator, Place(uuid4(), None, None), GB)
    with pytest.raises(StaleVersion):
        await quotas.change(operator, first.id, 7, GB)
    await quotas.remove(operator, first.id, 1)
    assert await quotas.all(operator) == []


async def test_limits_over_http(client: httpx.AsyncClient, session: AsyncSession, desk: Desk):
    operator = await make_actor(session, everywhere(Role.ADMIN))
    await sign_in_as(client, session, operator.account_id)

    made = (await client.post("/media/quotas", json={"unit_id": str(desk.unit_id), "max_bytes": GB})).json()
    changed = (await client.patch(f"/media/quotas/{made['id']}", json={"version": 1, "max_bytes": 2 * GB})).json()
    both = await client.post("/media/quotas", json={"unit_id": str(desk.unit_id), "campaign_id": str(uuid4()), "max_bytes": 1})

    assert (changed["max_bytes"], changed["version"]) == (2 * GB, 2)
    assert both.status_code == 422
    assert problem(await client.delete(f"/media/quotas/{made['id']}", params={"version": 1}))[:2] == (409, "stale_version")
    assert (await client.get("/media/quotas")).json() == [changed]
    await sign_in_as(client, session, desk.actor.account_id)
    assert (await client.get("/media/quotas")).status_code == 403
    room = (await client.get("/media/room", params={"unit_id": str(desk.unit_id)})).json()
    assert [(one["limit_bytes"], one["used_bytes"], one["free_bytes"]) for one in room["rooms"]] == [(2 * GB, 0, 2 * GB)]
    assert (await client.get("/media/room", params={"unit_id": str(uuid4())})).status_code == 403
    await sign_in_as(client, session, operator.account_id)
    assert (await client.delete(f"/media/quotas/{made['id']}", params={"version": 2})).status_code == 204


async def test_a_unit_learns_how_large_one_file_may_be_as_it_is_configured_here(
    services: wiring.Services, session: AsyncSession, desk: Desk
):
    settings = Settings()
    settings.media = MediaSettings(max_image_bytes=3, max_video_bytes=50 * GB, max_audio_bytes=5 * GB, max_document_bytes=7)
    transport = httpx.ASGITransport(app=door.build(replace(services, settings=settings)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000/api/v1") as client:
        await sign_in_as(client, session, desk.actor.account_id)

        room = (await client.get("/media/room", params={"unit_id": str(desk.unit_id)})).json()

    assert room["max_file_bytes"] == {"image": 3, "video": 50 * GB, "audio": 5 * GB, "document": 7}
