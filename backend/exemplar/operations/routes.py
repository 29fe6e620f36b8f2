"""Jobs that were given up, over HTTP."""

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.core.paging import PAGE_SIZE, Page, decode_cursor, encode_cursor
from exemplar.operations.schemas import FailedJobRead, JobsChosen, JobsSettled
from exemplar.operations.service import LAST, FailedJobService


def provide_failed_jobs(session: NamedDependency[AsyncSession]) -> FailedJobService:
    """Build the service for one request."""
    return FailedJobService(session, utc_now)


class FailedJobController(Controller):
    """Work that nobody does any more."""

    path = "/operations/failed-jobs"
    tags = ["operations"]
    dependencies = {"failed_jobs": Provide(provide_failed_jobs, sync_to_thread=False)}

    @get("/", operation_id="listFailedJobs", opt={"action": "operations.manage"})
    async def page(
        self, actor: NamedDependency[Actor], failed_jobs: NamedDependency[FailedJobService], cursor: FromQuery[str | None] = None
    ) -> Page[FailedJobRead]:
        """List jobs of every kind that were given up, the latest first."""
        before = min(decode_cursor(cursor, tuple[int])[0], LAST) if cursor else LAST
        found = await failed_jobs.page(actor, before, PAGE_SIZE + 1)
        items = [FailedJobRead.model_validate(job) for job in found[:PAGE_SIZE]]
        return Page(items, encode_cursor(items[-1].id) if len(found) > PAGE_SIZE else None)

    @post("/retry", operation_id="retryFailedJobs", status_code=200, opt={"action": "operations.manage"})
    async def retry(
        self, actor: NamedDependency[Actor], failed_jobs: NamedDependency[FailedJobService], data: JSONBody[JobsChosen]
    ) -> JobsSettled:
        """Have the same work done by new jobs; those that were not given up are left alone."""
        return JobsSettled(count=await failed_jobs.try_again(actor, data.job_ids))

    @post("/drop", operation_id="dropFailedJobs", status_code=200, opt={"action": "operations.manage"})
    async def drop(
        self, actor: NamedDependency[Actor], failed_jobs: NamedDependency[FailedJobService], data: JSONBody[JobsChosen]
    ) -> JobsSettled:
        """Let the work be; those that were not given up are left alone."""
        return JobsSettled(count=await failed_jobs.drop(actor, data.job_ids))


CONTROLLERS = [FailedJobController]
