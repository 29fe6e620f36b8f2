"""Jobs of media."""

from typing import Any
from uuid import UUID

from exemplar.core.clock import utc_now
from exemplar.media.engine.child import Engine
from exemplar.media.limits import engine_limits
from exemplar.media.processing import ProcessingService
from exemplar.media.sweeping import SWEEP_JOB, SweepService
from exemplar.media.uploads import PROCESS_JOB


async def process(services: Any, media_id: str) -> None:
    """Judge and convert one file that has arrived."""
    engine = Engine(engine_limits(services.settings.media))
    await ProcessingService(services.session_maker, services.storage, engine, utc_now).process(UUID(media_id))


async def sweep(services: Any) -> None:
    """Mend what crashes left behind; once a day is enough."""
    await SweepService(services.session_maker, services.storage, utc_now).sweep()


HANDLERS = {PROCESS_JOB: process, SWEEP_JOB: sweep}
