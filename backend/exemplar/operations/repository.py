"""Questions to the database about jobs that were given up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.operations.models import LONGEST_KIND, JobFailure

# Of what a job was given, nothing but one id is read: the first by name, where one is there.
_GIVEN_UP = text(
    r"""
    SELECT job.id, job.task_name, about.kind, about.id AS about_id, job.attempts, ended.at, failure.error
    FROM procrastinate_jobs job
    LEFT JOIN job_failure failure ON failure.job_id = job.id
    LEFT JOIN LATERAL (
        SELECT max(event.at) AS at FROM procrastinate_events event WHERE event.job_id = job.id AND event.type = 'failed'
    ) ended ON true
    LEFT JOIN LATERAL (
        SELECT left(given.key, -3) AS kind, CAST(given.value AS uuid) AS id FROM jsonb_each_text(job.args) given
        WHERE given.key LIKE '%\_id' AND given.value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        ORDER BY given.key LIMIT 1
    ) about ON true
    WHERE job.status = 'failed' AND job.id < :before
    ORDER BY job.id DESC
    LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up.

    ``name`` is as in ``jobs.HANDLERS``; ``about`` says what sort of thing ``about_id`` is (``media``, ``publication``), both
    empty for work that is about no one thing. ``error`` is ``module.Class``, empty where nobody noted it.
    """

    id: int
    name: str
    about: str | None
    about_id: UUID | None
    attempts: int
    failed_at: datetime | None
    error: str | None


class FailedJobRepository:
    """Jobs that were given up, and why."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def before(self, number: int, most: int) -> list[FailedJob]:
        """Return jobs with a smaller number, the latest first. One statement."""
        return [FailedJob(*row) for row in await self._session.execute(_GIVEN_UP, {"before": number, "most": most})]

    async def note(self, number: int, error: str) -> None:
        """Note the kind of error of a job's last try, in place of that of an earlier one."""
        kept = insert(JobFailure).values(job_id=number, error=error[:LONGEST_KIND])
        await self._session.execute(kept.on_conflict_do_update(index_elements=[JobFailure.job_id], set_={"error": kept.excluded.error}))
