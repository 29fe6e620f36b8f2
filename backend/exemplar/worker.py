"""The worker's door: runs the jobs that wait in PostgreSQL."""

import asyncio
import ctypes
from traceback import extract_tb
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from sqlalchemy.exc import SQLAlchemyError

from exemplar import wiring
from exemplar.core import logging
from exemplar.core.database import transaction
from exemplar.core.jobs import Handler
from exemplar.core.settings import read
from exemplar.operations.service import note_failure

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
CONCURRENCY = 16
"""Jobs under way at once: more than the lanes of media can take up, so that mails never wait for files. Most of them wait for the
network or for a child process that bounds its own load."""

STALLED_SECONDS = 45
"""A worker that gave no sign for so long is dead; its jobs are started again (they may run twice by design)."""

RESCUE_JOB = "worker.rescue"

log = logging.get(__name__)


def make_app(services: wiring.Services) -> App:
    """Return procrastinate's application with every module's jobs, each under its own explicit name."""
    app = App(connector=PsycopgConnector(conninfo=services.settings.database.database_url))
    for name, handler in wiring.job_handlers().items():
        app.task(name=name, retry=RETRY, pass_context=True)(_bound(handler, services))
    for name, cron in wiring.PERIODIC_JOBS.items():
        handler = wiring.job_handlers()[name]
        app.periodic(cron=cron, periodic_id=name)(app.task(name=f"{name}.periodic", pass_context=True)(_timed(handler, services)))
    app.periodic(cron="* * * * *")(app.task(name=RESCUE_JOB, pass_context=True)(_timed(_rescuer(app), services)))
    return app


def _bound(handler: Handler, services: wiring.Services) -> Any:
    async def run(context: JobContext, **arguments: Any) -> None:
        try:
            await handler(services, **arguments)
        except Exception as error:
            _tell(context, error)
            await _note(context, error, services)
            raise

    return run


def _timed(handler: Handler, services: wiring.Services) -> Any:
    run_once = _bound(handler, services)

    async def run(context: JobContext, timestamp: int) -> None:
        del timestamp
        await run_once(context)

    return run


def _tell(context: JobContext, error: BaseException) -> None:
    """Log a failed try. Messages of errors and a job's arguments stay out: they may hold a row, or somebody's address."""
    job = context.job
    log.error("job_failed", task=job.task_name, job=job.id, attempt=job.attempts + 1, error=_kind(error), trail=_trail(error))


async def _note(context: JobContext, error: BaseException, services: wiring.Services) -> None:
    """Note a failed try where the operator looks. A note that cannot be written changes nothing for the job."""
    if context.job.id is None:
        return
    try:
        async with transaction(services.session_maker) as session:
            await note_failure(session, context.job.id, _kind(error))
    except (OSError, SQLAlchemyError) as unnoted:
        log.warning("job_failure_not_noted", job=context.job.id, error=_kind(unnoted))


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _trail(error: BaseException) -> list[str]:
    """Return where an error came from: of it and each of its causes the kind, and the lines that led there, outermost first."""
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [_kind(error), *lines, *(_trail(cause) if cause else [])]


def _rescuer(app: App) -> Handler:
    async def rescue(services: wiring.Services) -> None:
        """Put the jobs of dead workers back into the queue."""
        del services
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            log.warning("job_rescued", job=job.id, task=job.task_name)
            await app.job_manager.retry_job(job)

    return rescue


async def work() -> None:
    """Work until told to stop."""
    services = wiring.make_services(read())
    app = make_app(services)
    async with app.open_async():
        await _rescuer(app)(services)
        await app.run_worker_async(
            concurrency=CONCURRENCY, delete_jobs="successful", install_signal_handlers=True, shutdown_graceful_timeout=20
        )
    await services.engine.dispose()


_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE``."""


def run() -> None:
    """Start the worker.

    Its memory and its environment, which hold keys, are closed to other processes of the same account: it starts decoders of
    what strangers send.
    """
    logging.configure()
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0)
    asyncio.run(work())
