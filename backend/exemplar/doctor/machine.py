"""What this machine must offer: room on its disks, tools for films, a mail server that listens."""

import asyncio
import shlex
import shutil
import tempfile
from collections.abc import Collection
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtplib import SMTP

from exemplar.core.settings import MediaSettings, NeighbourSettings, Settings
from exemplar.doctor.finding import Check, Finding, Lacking, ask
from exemplar.media import room
from exemplar.media.engine import ffmpeg
from exemplar.media.scanning import ScannerUnavailable, scanner_of

GIB = 1024**3
LEAST_ENCODERS = ("libx264", "aac")


class Broken(Exception):
    """The machine does not offer what is needed. The text says what to do."""


def _free(path: Path) -> int:
    return shutil.disk_usage(path if path.exists() else path.parent).free


async def _room(path: Path, least_bytes: int) -> str:
    free = await asyncio.to_thread(_free, path)
    if free < least_bytes:
        raise Broken(f"{free / GIB:.1f} GiB free in {path}; at least {least_bytes / GIB:.0f} GiB are needed")
    return f"{free / GIB:.0f} GiB free in {path}"


async def _room_for_work(media: MediaSettings, place: Path) -> str:
    """Ask for room for the largest film, which would wait for ever, and say whether all lanes have it at once."""
    told = await _room(place, room.of_original(media.max_video_bytes) + room.SPARE_BYTES)
    wanted = room.of_all_lanes(media) + room.SPARE_BYTES
    if await asyncio.to_thread(_free, place) < wanted:
        raise Lacking(f"{told}; the largest files in every lane want {wanted / GIB:.0f} GiB, so large files may wait for each other")
    return told


async def _listed(what: str) -> frozenset[str]:
    """Return the names of ffmpeg's encoders or filters."""
    running = await asyncio.create_subprocess_exec(ffmpeg.program(), "-hide_banner", f"-{what}", stdout=asyncio.subprocess.PIPE)
    return ffmpeg.names((await running.communicate())[0])


async def _films() -> str:
    program = ffmpeg.program()
    missing = sorted(set(LEAST_ENCODERS) - await _listed("encoders"))
    if missing:
        raise Broken(f"{program} lacks {', '.join(missing)}; install ffmpeg from your system")
    return program


async def _light_and_fields() -> str:
    return judged(await _listed("filters"))


def judged(filters: Collection[str]) -> str:
    """Say how films of telephones and camcorders fare with these filters.

    Raises:
        Lacking: they are shown, but not as well as they could be.
    """
    dull = [name for name in ("zscale", "tonemap") if name not in filters]
    faults = [f"films in HDR look dull without {' and '.join(dull)}"] if dull else []
    if "bwdif" not in filters:
        faults.append(f"interlaced films show {'coarser edges' if 'yadif' in filters else 'combs'} without bwdif")
    if faults:
        raise Lacking(f"{'; '.join(faults)}; install ffmpeg from your system")
    return "HDR and interlaced films are shown as all others"


async def _office() -> str:
    found = shutil.which("soffice")
    if found is None:
        raise Lacking("LibreOffice is not installed; DOCX, XLSX and PPTX can be downloaded but not looked at in the page")
    return found


async def _speech(settings: NeighbourSettings) -> str:
    if not settings.speech_command:
        raise Lacking("EXEMPLAR_SPEECH_COMMAND is not set; captions are written or uploaded by people alone")
    program = shutil.which(shlex.split(settings.speech_command)[0])
    if program is None:
        raise Broken("the program in EXEMPLAR_SPEECH_COMMAND is not there")
    if not await asyncio.to_thread(Path(settings.speech_model).is_file):
        raise Broken("the model in EXEMPLAR_SPEECH_MODEL is not there")
    return program


async def _viruses(settings: NeighbourSettings) -> str:
    scanner = scanner_of(settings)
    if scanner is None:
        raise Lacking("EXEMPLAR_CLAMD_URL is not set; files are not scanned for viruses")
    try:
        return await scanner.version()
    except ScannerUnavailable as error:
        raise Broken("no answer from the virus scanner, so every new file waits; start clamd or check EXEMPLAR_CLAMD_URL") from error


async def _mail(address: str) -> str:
    if not address:
        raise Lacking("EXEMPLAR_SMTP_URL is not set; mails wait in the outbox")
    place = urlsplit(address)
    server = SMTP(hostname=place.hostname, port=place.port, use_tls=place.scheme == "smtps", timeout=10)
    try:
        await server.connect()
        await server.quit()
    except Exception as error:
        raise Broken(f"no answer from {place.hostname}:{place.port} ({type(error).__name__}); check EXEMPLAR_SMTP_URL") from error
    return f"{place.hostname}:{place.port}"


async def examine(settings: Settings) -> list[Finding]:
    """Ask the machine everything. Room: what the lanes want where files are worked on, a little where keys and logs lie."""
    checks: dict[str, Check] = {
        "room for work": partial(_room_for_work, settings.media, Path(tempfile.gettempdir())),
        "room for keys and logs": partial(_room, settings.home.home, GIB),
        "films and sound": _films,
        "films of telephones and camcorders": _light_and_fields,
        "office documents": _office,
        "virus scanner": partial(_viruses, settings.neighbours),
        "speech recognition": partial(_speech, settings.neighbours),
        "mail": partial(_mail, settings.mail.smtp_url),
    }
    return [await ask(subject, check) for subject, check in checks.items()]
