"""Keeps copies for everybody of what the showcase shows: made after publication, gone after unpublishing, made anew when more was made.

One job for one file at a time compares what is shown with what lies there and makes the second follow the first; so it
may run twice, after a crash, or without a reason. A row comes before the first object and goes after the last. See
decisions/0075-published-sets.md.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core import logging
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.core.storage import PUBLISHED_PREFIX, ObjectMissing, ServedAs, Storage, StorageUnavailable
from exemplar.gallery import sets, story
from exemplar.gallery.models import Publication, PublishedMedia, PublishedSet
from exemplar.gallery.workflow import PublicationState
from exemplar.media.service import MediaService, MediaView

FOLLOW_JOB = "gallery.follow_file"
FOLLOW_LATER_JOB = "gallery.follow_file_later"
FOLLOW_ALL_JOB = "gallery.follow_all_files"
SWEEP_JOB = "gallery.sweep_published"
ORPHAN_KEPT = timedelta(days=1)
"""How long an object without a row is left alone, as in the sweep of files."""
RETIRED_FOR = timedelta(hours=1)
"""How long pages that are open go on with an older set."""
_TRIED_AGAIN_AFTER = timedelta(seconds=20)
_PROMPT = 10
_BATCH = 500

log = logging.get(__name__)


async def follow(session: AsyncSession, media_id: UUID) -> None:
    """Have the copies of a file follow what is shown, after this transaction; before other jobs, for some of it is taken down."""
    await enqueue(session, FOLLOW_JOB, lock=f"published-set:{media_id}", priority=_PROMPT, media_id=media_id)


async def follow_later(session: AsyncSession, media_id: UUID, due_at: datetime) -> None:
    """Do so at a moment. Without the lock: a job that waits for its time would keep those of the same lock waiting."""
    await enqueue(session, FOLLOW_LATER_JOB, due_at=due_at, media_id=media_id)


async def places_of(session: AsyncSession, views: Iterable[MediaView]) -> dict[UUID, str]:
    """Return id → place of those files whose copies are there and up to date; one query."""
    digests = {sets.digest_of(view.media.id, view.derivatives): view.media.id for view in views}
    if not digests:
        return {}
    whole = PublishedSet.digest.in_(digests), PublishedSet.copied_at.is_not(None), PublishedSet.retired_at.is_(None)
    return {digests[digest]: sets.place_of(digest) for digest in await session.scalars(select(PublishedSet.digest).where(*whole))}


async def wanted_keys(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Return those of ``keys`` under the published prefix that belong to a set with a row; the others are orphans."""
    digests = {sets.digest_in(key) for key in keys}
    known = set(await session.scalars(select(PublishedSet.digest).where(PublishedSet.digest.in_(digests))))
    return {key for key in keys if sets.digest_in(key) in known}


@dataclass(frozen=True, slots=True)
class _Copy:
    source: str
    target: str
    served: ServedAs


