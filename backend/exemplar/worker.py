"""The worker's door: runs the jobs that wait in PostgreSQL."""

import asyncio
from typing import Any

from procrastinate import App, PsycopgConnector, RetryStrategy

from exemplar import wiring
from exemplar.core import logging
from exemplar.core.jobs import Handler
from exemplar.core.settings import read

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
CONCURRENCY = 4


def make_app(services: wiring.Services) -> App:
    """Return procrastinate's application with every module's jobs, each under its own explicit name."""
    app = App(connector=PsycopgConnector(conninfo=services.settings.database.database_url))
    for name, handler in wiring.job_handlers().items():
        app.task(name=name, retry=RETRY)(_bound(handler, services))
    return app


def _bound(handler: Handler, services: wiring.Services) -> Any:
    async def run(**arguments: Any) -> None:
        await handler(services, **arguments)

    return run


async def work() -> None:
    """Work until told to stop."""
    services = wiring.make_services(read())
    app = make_app(services)
    async with app.open_async():
        await app.run_worker_async(
            concurrency=CONCURRENCY, delete_jobs="successful", install_signal_handlers=True, shutdown_graceful_timeout=20
        )
    await services.engine.dispose()


def run() -> None:
    """Start the worker."""
    logging.configure()
    asyncio.run(work())
