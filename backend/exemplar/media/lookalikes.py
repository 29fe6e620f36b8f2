"""Files that are the same as another, or look, sound or read like it, in whatever season they came in: for the screener.

How near counts as alike is a constant for each kind of print, found on pictures that were cut, brightened and compressed,
sounds that were encoded again, and texts with a paragraph changed. A hit is a hint to look, never a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.media import grants, policies
from exemplar.media.editions import Edition
from exemplar.media.errors import MediaNotFound
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaState

MOST = 20
_SHOWN = "w640.webp"
"""Whoever may see this derivative of a file sees the submission it belongs to."""


class Likeness(StrEnum):
    """In which way two files are alike."""

    SAME_BYTES = "same_bytes"
    LOOKS = "looks"
    SOUNDS = "sounds"
    READS = "reads"


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another file; ``percent`` says how alike, 100 for the same bytes."""

    media: MediaFile
    likeness: Likeness
    percent: int


_SAME = text(
    """
    SELECT other.id, 'same_bytes', 100 FROM media_file mine JOIN media_file other ON other.sha256 = mine.sha256 AND other.id <> mine.id
    WHERE mine.id = :media_id AND other.state = 'ready' LIMIT 200
    """
)
_NEAR = text(
    """
    SELECT media_id, CASE kind WHEN 'text' THEN 'reads' ELSE 'looks' END, 100 - min(bits) * 100 / 64
    FROM (
        SELECT theirs.media_id, mine.kind,
               bit_count((mine.first # theirs.first)::bit(64)) + bit_count((mine.second # theirs.second)::bit(64)) AS bits
        FROM media_print mine JOIN media_print theirs ON theirs.kind = mine.kind AND theirs.media_id <> mine.media_id
        WHERE mine.media_id = :media_id AND mine.kind IN ('picture', 'text')
    ) pairs
    WHERE bits <= CASE kind WHEN 'text' THEN 24 ELSE 16 END
    GROUP BY media_id, kind LIMIT 200
    """
)
_FRAMES = text(
    """
    SELECT theirs.media_id, 'looks',
           count(DISTINCT mine.id) * 100 / (SELECT count(*) FROM media_print WHERE media_id = :media_id AND kind = 'frame')
    FROM media_print mine JOIN media_print theirs ON theirs.kind = 'frame' AND theirs.media_id <> mine.media_id
    WHERE mine.media_id = :media_id AND mine.kind = 'frame'
      AND bit_count((mine.first # theirs.first)::bit(64)) + bit_count((mine.second # theirs.second)::bit(64)) <= 16
    GROUP BY theirs.media_id
    HAVING count(DISTINCT mine.id) * 10 >= 3 * (SELECT count(*) FROM media_print WHERE media_id = :media_id AND kind = 'frame')
    LIMIT 200
    """
)
_SOUNDS = text(
    """
    WITH common AS (
        SELECT theirs.media_id, count(*) AS marks
        FROM media_print mine
        JOIN media_print theirs ON theirs.kind = 'sound' AND theirs.first = mine.first AND theirs.media_id <> mine.media_id
        WHERE mine.media_id = :media_id AND mine.kind = 'sound' GROUP BY theirs.media_id
    ), sized AS (
        SELECT media_id, marks, least(
            (SELECT count(*) FROM media_print WHERE media_id = :media_id AND kind = 'sound'),
            (SELECT count(*) FROM media_print WHERE media_id = common.media_id AND kind = 'sound')) AS fewer
        FROM common
    )
    SELECT media_id, 'sounds', marks * 100 / fewer FROM sized WHERE marks >= 4 AND marks * 5 >= fewer LIMIT 200
    """
)


class LookalikeService:
    """The use case of the screener."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, reader: Actor, media_id: UUID) -> list[Lookalike]:
        """Return the files most like this one, at most 20, each once.

        Raises:
            MediaNotFound: unknown, not ready, or not in a submission that the reader screens.
        """
        media = await MediaRepository(self._session).find(media_id)
        seen = await grants.granted_edition(self._session, reader, media_id, _SHOWN)
        is_screened = policies.may_screen(reader) and seen is Edition.PLAIN
        if media is None or media.state is not MediaState.READY or not is_screened:
            raise MediaNotFound
        return await self.alike(media_id)

    async def alike(self, media_id: UUID) -> list[Lookalike]:
        """Return the same for a higher module that has already decided who may see it; five queries."""
        best: dict[UUID, tuple[int, Likeness]] = {}
        for query in (_SAME, _NEAR, _FRAMES, _SOUNDS):
            for other_id, likeness, percent in await self._rows(query, media_id):
                if percent > best.get(other_id, (0, Likeness.LOOKS))[0]:
                    best[other_id] = (percent, Likeness(likeness))
        chosen = sorted(best, key=lambda other: (-best[other][0], best[other][1] is not Likeness.SAME_BYTES, other))[:MOST]
        found = {media.id: media for media in await MediaRepository(self._session).all(chosen) if media.state is MediaState.READY}
        return [Lookalike(found[other], best[other][1], best[other][0]) for other in chosen if other in found]

    async def _rows(self, query: TextClause, media_id: UUID) -> Sequence[tuple[UUID, str, int]]:
        return [(row[0], row[1], int(row[2])) for row in await self._session.execute(query, {"media_id": media_id})]
