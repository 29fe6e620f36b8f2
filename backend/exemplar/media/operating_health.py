"""Whether each part answers, now: asked at once, each within two seconds, and told without addresses, names or keys."""

import asyncio
import re
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.settings import Settings
from exemplar.core.storage import ObjectMissing, Storage
from exemplar.media.blind_sets import BLIND_JOB
from exemplar.media.engine import ffmpeg
from exemplar.media.queueing import AGAIN_JOB
from exemplar.media.room import NoRoom
from exemplar.media.scanning import scanner_of

PATIENCE_SECONDS = 2.0
SILENT_AFTER = timedelta(minutes=1)
"""A worker that has not been heard of for so long is not at work; it gives a sign every few seconds."""

_ASKED_KEY = "health/nothing"
_DATABASE = text("SELECT current_setting('server_version')")
_WORKERS = text(
    """
    SELECT max(last_heartbeat), count(*) FILTER (WHERE last_heartbeat > now() - make_interval(secs => :seconds))
    FROM procrastinate_workers
    """
)
_NO_ROOM = text(
    """
    SELECT count(DISTINCT file.id)
    FROM procrastinate_jobs job
    JOIN media_file file ON file.id::text = job.args ->> 'media_id'
    LEFT JOIN media_blind_set blind ON blind.media_id = file.id
    WHERE job.status = 'todo' AND job.task_name IN (:again, :blind) AND :failure IN (file.failure, blind.failure)
    """
)


class PartName(StrEnum):
    """What an installation is made of."""

    DATABASE = "database"
    STORAGE = "storage"
    WORKER = "worker"
    ROOM = "room"
    MAIL = "mail"
    FILMS = "films"
    ANTIVIRUS = "antivirus"
    OFFICE = "office"
    SPEECH = "speech"


class PartState(StrEnum):
    """``absent``: not set up, and Exemplar works without it, in the way the page tells."""

    FINE = "fine"
    ABSENT = "absent"
    FAILING = "failing"


class Absent(Exception):
    """A probe's way to say that its part is not set up."""


class Failing(Exception):
    """A probe's way to say that its part does not do its work, with numbers that tell how much waits for it."""

    def __init__(self, **facts: int) -> None:
        super().__init__()
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Condition:
    """How one part is. ``milliseconds`` is how long it took to answer; ``facts`` are numbers and versions, nothing secret."""

    name: PartName
    state: PartState
    milliseconds: int
    facts: dict[str, Any] = field(default_factory=dict)


Probe = Callable[[], Awaitable[dict[str, Any]]]


async def asked(name: PartName, probe: Probe, patience_seconds: float = PATIENCE_SECONDS) -> Condition:
    """Run one probe; whatever it raises, or its silence, is an answer."""
    begun = time.monotonic()
    state = PartState.FINE
    facts: dict[str, Any] = {}
    try:
        async with asyncio.timeout(patience_seconds):
            facts = await probe()
    except Absent:
        state = PartState.ABSENT
    except Failing as failing:
        state, facts = PartState.FAILING, dict(failing.facts)
    except Exception:  # noqa: BLE001 - what went wrong may hold an address; the operator learns that it did
        state = PartState.FAILING
    return Condition(name, state, round((time.monotonic() - begun) * 1000), facts)


class HealthService:
    """The probes. Those of the database go one after the other on the caller's session, the others beside them."""

    def __init__(self, session: AsyncSession, storage: Storage, settings: Settings, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._session = session
        self._storage = storage
        self._settings = settings
        self._patience = patience_seconds

    async def conditions(self) -> list[Condition]:
        """Return every part, in a fixed order."""
        beside: dict[PartName, Probe] = {
            PartName.STORAGE: self._of_storage,
            PartName.MAIL: self._of_mail,
            PartName.FILMS: self._of_films,
            PartName.ANTIVIRUS: self._of_antivirus,
            PartName.OFFICE: self._of_office,
            PartName.SPEECH: self._of_speech,
        }
        running = [asyncio.ensure_future(asked(name, probe, self._patience)) for name, probe in beside.items()]
        found = [await asked(PartName.DATABASE, self._of_database, self._patience)]
        found.append(await asked(PartName.WORKER, self._of_workers, self._patience))
        found.append(await asked(PartName.ROOM, self._of_room, self._patience))
        found += await asyncio.gather(*running)
        return sorted(found, key=lambda one: list(PartName).index(one.name))

    async def _of_database(self) -> dict[str, Any]:
        version = (await self._session.execute(_DATABASE)).scalar_one()
        return {"version": str(version).split(" ", maxsplit=1)[0]}

    async def _of_workers(self) -> dict[str, Any]:
        seen_at, workers = (await self._session.execute(_WORKERS, {"seconds": SILENT_AFTER.total_seconds()})).one()
        if not workers:
            raise LookupError("no worker at work")
        return {"workers": workers, "silent_seconds": max(0, int((datetime.now(UTC) - seen_at).total_seconds()))}

    async def _of_room(self) -> dict[str, Any]:
        asked_for = {"again": AGAIN_JOB, "blind": BLIND_JOB, "failure": NoRoom.__name__}
        files = (await self._session.execute(_NO_ROOM, asked_for)).scalar_one()
        if files:
            raise Failing(files=files)
        return {}

    async def _of_storage(self) -> dict[str, Any]:
        try:
            await self._storage.stat(_ASKED_KEY)
        except ObjectMissing:
            return {}
        return {}

    async def _of_mail(self) -> dict[str, Any]:
        if not self._settings.mail.smtp_url:
            raise Absent
        place = urlsplit(self._settings.mail.smtp_url)
        reader, writer = await asyncio.open_connection(place.hostname, place.port or 25, ssl=place.scheme == "smtps" or None)
        try:
            if not (await reader.readline()).startswith(b"220"):
                raise ConnectionError("not a mail server")
        finally:
            writer.close()
        return {}

    async def _of_films(self) -> dict[str, Any]:
        if await asyncio.to_thread(shutil.which, ffmpeg.program()) is None:
            raise FileNotFoundError("ffmpeg")
        return {}

    async def _of_antivirus(self) -> dict[str, Any]:
        scanner = scanner_of(self._settings.neighbours)
        if scanner is None:
            raise Absent
        found = re.search(r"ClamAV (\d[\w.]{0,20})", await scanner.version())
        return {"version": found[1]} if found else {}

    async def _of_office(self) -> dict[str, Any]:
        if await asyncio.to_thread(_office_program) is None:
            raise Absent
        return {}

    async def _of_speech(self) -> dict[str, Any]:
        neighbours = self._settings.neighbours
        if not neighbours.speech_command:
            raise Absent
        if not await asyncio.to_thread(_is_speech_there, neighbours.speech_command, neighbours.speech_model):
            raise FileNotFoundError("speech")
        return {}


def _is_speech_there(command: str, model: str) -> bool:
    return shutil.which(command) is not None and Path(model).is_file()


def _office_program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")
