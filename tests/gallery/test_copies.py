"""What lies there for everybody follows what is shown: through publishing, improving, taking down, and crashes between."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.events import announce
from exemplar.core.storage import PUBLISHED_PREFIX, ServedAs, StorageUnavailable
from exemplar.gallery import sets
from exemplar.gallery.copies import FOLLOW_JOB, FOLLOW_LATER_JOB, RETIRED_FOR, CopyService, wanted_keys
from exemplar.gallery.models import Publication, PublishedMedia, PublishedSet
from exemplar.gallery.service import PublicationService
from exemplar.media.engine.findings import MediaKind
from exemplar.media.events import MediaImproved
from exemplar.media.models import MediaDerivative
from tests.awards.season import Season, make_season
from tests.factories import everywhere, make_actor
from tests.fakes import ORIGIN, MemoryStorage, MemoryWire
from tests.gallery.shown import attached, make_media, make_publication


class World:
    """One published picture, its store, and a stranger who looks."""

    def __init__(self, services: Any, storage: MemoryStorage, browser: httpx.AsyncClient) -> None:
        self.services, self.storage, self.browser = services, storage, browser
        self.now: datetime = utc_now()
        self.season: Season
        self.media_id: UUID
        self.publication_id: UUID

    async def build(self) -> "World":
        async with transaction(self.services.session_maker) as session:
            self.season = await make_season(session)
            media = await make_media(session, self.season)
            publication = await make_publication(session, self.season, attachments=[attached(media)])
            self.media_id, self.publication_id = media.id, publication.id
            self.editor = await make_actor(session, everywhere(Role.EDITOR))
        await self.put_derivatives()
        await self.storage.open_to_all(PUBLISHED_PREFIX)
        return self

    async def put_derivatives(self) -> None:
        async with transaction(self.services.session_maker) as session:
            for made in await session.scalars(select(MediaDerivative)):
                await self.storage.put_bytes(made.object_key, made.name.encode(), made.content_type)

    @property
    def copies(self) -> CopyService:
        return CopyService(self.services.session_maker, self.storage, lambda: self.now)

    async def follow(self) -> None:
        await self.copies.follow(self.media_id)

    async def publication(self) -> Publication:
        async with transaction(self.services.session_maker) as session:
            return await session.get_one(Publication, self.publication_id)

    async def sets(self) -> list[PublishedSet]:
        async with transaction(self.services.session_maker) as session:
            return list(await session.scalars(select(PublishedSet).order_by(PublishedSet.created_at)))

    async def jobs(self, name: str) -> int:
        async with transaction(self.services.session_maker) as session:
            query = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name AND args ->> 'media_id' = :media_id")
            return int(await session.scalar(query, {"name": name, "media_id": str(self.media_id)}))

    async def unpublish(self, publication_id: UUID | None = None) -> None:
        async with transaction(self.services.session_maker) as session:
            await PublicationService(session, utc_now).unpublish(self.editor, publication_id or self.publication_id)

    async def republish(self) -> None:
        async with transaction(self.services.session_maker) as session:
            await PublicationService(session, utc_now).republish(self.editor, self.publication_id)

    async def base(self) -> str | None:
        publication = await self.publication()
        story_base = publication.story["media"][0]["base"]
        assert publication.cover is not None
        assert publication.cover["base"] == story_base
        return story_base

    def public_keys(self) -> list[str]:
        return sorted(key for key in self.storage.objects if key.startswith(PUBLISHED_PREFIX))

    async def status(self, place: str, name: str) -> int:
        return (await self.browser.get(place.replace("published:/", f"{ORIGIN}/published/") + name)).status_code


@pytest.fixture
async def world(own_services: Any, storage: MemoryStorage) -> AsyncIterator[World]:
    async with httpx.AsyncClient(transport=MemoryWire(storage)) as browser:
        yield await World(own_services, storage, browser).build()


async def test_publication_asks_for_copies_and_pages_name_them_only_when_all_are_there(world: World):
    assert await world.jobs(FOLLOW_JOB) == 1
    assert await world.base() is None

    await world.follow()

    [row] = await world.sets()
    assert await world.base() == sets.place_of(row.digest)
    assert world.public_keys() == [sets.key_of(row.digest, "w320.webp"), sets.key_of(row.digest, "w640.webp")]
    answer = await world.browser.get(f"{ORIGIN}/{world.public_keys()[0]}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"w320.webp", "image/webp")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-disposition"].startswith('inline; filename="image-')
    assert "tệp" not in answer.headers["content-disposition"]


async def test_a_second_run_copies_nothing_again(world: World):
    await world.follow()
    before = dict(world.storage.objects)

    await world.follow()

    assert world.storage.objects == before
    assert len(await world.sets()) == 1


async def test_what_is_taken_down_is_gone_for_everybody_and_comes_back_when_it_is_put_back(world: World):
    await world.follow()
    place = await world.base()

    await world.unpublish()
    assert await world.base() is None
    assert await world.jobs(FOLLOW_JOB) == 2
    await world.follow()

    assert world.public_keys() == []
    assert await world.status(str(place), "w320.webp") == 404
    assert await world.sets() == []

    await world.republish()
    assert await world.base() is None, "nobody is sent to what is not there yet"
    await world.follow()
    assert await world.base() == place
    assert await world.status(str(place), "w320.webp") == 200


async def test_a_file_that_another_publication_shows_stays(world: World):
    async with transaction(world.services.session_maker) as session:
        media = await session.get_one(type(await make_media(session, world.season)), world.media_id)
        other = await make_publication(session, world.season, attachments=[attached(media)])
    await world.follow()

    await world.unpublish(other.id)
    await world.follow()

    assert len(world.public_keys()) == 2
    assert await world.base() is not None
    await world.unpublish()
    await world.follow()
    assert world.public_keys() == []


async def add_derivative(world: World, name: str) -> None:
    async with transaction(world.services.session_maker) as session:
        made = MediaDerivative(media_id=world.media_id, name=name, content_type="image/webp", size_bytes=1, width=1280, sha256="1" * 64)
        made.object_key = f"derivatives/more/{name}"
        session.add(made)
        await session.flush()
        await announce(session, MediaImproved(world.media_id, world.season.unit.id))
    await world.put_derivatives()


async def test_more_that_was_made_is_copied_to_a_new_place_and_open_pages_keep_the_old_one_for_a_while(world: World):
    await world.follow()
    old = str(await world.base())

    await add_derivative(world, "w1280.webp")
    assert await world.base() is None, "the old place lacks what the story names now"
    await world.follow()

    new = str(await world.base())
    assert new != old
    assert (await world.status(new, "w1280.webp"), await world.status(old, "w640.webp")) == (200, 200)
    assert await world.jobs(FOLLOW_LATER_JOB) == 1

    world.now += RETIRED_FOR + timedelta(minutes=1)
    await world.follow()
    assert (await world.status(new, "w1280.webp"), await world.status(old, "w640.webp")) == (200, 404)
    assert [row.retired_at for row in await world.sets()] == [None]


async def test_taking_down_takes_the_older_set_too(world: World):
    await world.follow()
    await add_derivative(world, "w1280.webp")
    await world.follow()

    await world.unpublish()
    await world.follow()

    assert (world.public_keys(), await world.sets()) == ([], [])


class FailsAfter(MemoryStorage):
    """A store that goes away after so many copies or deletions."""

    def __init__(self, storage: MemoryStorage, calls: int) -> None:
        self.__dict__ = storage.__dict__
        self._calls_left = calls

    def _count(self) -> None:
        self._calls_left -= 1
        if self._calls_left < 0:
            raise StorageUnavailable(service="s3")

    async def copy_as(self, source: str, target: str, served: ServedAs) -> None:
        self._count()
        await super().copy_as(source, target, served)

    async def delete(self, key: str) -> None:
        self._count()
        await super().delete(key)


@pytest.mark.parametrize("calls", [0, 1])
async def test_a_store_that_goes_away_in_the_middle_leaves_pages_as_they_were_and_is_asked_again(world: World, calls: int):
    await CopyService(world.services.session_maker, FailsAfter(world.storage, calls), utc_now).follow(world.media_id)

    assert await world.base() is None
    assert [row.copied_at for row in await world.sets()] == [None], "the row comes before the objects"
    assert await world.jobs(FOLLOW_LATER_JOB) == 1
    await world.follow()
    assert len(world.public_keys()) == 2
    assert await world.base() is not None

    await world.unpublish()
    await CopyService(world.services.session_maker, FailsAfter(world.storage, calls), utc_now).follow(world.media_id)
    [row] = await world.sets()
    assert row.retired_at is not None, "the row goes after the objects"
    await world.follow()
    assert (world.public_keys(), await world.sets()) == ([], [])


async def test_it_is_put_back_while_its_copies_are_only_half_gone(world: World):
    await world.follow()
    await world.unpublish()
    await CopyService(world.services.session_maker, FailsAfter(world.storage, 1), utc_now).follow(world.media_id)
    assert len(world.public_keys()) == 1

    await world.republish()
    await world.follow()

    assert len(world.public_keys()) == 2
    assert await world.status(str(await world.base()), "w320.webp") == 200


async def test_while_the_prefix_is_closed_pages_go_on_with_signed_links(world: World):
    world.storage.open_prefixes.clear()

    await world.follow()

    assert await world.base() is None
    await world.storage.open_to_all(PUBLISHED_PREFIX)
    await world.follow()
    assert await world.base() is not None


async def test_what_was_forgotten_is_found_by_the_hourly_look(world: World):
    before = await world.jobs(FOLLOW_JOB)
    await world.copies.follow_all()
    assert await world.jobs(FOLLOW_JOB) == before + 1, "shown, and no set"

    await world.follow()
    await world.copies.follow_all()
    assert await world.jobs(FOLLOW_JOB) == before + 1, "all is as it should be"

    async with transaction(world.services.session_maker) as session:
        await session.execute(text("UPDATE publication SET state = 'unpublished', unpublished_at = now()"))
    await world.copies.follow_all()
    assert await world.jobs(FOLLOW_JOB) == before + 2, "a set, and not shown"


async def test_keys_of_sets_with_a_row_are_wanted_and_others_are_orphans(world: World):
    await world.follow()
    orphan = sets.key_of("f" * 64, "w320.webp")

    async with transaction(world.services.session_maker) as session:
        found = await wanted_keys(session, [*world.public_keys(), orphan])

    assert found == set(world.public_keys())


async def test_a_film_is_copied_with_all_that_was_made_of_it(own_services: Any, storage: MemoryStorage):
    async with httpx.AsyncClient(transport=MemoryWire(storage)) as browser:
        world = await World(own_services, storage, browser).build()
        async with transaction(own_services.session_maker) as session:
            film = await make_media(session, world.season, MediaKind.VIDEO)
            await make_publication(session, world.season, attachments=[attached(film, alt_text="")])
            shown = await session.scalar(select(PublishedMedia.is_shown).where(PublishedMedia.media_id == film.id))
        await world.put_derivatives()

        await world.copies.follow(film.id)

        assert shown is True
        assert [key.rsplit("/", 1)[1] for key in world.public_keys()] == ["play.mp4", "w640.webp"]


async def test_the_sweep_removes_what_belongs_to_no_set_and_is_old(world: World):
    await world.follow()
    known = world.public_keys()
    orphan = sets.key_of("f" * 64, "w320.webp")
    await world.storage.put_bytes(orphan, b"left behind", "image/webp")

    await world.copies.sweep()
    assert orphan in world.public_keys(), "its row may be about to be written"
    world.now += timedelta(days=1, minutes=1)
    await world.copies.sweep()

    assert world.public_keys() == known