@dataclass(slots=True)
class _Plan:
    """What one file needs: the set it is shown from, if it is, its copies, and the sets that have to go."""

    digest: str | None = None
    copies: list[_Copy] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class CopyService:
    """The use cases of the job."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._now = now

    async def follow(self, media_id: UUID) -> None:
        """Make what lies there for everybody what is shown of one file; try again soon when the store does not answer."""
        async with transaction(self._session_maker) as session:
            plan = await self._plan(session, media_id)
        try:
            for digest in plan.gone:
                await self._remove(digest)
            is_open = plan.digest is not None and await self._copy(plan.digest, plan.copies)
        except StorageUnavailable:
            # Not by the worker's own tries: they wait ever longer, and what was taken down must go within a minute.
            async with transaction(self._session_maker) as session:
                await follow_later(session, media_id, self._now() + _TRIED_AGAIN_AFTER)
            return
        except ObjectMissing:
            log.exception("published_source_missing", media_id=str(media_id))
            return
        if plan.digest is not None and is_open:
            async with transaction(self._session_maker) as session:
                await self._tell(session, media_id, plan.digest)

    async def follow_all(self) -> None:
        """Find files whose copies do not follow, as after a crash, and ask for each again; a thousand at most."""
        shown = _shown_media()
        whole = select(PublishedSet.media_id).where(PublishedSet.copied_at.is_not(None), PublishedSet.retired_at.is_(None))
        without = shown.where(PublishedMedia.media_id.not_in(whole)).distinct()
        left = (
            select(PublishedSet.media_id)
            .distinct()
            .where(PublishedSet.media_id.not_in(shown) | (PublishedSet.retired_at < self._now() - RETIRED_FOR))
        )
        async with transaction(self._session_maker) as session:
            found = {*await session.scalars(without.limit(_BATCH)), *await session.scalars(left.limit(_BATCH))}
            for media_id in sorted(found):
                await follow(session, media_id)

    async def sweep(self) -> None:
        """Remove old objects under the published prefix that belong to no set; the rows of sets are the business of ``follow_all``."""
        before, after = self._now() - ORPHAN_KEPT, ""
        while page := await self._storage.list_page(PUBLISHED_PREFIX, after):
            old = [found.key for found in page if found.changed_at and found.changed_at < before]
            async with transaction(self._session_maker) as session:
                wanted = await wanted_keys(session, old)
            for key in old:
                if key not in wanted:
                    log.warning("published_orphan_removed", key=key)
                    await self._storage.delete(key)
            after = page[-1].key

    async def _plan(self, session: AsyncSession, media_id: UUID) -> _Plan:
        rows = list(await session.scalars(select(PublishedSet).where(PublishedSet.media_id == media_id).with_for_update()))
        view = (await MediaService(session, self._now).views([media_id])).get(media_id)
        is_shown = await session.scalar(_shown_media().where(PublishedMedia.media_id == media_id).limit(1)) is not None
        if view is None or not view.derivatives or not is_shown:
            _retire(rows, self._now())
            return _Plan(gone=[row.digest for row in rows])
        digest = sets.digest_of(media_id, view.derivatives)
        others = [row for row in rows if row.digest != digest]
        current = next((row for row in rows if row.digest == digest), None)
        if current is None:
            current = PublishedSet(id=new_id(), media_id=media_id, digest=digest)
            session.add(current)
        current.retired_at = None
        if _retire(others, self._now()):
            await follow_later(session, media_id, self._now() + RETIRED_FOR + timedelta(seconds=5))
        before = self._now() - RETIRED_FOR
        return _Plan(digest, _copies(digest, view), [row.digest for row in others if row.retired_at and row.retired_at < before])

    async def _copy(self, digest: str, copies: Sequence[_Copy]) -> bool:
        """Copy what is not there yet; say whether everybody can open it."""
        there = {found.key for found in await self._storage.list_objects(sets.key_of(digest))}
        for each in copies:
            if each.target not in there:
                await self._storage.copy_as(each.source, each.target, each.served)
        is_open = await self._storage.is_open(copies[0].target)
        if not is_open:
            # Pages go on with signed links; `exemplar storage init` opens the prefix.
            log.warning("published_prefix_closed")
        return is_open

    async def _tell(self, session: AsyncSession, media_id: UUID, digest: str) -> None:
        """Name the place in the publications of the file, unless it was taken down or made anew meanwhile."""
        row = await session.scalar(select(PublishedSet).where(PublishedSet.digest == digest).with_for_update())
        view = (await MediaService(session, self._now).views([media_id])).get(media_id)
        if row is None or row.retired_at is not None or view is None or sets.digest_of(media_id, view.derivatives) != digest:
            return
        row.copied_at = row.copied_at or await session.scalar(select(func.clock_timestamp()))
        query = (
            select(Publication)
            .join(PublishedMedia, PublishedMedia.publication_id == Publication.id)
            .where(PublishedMedia.media_id == media_id, Publication.state == PublicationState.PUBLISHED)
            .order_by(Publication.id)
            .with_for_update(of=Publication)
        )
        for publication in await session.scalars(query.execution_options(populate_existing=True)):
            place = sets.place_of(digest)
            publication.story = story.story_moved(publication.story, media_id, place)
            publication.cover = story.cover_moved(publication.cover, media_id, place)

    async def _remove(self, digest: str) -> None:
        for found in await self._storage.list_objects(sets.key_of(digest)):
            await self._storage.delete(found.key)
        async with transaction(self._session_maker) as session:
            # One that is shown again meanwhile has its row, and its objects come back with the job that waits for this one.
            await session.execute(delete(PublishedSet).where(PublishedSet.digest == digest, PublishedSet.retired_at.is_not(None)))


def _shown_media() -> Select[UUID]:
    """Return the question which files are shown to everybody."""
    return (
        select(PublishedMedia.media_id)
        .join(Publication, Publication.id == PublishedMedia.publication_id)
        .where(Publication.state == PublicationState.PUBLISHED, PublishedMedia.is_shown)
    )


def _copies(digest: str, view: MediaView) -> list[_Copy]:
    media = view.media
    return [_Copy(made.object_key, sets.key_of(digest, made.name), sets.served_as(media.kind, media.id, made)) for made in view.derivatives]


def _retire(rows: Iterable[PublishedSet], now: datetime) -> bool:
    """Mark sets as no longer shown; say whether one was until now."""
    fresh = [row for row in rows if row.retired_at is None]
    for row in fresh:
        row.retired_at = now
    return bool(fresh)
