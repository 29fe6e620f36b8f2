"""The operator's page over HTTP: how the parts are, what waits, what failed, how much room is taken, what sweeps found."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.media import operating_work
from exemplar.media.operating import OperatingService, require_operator
from exemplar.media.operating_health import HealthService
from exemplar.media.operating_schemas import (
    ConditionRead,
    FailedMediaRead,
    Retried,
    RetryMany,
    StorageUseRead,
    SweepReportRead,
    SweepWanted,
    WaitingWorkRead,
)
from exemplar.media.operating_sweeps import SweepDesk


def provide_operating(session: NamedDependency[AsyncSession]) -> OperatingService:
    """Build the service for one request."""
    return OperatingService(session, utc_now)


def provide_sweeps(session: NamedDependency[AsyncSession]) -> SweepDesk:
    """Build the service for one request."""
    return SweepDesk(session, utc_now)


class FailedMediaController(Controller):
    """Files that nobody works on any more."""

    path = "/media"
    tags = ["operations"]  # noqa: RUF012
    dependencies = {"operating": Provide(provide_operating, sync_to_thread=False)}  # noqa: RUF012

    @get("/failed", operation_id="listFailedMedia", opt={"action": "operations.manage"})
    async def failed(self, actor: NamedDependency[Actor], operating: NamedDependency[OperatingService]) -> list[FailedMediaRead]:
        """List files that were given up or have lost their original, the latest first; at most 200."""
        return [FailedMediaRead.of(one) for one in await operating.failed(actor)]

    @post("/{media_id:uuid}/retry", operation_id="retryMedia", status_code=200, opt={"action": "operations.manage"})
    async def retry(
        self, actor: NamedDependency[Actor], operating: NamedDependency[OperatingService], media_id: FromPath[UUID]
    ) -> FailedMediaRead:
        """Have a file worked on again, from the step where it failed."""
        return FailedMediaRead.of(await operating.retry(actor, media_id))

    @post("/failed/retry", operation_id="retryManyMedia", status_code=200, opt={"action": "operations.manage"})
    async def retry_many(
        self, actor: NamedDependency[Actor], operating: NamedDependency[OperatingService], data: JSONBody[RetryMany]
    ) -> Retried:
        """Have several files worked on again; those that were not given up are left alone."""
        return Retried(count=await operating.retry_all(actor, data.media_ids))


class OperationsController(Controller):
    """How the installation is."""

    path = "/operations"
    tags = ["operations"]  # noqa: RUF012
    dependencies = {"sweeps": Provide(provide_sweeps, sync_to_thread=False)}  # noqa: RUF012

    @get("/health", operation_id="readConditions", opt={"action": "operations.manage"})
    async def health(self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]) -> list[ConditionRead]:
        """Ask every part whether it answers; two seconds at most."""
        require_operator(actor)
        found = await HealthService(session, state.storage, state.settings).conditions()
        return [ConditionRead.model_validate(one) for one in found]

    @get("/work", operation_id="listWaitingWork", opt={"action": "operations.manage"})
    async def work(self, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]) -> list[WaitingWorkRead]:
        """Count the jobs under way and waiting, by lane and unit; at most 200 lines."""
        require_operator(actor)
        return [WaitingWorkRead.model_validate(one) for one in await operating_work.work(session)]

    @get("/storage", operation_id="readStorageUse", opt={"action": "operations.manage"})
    async def storage(self, state: State, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]) -> StorageUseRead:
        """Say how much room is taken, by kind and by the twenty units that take most."""
        require_operator(actor)
        use = await operating_work.use(session)
        return StorageUseRead.model_validate(
            {
                "kinds": use.kinds,
                "units": use.units,
                "derivatives": use.derivatives,
                "derivative_bytes": use.derivative_bytes,
                "max_unit_bytes": state.settings.media.max_unit_bytes,
            }
        )

    @get("/sweeps", operation_id="listSweeps", opt={"action": "operations.manage"})
    async def reports(self, actor: NamedDependency[Actor], sweeps: NamedDependency[SweepDesk]) -> list[SweepReportRead]:
        """List what sweeps of the storage found and mended, the latest first; at most 30."""
        return [SweepReportRead.of(report) for report in await sweeps.reports(actor)]

    @post("/sweeps", operation_id="askForSweep", status_code=202, opt={"action": "operations.manage"})
    async def ask(self, actor: NamedDependency[Actor], sweeps: NamedDependency[SweepDesk], data: JSONBody[SweepWanted]) -> SweepReportRead:
        """Begin a sweep as soon as a worker is free."""
        return SweepReportRead.of(await sweeps.ask(actor, is_dry=data.is_dry))


OPERATING_CONTROLLERS = [FailedMediaController, OperationsController]
