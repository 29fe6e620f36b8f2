"""Files that are the same as another, or look, sound or read like it, in whatever season they came in.

How near counts as alike is a constant for each kind of print, found on pictures that were cut, brightened and compressed,
sounds that were encoded again, and texts with a paragraph changed. A hit is a hint to look, never a verdict.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST = 20


class Likeness(StrEnum):
    """In which way two files are alike."""

    SAME_BYTES = "same_bytes"
    LOOKS = "looks"
    SOUNDS = "sounds"
    READS = "reads"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two files that are alike, by id; the first is the one asked about."""

    media_id: UUID
    other_id: UUID
    likeness: Likeness
    percent: int


_ALIKE = text(
    """
    WITH print AS (
        SELECT id, media_id, kind, first, second FROM media_print WHERE media_id = ANY(:ids)
    ), same AS (
        SELECT mine.id AS mine, other.id AS other, 'same_bytes' AS likeness, 100 AS percent
        FROM media_file mine JOIN media_file other ON other.sha256 = mine.sha256 AND other.id <> mine.id
        WHERE mine.id = ANY(:ids)
    ), near AS (
        SELECT mine, other, CASE kind WHEN 'text' THEN 'reads' ELSE 'looks' END, 100 - min(bits) * 100 / 64
        FROM (
            SELECT mine.media_id AS mine, theirs.media_id AS other, mine.kind,
                   bit_count((mine.first # theirs.first)::bit(64)) + bit_count((mine.second # theirs.second)::bit(64)) AS bits
            FROM print mine JOIN media_print theirs ON theirs.kind = mine.kind AND theirs.media_id <> mine.media_id
            WHERE mine.kind IN ('picture', 'text')
        ) pairs
        WHERE bits <= CASE kind WHEN 'text' THEN 24 ELSE 16 END
        GROUP BY mine, other, kind
    ), frames AS (
        SELECT mine, other, 'looks', common * 100 / whole
        FROM (
            SELECT mine.media_id AS mine, theirs.media_id AS other, count(DISTINCT mine.id) AS common,
                   (SELECT count(*) FROM print WHERE print.media_id = mine.media_id AND print.kind = 'frame') AS whole
            FROM print mine JOIN media_print theirs ON theirs.kind = 'frame' AND theirs.media_id <> mine.media_id
            WHERE mine.kind = 'frame'
              AND bit_count((mine.first # theirs.first)::bit(64)) + bit_count((mine.second # theirs.second)::bit(64)) <= 16
            GROUP BY mine.media_id, theirs.media_id
        ) pairs
        WHERE common * 10 >= 3 * whole
    ), sounds AS (
        SELECT mine, other, 'sounds', least(100, marks * 100 / fewer)
        FROM (
            SELECT mine, other, marks, least(
                (SELECT count(*) FROM print WHERE print.media_id = mine AND print.kind = 'sound'),
                (SELECT count(*) FROM media_print WHERE media_print.media_id = other AND media_print.kind = 'sound')) AS fewer
            FROM (
                SELECT mine.media_id AS mine, theirs.media_id AS other, count(DISTINCT mine.id) AS marks
                FROM print mine JOIN media_print theirs
                  ON theirs.kind = 'sound' AND theirs.first = mine.first AND theirs.media_id <> mine.media_id
                WHERE mine.kind = 'sound' GROUP BY mine.media_id, theirs.media_id
            ) common
            WHERE marks >= 4
        ) sized
        WHERE marks * 5 >= fewer
    ), best AS (
        SELECT DISTINCT ON (mine, other) mine, other, likeness, percent
        FROM (
            SELECT * FROM same UNION ALL SELECT * FROM near UNION ALL SELECT * FROM frames UNION ALL SELECT * FROM sounds
        ) every
        ORDER BY mine, other, percent DESC, likeness = 'same_bytes' DESC
    ), ranked AS (
        SELECT best.*, row_number() OVER (PARTITION BY mine ORDER BY best.percent DESC, likeness = 'same_bytes' DESC, other) AS place
        FROM best JOIN media_file ON media_file.id = best.other AND media_file.state = 'ready'
    )
    SELECT mine, other, likeness, percent FROM ranked WHERE place <= :most ORDER BY mine, place
    """
)


async def pairs_alike(session: AsyncSession, media_ids: Collection[UUID], most: int = MOST) -> list[Alike]:
    """Return for each of these files those most like it, the likest first, each once; one query, whatever their number.

    For a higher module that has already decided who may see them.
    """
    rows = await session.execute(_ALIKE, {"ids": list(media_ids), "most": most})
    return [Alike(mine, other, Likeness(likeness), int(percent)) for mine, other, likeness, percent in rows]
