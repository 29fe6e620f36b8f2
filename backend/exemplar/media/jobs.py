"""Jobs of media."""

from typing import Any
from uuid import UUID

from exemplar.core.clock import utc_now
from exemplar.media.blind_making import BlindService
from exemplar.media.blind_sets import BLIND_JOB
from exemplar.media.engine.child import Engine
from exemplar.media.limits import engine_budget, engine_limits
from exemplar.media.processing import ProcessingService
from exemplar.media.queueing import AGAIN_JOB, HEAR_JOB, IMPROVE_JOB, LOOK_JOB, MAKE_JOB
from exemplar.media.scanning import scanner_of
from exemplar.media.speech import CommandRecogniser, SpeechService
from exemplar.media.sweeping import SWEEP_JOB, SweepService


def _engine(services: Any) -> Engine:
    settings = services.settings.media
    return Engine(engine_limits(settings), budget=engine_budget(settings))


def _processing(services: Any) -> ProcessingService:
    settings = services.settings
    scanner = scanner_of(settings.neighbours)
    return ProcessingService(services.session_maker, services.storage, _engine(services), settings.media, utc_now, scanner)


async def process(services: Any, media_id: str) -> None:
    """Look at one file that has arrived; of a picture, make everything."""
    await _processing(services).look(UUID(media_id))


async def make(services: Any, media_id: str) -> None:
    """Make of a document, a film or a sound what it needs to be ready."""
    await _processing(services).make(UUID(media_id))


async def improve(services: Any, media_id: str) -> None:
    """Make of a ready file what it lacks."""
    await _processing(services).improve(UUID(media_id))


async def hear(services: Any, media_id: str) -> None:
    """Recognise what is said in one file, where a program for it is named."""
    settings = services.settings.neighbours
    if settings.speech_command:
        recogniser = CommandRecogniser(_engine(services), settings)
        await SpeechService(services.session_maker, services.storage, recogniser).caption(UUID(media_id))


async def again(services: Any, media_id: str) -> None:
    """Queue one file once more."""
    await _processing(services).again(UUID(media_id))


async def blind(services: Any, media_id: str) -> None:
    """Make the blind set of one file."""
    await BlindService(services.session_maker, services.storage, _engine(services), services.settings.media, utc_now).make(UUID(media_id))


async def sweep(services: Any, report_id: str | None = None) -> None:
    """Mend what crashes left behind, or do what somebody asked for under this report; once a day is enough."""
    asked = UUID(report_id) if report_id else None
    await SweepService(services.session_maker, services.storage, utc_now).sweep(asked)


HANDLERS = {LOOK_JOB: process, MAKE_JOB: make, IMPROVE_JOB: improve, HEAR_JOB: hear, AGAIN_JOB: again, BLIND_JOB: blind, SWEEP_JOB: sweep}
