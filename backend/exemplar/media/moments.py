"""What is said in films and sounds, to the second: kept for searching, and found by words without accents.

A cue is found by its own words and by those right after it, so that a phrase that runs on into the next cue is found too.
See decisions/0102-moments.md.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.models import new_id
from exemplar.media.engine.captions import Cue
from exemplar.media.models import MediaMoment
from exemplar.media.track_words import TrackKind

CANDIDATES = 1_000
"""Of what matches, so many of the latest written are ranked."""

RANKED = 200
NEAR_MS = 10_000
"""Two cues so near to each other are one moment."""

PER_FILE = 3
_RUNS_ON_MS = 3_000
_CONFIGURATIONS = ("exemplar_vi", "exemplar_en", "exemplar_fr")


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """Where in a film or sound the words were found."""

    media_id: UUID
    kind: TrackKind
    language: str
    start_ms: int
    text: str


async def replace(session: AsyncSession, media_id: UUID, kind: TrackKind, language: str, cues: Sequence[Cue]) -> None:
    """Make these the cues by which a track is found; what did not change is left alone."""
    wanted = Counter(_searched(cues))
    of_track = (MediaMoment.media_id == media_id, MediaMoment.kind == kind, MediaMoment.language == language)
    query = select(MediaMoment.id, MediaMoment.start_ms, MediaMoment.end_ms, MediaMoment.body, MediaMoment.following).where(*of_track)
    gone: list[UUID] = []
    for row_id, *row in await session.execute(query):
        if wanted[tuple(row)] > 0:
            wanted[tuple(row)] -= 1
        else:
            gone.append(row_id)
    if gone:
        await session.execute(delete(MediaMoment).where(MediaMoment.id.in_(gone)))
    named = {"media_id": media_id, "kind": kind, "language": language}
    added = [_row(one, named) for one, count in wanted.items() for _ in range(count)]
    if added:
        await session.execute(insert(MediaMoment), added)


def _searched(cues: Sequence[Cue]) -> list[tuple[Any, ...]]:
    said = [cue for cue in cues if cue.text]
    return [
        (cue.start_ms, cue.end_ms, cue.text, follower.text if follower and follower.start_ms - cue.end_ms <= _RUNS_ON_MS else "")
        for cue, follower in zip_longest(said, said[1:])
    ]


def _row(searched: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    start_ms, end_ms, body, following = searched
    return {"id": new_id(), **named, "start_ms": start_ms, "end_ms": end_ms, "body": body, "following": following}


async def find(session: AsyncSession, words: str, among: "Select[UUID] | Collection[UUID]", limit: int) -> list[FoundMoment]:
    """Return where ``words`` are said in the files ``among``, the best first, at most three in one file; one query.

    Which files may be searched for whom is the caller's to know; no masks are looked at, so never search for a jury.
    """
    search: Any = literal_column("media_moment.search")
    asked = _asked(words)
    matching = (
        select(MediaMoment, search.label("search"))
        .where(search.op("@@")(asked), MediaMoment.media_id.in_(among))
        .order_by(MediaMoment.id.desc())
        .limit(CANDIDATES)
        .subquery()
    )
    is_exact = func.strpos(func.lower(matching.c.body), words.lower()) > 0
    ranked = select(matching).order_by(is_exact.desc(), func.ts_rank_cd(matching.c.search, asked).desc(), matching.c.start_ms).limit(RANKED)
    return _best((await session.execute(ranked)).all(), limit)


def _asked(words: str) -> Any:
    """Return the words as a query in any of the three languages; what they stand in need not hold them in the same accents."""
    plain, *stemmed = (func.websearch_to_tsquery(literal_column(f"'public.{name}'"), words) for name in _CONFIGURATIONS)
    query: Any = plain
    for one in stemmed:
        query = query.op("||")(one)
    return query.self_group()


def _best(rows: Sequence[Any], limit: int) -> list[FoundMoment]:
    """Return the first rows of each moment, whatever language it was found in."""
    found: list[FoundMoment] = []
    for row in rows:
        same_file = [one for one in found if one.media_id == row.media_id]
        if len(same_file) < PER_FILE and all(abs(one.start_ms - row.start_ms) > NEAR_MS for one in same_file):
            found.append(FoundMoment(row.media_id, row.kind, row.language, row.start_ms, row.body))
    return found[:limit]


async def spoken(session: AsyncSession, media_ids: Collection[UUID]) -> list[str]:
    """Return all that is said in these files, in the order of the films, for a search over whole texts; one query."""
    query = (
        select(func.string_agg(MediaMoment.body, literal_column("' ' ORDER BY media_moment.start_ms")))
        .where(MediaMoment.media_id.in_(media_ids))
        .group_by(MediaMoment.media_id, MediaMoment.kind, MediaMoment.language)
    )
    return [text for text in await session.scalars(query) if text]
