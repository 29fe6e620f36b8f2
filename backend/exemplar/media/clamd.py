"""ClamAV's scanner, spoken to over its socket. Where none is configured files are not scanned, and the operator is told so.

``clamd_url`` is ``tcp://host:port`` or ``unix:///path``. The protocol: a command ending in a zero byte; for ``INSTREAM`` pieces
of the file, each after its length in four bytes, then a length of zero; the answer ends in a zero byte.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

_PORT = 3310
_PIECE_BYTES = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerUnavailable(Exception):
    """The scanner does not answer, or not as ClamAV does; nothing can be said about the file."""


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    place = urlsplit(url)
    try:
        if place.scheme == "unix":
            reader, writer = await asyncio.open_unix_connection(place.path)
        else:
            reader, writer = await asyncio.open_connection(place.hostname, place.port or _PORT)
    except OSError as error:
        raise ScannerUnavailable from error
    try:
        yield reader, writer
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise ScannerUnavailable from error
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> str:
    return (await reader.readuntil(b"\0"))[:_LONGEST_ANSWER].rstrip(b"\0").decode("utf-8", "replace").strip()


async def ping(url: str) -> None:
    """Ask whether the scanner is there. Raises ``ScannerUnavailable``."""
    async with _connected(url) as (reader, writer):
        writer.write(b"zPING\0")
        await writer.drain()
        if await _answer(reader) != "PONG":
            raise ScannerUnavailable


async def scan(url: str, path: Path) -> str | None:
    """Return the name of what is wrong with the file, or ``None`` for a clean one.

    Raises:
        ScannerUnavailable: it could not be scanned, or is larger than the scanner takes.
    """
    async with _connected(url) as (reader, writer):
        writer.write(b"zINSTREAM\0")
        with await asyncio.to_thread(path.open, "rb") as file:
            while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
                writer.write(len(piece).to_bytes(4, "big") + piece)
                await writer.drain()
        writer.write(bytes(4))
        await writer.drain()
        answer = await _answer(reader)
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerUnavailable
