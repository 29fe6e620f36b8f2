"""An engine with the default limits, the bundled object store, and a unit whose people hand files in."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.settings import MediaSettings, StorageSettings
from exemplar.core.storage import S3Storage
from exemplar.media import jobs
from exemplar.media.engine import tasks
from exemplar.media.engine.child import Engine
from exemplar.media.limits import engine_limits
from exemplar.media.models import MediaFile
from exemplar.media.uploads import Ticket, UploadService, WantedUpload
from tests.contracts import storages
from tests.factories import in_unit, make_actor, make_unit, settled


async def in_this_process(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
    """Do an engine's task here, without limits, so that what it does can be watched."""
    return 0, json.dumps(tasks.answer(json.loads(task))).encode()


@pytest.fixture
def engine_of_media() -> Engine:
    """The engine at work in this process; ``test_child`` and ``test_processing`` run it in its own."""
    return Engine(engine_limits(MediaSettings()), in_this_process)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for what the engine makes."""
    place = tmp_path / "made"
    place.mkdir()
    return place


@pytest.fixture(scope="session")
def object_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StorageSettings]:
    """The bundled server, for every test of media."""
    with storages.bundled(tmp_path_factory.mktemp("media-objects"), "media-tests") as settings:
        yield settings


@pytest.fixture
async def objects(object_settings: StorageSettings) -> AsyncIterator[S3Storage]:
    """A bucket on a real server."""
    storage = S3Storage(object_settings)
    await storage.ensure_bucket()
    yield storage
    await storage.close()


@pytest.fixture
def storage(objects: S3Storage) -> S3Storage:
    """Real objects for the application and the jobs too, instead of those in memory."""
    return objects


async def work(services: wiring.Services, media_id: UUID) -> None:
    """Do what the worker does with a file that has arrived: look at it, then make what is made of it."""
    await jobs.process(services, str(media_id))
    await jobs.make(services, str(media_id))
    await jobs.improve(services, str(media_id))


@dataclass
class Desk:
    """Somebody of a unit at a browser: the application's services, one person, one unit."""

    services: wiring.Services
    actor: Actor
    unit_id: UUID

    @property
    def uploads(self) -> UploadService:
        return UploadService(self.services.session_maker, self.services.storage, self.services.settings.media, utc_now)

    def wanted(self, path: Path, fingerprint: str = "fingerprint-1", **changes: object) -> WantedUpload:
        plain = WantedUpload(self.unit_id, path.name, "application/octet-stream", path.stat().st_size, fingerprint)
        return replace(plain, **changes)

    async def send(self, ticket: Ticket, path: Path, numbers: list[int] | None = None) -> None:
        """PUT parts to their links, as a browser does."""
        data, size = path.read_bytes(), ticket.media.part_size_bytes
        asked = numbers or list(range(1, ticket.total_parts + 1))
        async with httpx.AsyncClient() as browser:
            for number, url in (await self.uploads.sign_parts(self.actor, ticket.media.id, asked)).items():
                answer = await browser.put(url, content=data[(number - 1) * size : number * size])
                assert answer.status_code == 200

    async def hand_in(self, path: Path, fingerprint: str = "fingerprint-1", name: str | None = None) -> MediaFile:
        """Send a whole file and have it processed."""
        ticket = await self.uploads.start(self.actor, self.wanted(path, fingerprint, file_name=name or path.name))
        await self.send(ticket, path)
        await self.uploads.complete(self.actor, ticket.media.id)
        await work(self.services, ticket.media.id)
        async with self.services.session_maker() as session:
            return await session.get_one(MediaFile, ticket.media.id)


async def make_desk(services: wiring.Services, session: AsyncSession) -> Desk:
    """Return a contributor of a fresh unit."""
    unit = await make_unit(session)
    actor = await make_actor(session, in_unit(Role.CONTRIBUTOR, unit.id))
    await settled(session)
    return Desk(services, actor, unit.id)


@pytest.fixture
async def desk(services: wiring.Services, session: AsyncSession) -> Desk:
    """A contributor of a fresh unit."""
    return await make_desk(services, session)
