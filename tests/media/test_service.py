"""What higher modules ask of media."""

from pathlib import Path
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.media import grants, jobs
from exemplar.media.editions import Edition
from exemplar.media.errors import FileTypeNotAllowed, MediaNotFound, MediaWrongState
from exemplar.media.service import MediaService
from exemplar.media.workflow import MediaState
from tests import samples
from tests.factories import everywhere, make_actor
from tests.media.conftest import Desk, make_desk


async def test_only_files_of_the_unit_that_have_arrived_can_be_used(
    desk: Desk, services: wiring.Services, session: AsyncSession, tmp_path: Path
):
    media = MediaService(session, utc_now)
    ready = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    bad = tmp_path / "b.png"
    bad.write_text("plain words")
    refused = await desk.hand_in(bad, "fingerprint-bad")
    coming = (await desk.uploads.start(desk.actor, desk.wanted(bad, "fingerprint-coming"))).media
    other = await make_desk(services, session)

    assert [file.id for file in await media.require_usable(desk.unit_id, [ready.id], ready=True)] == [ready.id]
    with pytest.raises(MediaNotFound) as unknown:
        await media.require_usable(other.unit_id, [ready.id])
    with pytest.raises(FileTypeNotAllowed) as why:
        await media.require_usable(desk.unit_id, [ready.id, refused.id])
    with pytest.raises(MediaWrongState) as early:
        await media.require_usable(desk.unit_id, [coming.id])

    assert unknown.value.facts == {"media_id": str(ready.id)}
    assert why.value.facts == {"found": "text", "media_id": str(refused.id)}
    assert early.value.facts == {"state": "uploading", "action": "use", "media_id": str(coming.id)}


async def test_views_come_with_their_derivatives_and_without_the_unknown(desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.sound(tmp_path / "a.mp3", 1))

    views = await MediaService(session, utc_now).views([media.id, uuid4()])

    assert {media_id: [made.name for made in view.derivatives] for media_id, view in views.items()} == {media.id: ["play.m4a", "play.opus"]}


async def test_a_file_on_this_machine_is_deposited_whole(desk: Desk, session: AsyncSession, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")

    media = await desk.uploads.deposit(desk.actor, desk.wanted(path), path)
    await jobs.process(desk.services, str(media.id))

    assert media.state is MediaState.RECEIVED
    assert (await MediaService(session, utc_now).read(desk.actor, media.id)).media.state is MediaState.READY
    assert await desk.services.storage.list_open_uploads(media.object_key) == []


async def disposition(desk: Desk, session: AsyncSession, reader: Actor | None, media_id: UUID, name: str) -> str:
    """Return what the address of a file tells a browser to save it as."""
    session.info[grants.INFO_KEY] = grants.ReadGrants([everybody])
    media = MediaService(session, utc_now)
    link = await media.link(reader, media_id, name, desk.services.storage, desk.services.settings.media)
    return unquote(unquote(link))


async def everybody(_session: AsyncSession, _reader: Actor | None, _media_id: UUID, _name: str) -> Edition | None:
    return Edition.PLAIN


async def test_only_the_own_unit_and_who_opens_the_original_learn_what_the_unit_calls_a_file(
    desk: Desk, session: AsyncSession, tmp_path: Path
):
    media = await desk.hand_in(samples.jpeg(tmp_path / "Nhà hát Hoa Ban - chị Lan.jpg"))
    juror = await make_actor(session, everywhere(Role.JUROR))
    auditor = await make_actor(session, everywhere(Role.AUDITOR))

    own = await disposition(desk, session, desk.actor, media.id, "w320.webp")
    opened = await disposition(desk, session, auditor, media.id, "original")
    others = [await disposition(desk, session, reader, media.id, "w320.webp") for reader in (juror, auditor, None)]

    assert "Nhà hát Hoa Ban - chị Lan.webp" in own
    assert "Nhà hát Hoa Ban - chị Lan.jpg" in opened
    assert all("Hoa" not in one and "Lan" not in one and f"image-{media.id.hex[-8:]}.webp" in one for one in others)
