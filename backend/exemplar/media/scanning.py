"""Asking a virus scanner about a file before anything in it is decoded. See decisions/0097-virus-scanner.md.

The port is ``Scanner``; the one behind it is ClamAV's daemon, which is sent the bytes (``INSTREAM``) and so needs neither
the same machine nor the same disk.
"""

import asyncio
import re
import struct
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from exemplar.core.settings import NeighbourSettings
from exemplar.media.engine.findings import RefusalCode, Refused

CONNECT_SECONDS = 5.0
_CHUNK_BYTES = 256 * 1024
_FOUND = re.compile(r"^stream: (?P<signature>.*) FOUND$", re.DOTALL)
_UNUSUAL = re.compile(r"[^\w.:/-]", re.ASCII)
_TOO_LARGE = "INSTREAM size limit exceeded"


class ScannerUnavailable(Exception):
    """The scanner gave no answer, or none that makes sense: the file waits."""


class Scan(StrEnum):
    """What a scanner says of a file that it did not find harmful."""

    CLEAN = "clean"
    TOO_LARGE = "too_large"


class Scanner(Protocol):
    """Whoever can tell a harmful file."""

    async def scan(self, path: Path) -> Scan:
        """Return what the scanner says.

        Raises:
            Refused: the file is harmful. Facts: ``signature``.
            ScannerUnavailable: ask again later.
        """

    async def version(self) -> str:
        """Return the scanner's name and version. Raises ``ScannerUnavailable``."""


class ClamdScanner:
    """ClamAV's daemon at ``tcp://host:port`` or ``unix:///path``."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url = url
        self._seconds = seconds

    async def scan(self, path: Path) -> Scan:
        """See ``Scanner``."""
        return _judged(await self._asked(b"zINSTREAM\0", path))

    async def version(self) -> str:
        """See ``Scanner``."""
        return await self._asked(b"zVERSION\0")

    async def _asked(self, command: bytes, path: Path | None = None) -> str:
        try:
            reader, writer = await asyncio.wait_for(self._connected(), CONNECT_SECONDS)
        except (OSError, ValueError, TimeoutError) as error:
            raise ScannerUnavailable from error
        try:
            async with asyncio.timeout(self._seconds):
                return await _talk(reader, writer, command, path)
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
            raise ScannerUnavailable from error
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        place = urlsplit(self._url)
        if place.scheme == "unix":
            return await asyncio.open_unix_connection(place.path)
        return await asyncio.open_connection(place.hostname, place.port)


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: bytes, path: Path | None) -> str:
    """Send a command, and the file behind it as far as the scanner listens; return its answer."""
    answer = asyncio.ensure_future(reader.readuntil(b"\0"))
    try:
        writer.write(command)
        if path is not None:
            # A scanner that has had enough answers and hangs up: its answer counts, not the broken line.
            with suppress(OSError):
                await _send(writer, path, answer)
        return (await answer).rstrip(b"\0").decode("utf-8", errors="replace")
    finally:
        answer.cancel()


async def _send(writer: asyncio.StreamWriter, path: Path, answer: "asyncio.Future[bytes]") -> None:
    file = await asyncio.to_thread(path.open, "rb")
    with file:
        while not answer.done() and (chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES)):
            writer.write(struct.pack(">I", len(chunk)) + chunk)
            await writer.drain()
    writer.write(struct.pack(">I", 0))
    await writer.drain()


def _judged(answer: str) -> Scan:
    found = _FOUND.match(answer)
    if found:
        raise Refused(RefusalCode.INFECTED, signature=_UNUSUAL.sub("_", found["signature"])[:80])
    if answer == "stream: OK":
        return Scan.CLEAN
    if answer.startswith(_TOO_LARGE):
        return Scan.TOO_LARGE
    raise ScannerUnavailable(answer[:80])


def scanner_of(settings: NeighbourSettings) -> Scanner | None:
    """Return the scanner that is configured, if one is."""
    return ClamdScanner(settings.clamd_url, settings.clamd_seconds) if settings.clamd_url else None
