"""Searching an entry for what gives its people away: the words it is written in at once, its files in a job.

Both put what they find beside what was found before: what is found again keeps its decision, what is found no more is set
aside. A search that was called for while one ran is done after it; the counters of ``Redaction`` tell.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core import logging
from exemplar.core.clock import utc_now
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.jobs import enqueue
from exemplar.initiatives import redaction_rows as rows
from exemplar.initiatives.models import Redaction, RedactionHit, Revision
from exemplar.initiatives.redaction_terms import terms_of
from exemplar.initiatives.redaction_words import TYPED, Found, HitDecision, HitSpot, in_typed, keyed
from exemplar.media.engine.blind_terms import Term, plain
from exemplar.media.engine.findings import MediaKind, Refused
from exemplar.media.models import MediaFile
from exemplar.media.redaction_scanning import FileScanner, Hit, Spot
from exemplar.media.service import MediaService
from exemplar.media.workflow import MediaState

SEARCH_JOB = "initiatives.redaction"
_IN_FILES = frozenset(HitSpot) - TYPED
_SPOKEN = frozenset({HitSpot.CAPTIONS, HitSpot.CHAPTERS})

log = logging.get(__name__)


async def search_words(session: AsyncSession, initiative_id: UUID, revision: Revision) -> Redaction:
    """Search the texts of a revision now, and have its files searched if any of them has words."""
    redaction = await rows.begin(session, initiative_id, revision.id)
    terms = await _terms(session, revision)
    await _put(session, initiative_id, keyed(in_typed(revision.content, terms)), TYPED)
    if await _worth_reading(session, revision):
        await ask(session, redaction)
    else:
        await _put(session, initiative_id, [], _IN_FILES)
    return redaction


async def ask(session: AsyncSession, redaction: Redaction) -> None:
    """Have the files searched (again)."""
    redaction.asked, redaction.failure = redaction.asked + 1, None
    await session.flush()
    await enqueue(session, SEARCH_JOB, lock=f"{SEARCH_JOB}.{redaction.initiative_id}", initiative_id=redaction.initiative_id)


async def _terms(session: AsyncSession, revision: Revision) -> list[Term]:
    return terms_of(revision.content, await rows.units_of(session, UUID(revision.content["unit_id"])))


async def _worth_reading(session: AsyncSession, revision: Revision) -> bool:
    views = await MediaService(session, utc_now).views(revision.media_ids)
    return any(view.media.kind is not MediaKind.IMAGE and view.media.state is not MediaState.REFUSED for view in views.values())


class FileSearch:
    """The use case of the worker."""

    def __init__(self, session_maker: SessionMaker, scanner: FileScanner) -> None:
        self._session_maker = session_maker
        self._scanner = scanner

    async def go(self, initiative_id: UUID) -> None:
        """Search the files of an entry, if that is outstanding. A file that cannot be read is for the screener to look at."""
        async with transaction(self._session_maker) as session:
            redaction = await rows.find(session, initiative_id)
            if redaction is None or redaction.done == redaction.asked:
                return
            asked, revision = redaction.asked, await session.get_one(Revision, redaction.revision_id)
            terms = await _terms(session, revision)
            media = [view.media for view in (await MediaService(session, utc_now).views(revision.media_ids)).values()]
        found, failure = await self._found(media, terms)
        waiting = sum(1 for one in media if one.state not in {MediaState.READY, MediaState.REFUSED})
        async with transaction(self._session_maker) as session:
            current = await rows.find(session, initiative_id, for_update=True)
            if current is None or current.revision_id != revision.id:
                return
            await _put(session, initiative_id, found, _IN_FILES)
            current.done, current.waiting, current.failure = max(current.done, asked), waiting, failure

    async def _found(self, media: Sequence[MediaFile], terms: Sequence[Term]) -> tuple[list[Found], str | None]:
        found: list[Found] = []
        failure = None
        for one in sorted(media, key=lambda file: file.id):
            if one.state is not MediaState.READY or one.kind is MediaKind.IMAGE:
                continue
            try:
                hits = await self._scanner.scan(one, terms)
            except Refused as refused:
                hits, failure = [Hit(Spot.UNREAD, None)], refused.code.value
            found += [_found(one.id, hit) for hit in hits]
        return keyed(found), failure


def _found(media_id: UUID, hit: Hit) -> Found:
    same = ("kind", "words", "before", "after", "page", "boxes", "language", "start_ms", "end_ms")
    values: dict[str, Any] = {name: getattr(hit, name) for name in same}
    return Found(HitSpot(hit.spot.value), media_id=media_id, **values)


async def _put(session: AsyncSession, initiative_id: UUID, found: Sequence[Found], spots: Collection[HitSpot]) -> None:
    """Make ``found`` what stands in these spots now."""
    known = await rows.all_hits(session, initiative_id)
    keys = {one.key for one in found}
    for hit in known.values():
        if hit.spot in spots:
            hit.is_current = hit.key in keys
    masked = {_spoken(hit): hit for hit in known.values() if hit.mask_id is not None and hit.spot in _SPOKEN}
    for position, one in enumerate(found):
        hit = known.get(one.key) or RedactionHit(initiative_id=initiative_id, key=one.key, spot=one.spot)
        _describe(hit, one, position)
        earlier = masked.get(_spoken(hit))
        if hit.decision is None and one.spot in _SPOKEN and earlier is not None:
            # A mask of words covers them in all captions of its file.
            hit.decision, hit.mask_id, hit.reason = HitDecision.MASK, earlier.mask_id, earlier.reason
            hit.decided_by, hit.decided_at = earlier.decided_by, func.clock_timestamp()
        session.add(hit)
    await session.flush()


def _spoken(hit: RedactionHit) -> tuple[UUID | None, str]:
    return hit.media_id, plain(hit.words)


def _describe(hit: RedactionHit, one: Found, position: int) -> None:
    hit.is_current, hit.position, hit.kind = True, position, one.kind
    hit.media_id, hit.field_key, hit.language = one.media_id, one.field_key, one.language
    hit.words, hit.before, hit.after = one.words, one.before[:100], one.after[:100]
    hit.page, hit.boxes = one.page, [list(box) for box in one.boxes]
    hit.start_ms, hit.end_ms = one.start_ms, one.end_ms
