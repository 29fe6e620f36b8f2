"""Work under way and waiting, and the room that files take: counts for the operator, one statement for each table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.models import LocalText
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaFile
from exemplar.media.workflow import TAKES_NO_ROOM
from exemplar.units.models import Unit

MAX_WORK, MAX_UNITS = 200, 20

_WORK = text(
    """
    SELECT CASE WHEN job.lock LIKE 'media.%.%' THEN split_part(job.lock, '.', 2) ELSE split_part(job.task_name, '.', 1) END AS lane,
           file.unit_id,
           unit.name AS unit_name,
           count(*) FILTER (WHERE job.status = 'doing') AS doing,
           count(*) FILTER (WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()) AS waiting,
           count(*) FILTER (WHERE job.status = 'todo' AND job.scheduled_at > now()) AS later,
           min(asked.at) FILTER (WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()) AS waiting_since
    FROM procrastinate_jobs job
    LEFT JOIN media_file file ON job.task_name LIKE 'media.%' AND file.id::text = job.args ->> 'media_id'
    LEFT JOIN unit ON unit.id = file.unit_id
    LEFT JOIN LATERAL (
        SELECT max(event.at) AS at FROM procrastinate_events event
        WHERE event.job_id = job.id AND event.type IN ('deferred', 'deferred_for_retry')
    ) asked ON true
    WHERE job.status IN ('todo', 'doing')
    GROUP BY lane, file.unit_id, unit.name
    ORDER BY waiting DESC, doing DESC, later DESC, lane
    LIMIT :most
    """
)
_DERIVATIVE_BYTES = text(
    "SELECT count(*), coalesce(sum(size_bytes), 0) FROM (SELECT DISTINCT ON (object_key) size_bytes FROM media_derivative) AS made"
)


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """Jobs of one lane about files of one unit; ``unit_id`` is empty for work that is about no file."""

    lane: str
    unit_id: UUID | None
    unit_name: LocalText | None
    doing: int
    waiting: int
    later: int
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class KindUse:
    """Originals of one kind; ``kind`` is empty while nobody has looked at them."""

    kind: MediaKind | None
    files: int
    used_bytes: int


@dataclass(frozen=True, slots=True)
class UnitUse:
    """Originals of one unit."""

    unit_id: UUID
    unit_name: LocalText
    files: int
    used_bytes: int


@dataclass(frozen=True, slots=True)
class StorageUse:
    """What lies in the store, as the rows say; objects that several files share count once."""

    kinds: Sequence[KindUse]
    units: Sequence[UnitUse]
    derivatives: int
    derivative_bytes: int


async def work(session: AsyncSession) -> list[WaitingWork]:
    """Return the jobs under way and waiting by lane and unit, the most waiting first; at most 200 lines."""
    return [WaitingWork(*row) for row in await session.execute(_WORK, {"most": MAX_WORK})]


async def use(session: AsyncSession) -> StorageUse:
    """Return the room that is taken. Three statements."""
    kept = MediaFile.state.not_in(TAKES_NO_ROOM)
    size = func.sum(MediaFile.size_bytes)
    kinds = await session.execute(select(MediaFile.kind, func.count(), size).where(kept).group_by(MediaFile.kind).order_by(size.desc()))
    units = await session.execute(
        select(MediaFile.unit_id, Unit.name, func.count(), size)
        .join(Unit, Unit.id == MediaFile.unit_id)
        .where(kept)
        .group_by(MediaFile.unit_id, Unit.name)
        .order_by(size.desc(), MediaFile.unit_id)
        .limit(MAX_UNITS)
    )
    made, made_bytes = (await session.execute(_DERIVATIVE_BYTES)).one()
    return StorageUse(
        [KindUse(kind, files, int(used)) for kind, files, used in kinds],
        [UnitUse(unit_id, name, files, int(used)) for unit_id, name, files, used in units],
        made,
        int(made_bytes),
    )
