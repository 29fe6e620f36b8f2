"""The worker's door: runs the jobs that wait in PostgreSQL."""

import asyncio
from typing import Any

from procrastinate import App, PsycopgConnector, RetryStrategy

from exemplar import wiring
from exemplar.core import logging
from exemplar.core.jobs import Handler
from exemplar.core.settings import read

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
CONCURRENCY = 12
"""Jobs under way at once. Most of them wait for the network or for a child process that bounds its own load."""

STALLED_SECONDS = 45
"""A worker that gave no sign for so long is dead; its jobs are started again (they may run twice by design)."""

log = logging.get(__name__)


def make_app(services: wiring.Services) -> App:
    """Return procrastinate's application with every module's jobs, each under its own explicit name."""
    app = App(connector=PsycopgConnector(conninfo=services.settings.database.database_url))
    for name, handler in wiring.job_handlers().items():
        app.task(name=name, retry=RETRY)(_bound(handler, services))
    for name, cron in wiring.PERIODIC_JOBS.items():
        handler = wiring.job_handlers()[name]
        app.periodic(cron=cron, periodic_id=name)(app.task(name=f"{name}.periodic")(_timed(handler, services)))
    app.periodic(cron="* * * * *")(app.task(name="worker.rescue")(_rescuer(app)))
    return app


def _bound(handler: Handler, services: wiring.Services) -> Any:
    async def run(**arguments: Any) -> None:
        await handler(services, **arguments)

    return run


def _timed(handler: Handler, services: wiring.Services) -> Any:
    async def run(timestamp: int) -> None:
        del timestamp
        await handler(services)

    return run


def _rescuer(app: App) -> Any:
    async def rescue(timestamp: int = 0) -> None:
        """Put the jobs of dead workers back into the queue."""
        del timestamp
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            log.warning("job_rescued", job=job.id, task=job.task_name)
            await app.job_manager.retry_job(job)

    return rescue


async def work() -> None:
    """Work until told to stop."""
    services = wiring.make_services(read())
    app = make_app(services)
    async with app.open_async():
        await _rescuer(app)()
        await app.run_worker_async(
            concurrency=CONCURRENCY, delete_jobs="successful", install_signal_handlers=True, shutdown_graceful_timeout=20
        )
    await services.engine.dispose()


def run() -> None:
    """Start the worker."""
    logging.configure()
    asyncio.run(work())
