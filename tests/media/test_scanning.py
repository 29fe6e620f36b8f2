"""Virus scanning, by a real ClamAV daemon that knows one harmful text, and by servers that behave badly."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.clock import utc_now
from exemplar.core.settings import NeighbourSettings
from exemplar.media import jobs
from exemplar.media.engine.findings import RefusalCode, Refused
from exemplar.media.models import MediaFile
from exemplar.media.scanning import ClamdScanner, Scan, ScannerUnavailable, scanner_of
from tests import samples
from tests.media.conftest import Desk, work

HARMFUL = b"EXEMPLAR-HARMFUL-TEST-TEXT"
STREAM_LIMIT = 1024**2
WAITS = text("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'media.again' AND args->>'media_id' = :id ORDER BY id")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a daemon of our own; it looks up nothing in the network."""
    program = shutil.which("clamd", path=os.pathsep.join((os.environ["PATH"], "/usr/sbin")))
    assert program is not None, "clamav-daemon is not installed; see infra/system.py"
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "known").mkdir()
    (folder / "known" / "own.ndb").write_text(f"Exemplar.Test:0:*:{HARMFUL.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = ("Foreground yes", f"DatabaseDirectory {folder / 'known'}", f"TCPSocket {port}", "TCPAddr 127.0.0.1", "StreamMaxLength 1M")
    (folder / "clamd.conf").write_text("\n".join((*settings, f"LocalSocket {folder / 'socket'}", "")))
    running = subprocess.Popen([program, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        asyncio.run(_until_it_answers(ClamdScanner(f"tcp://127.0.0.1:{port}", 5)))
        yield f"tcp://127.0.0.1:{port} unix://{folder / 'socket'}"
    finally:
        running.terminate()
        running.wait(20)


async def _until_it_answers(scanner: ClamdScanner) -> None:
    for _ in range(300):
        try:
            await scanner.version()
        except ScannerUnavailable:
            await asyncio.sleep(0.1)
        else:
            return
    pytest.fail("clamd does not answer")


@pytest.fixture(params=[0, 1], ids=["tcp", "unix"])
def scanner(clamd: str, request: pytest.FixtureRequest) -> ClamdScanner:
    return ClamdScanner(clamd.split()[request.param], 30)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


async def test_the_scanner_tells_clean_harmful_and_too_large_apart(scanner: ClamdScanner, tmp_path: Path):
    assert await scanner.scan(written(tmp_path / "a", b"harmless")) is Scan.CLEAN
    assert await scanner.scan(written(tmp_path / "b", bytes(STREAM_LIMIT - 1))) is Scan.CLEAN
    with pytest.raises(Refused) as refused:
        await scanner.scan(written(tmp_path / "c", bytes(500_000) + HARMFUL + bytes(500_000)))
    assert (refused.value.code, refused.value.facts) == (RefusalCode.INFECTED, {"signature": "Exemplar.Test.UNOFFICIAL"})
    assert await scanner.scan(written(tmp_path / "d", bytes(40 * STREAM_LIMIT))) is Scan.TOO_LARGE
    assert (await scanner.version()).startswith("ClamAV ")


@asynccontextmanager
async def answering(answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[ClamdScanner]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield ClamdScanner(f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}", 0.5)


async def says_nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"stream: Can't allocate memory ERROR\0")


async def says_nothing(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def hangs_up(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    return


@pytest.mark.parametrize("server", [says_nonsense, says_nothing, hangs_up], ids=lambda server: server.__name__)
async def test_no_answer_that_makes_sense_is_no_answer(server: Callable[..., Awaitable[None]], tmp_path: Path):
    async with answering(server) as scanner:
        with pytest.raises(ScannerUnavailable):
            await scanner.scan(written(tmp_path / "a", bytes(3_000_000)))


async def test_names_of_findings_hold_nothing_but_letters_and_the_like(tmp_path: Path):
    async def names_strangely(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"stream: Win.<b>Bad</b>\n\xff FOUND\0")

    async with answering(names_strangely) as scanner:
        with pytest.raises(Refused) as refused:
            await scanner.scan(written(tmp_path / "a", b"x"))
    assert refused.value.facts == {"signature": "Win._b_Bad_/b___"}


def with_scanner(desk: Desk, url: str) -> None:
    settings = copy(desk.services.settings)
    settings.neighbours = NeighbourSettings(clamd_url=url)
    desk.services = replace(desk.services, settings=settings)


async def fresh(session: AsyncSession, media: MediaFile) -> MediaFile:
    return await session.get_one(MediaFile, media.id, populate_existing=True)


async def test_what_the_scanner_knows_is_refused_before_it_is_decoded(clamd: str, desk: Desk, session: AsyncSession, tmp_path: Path):
    with_scanner(desk, clamd.split(maxsplit=1)[0])
    harmful = written(tmp_path / "a.jpg", samples.jpeg(tmp_path / "b.jpg", 64, 48).read_bytes() + HARMFUL)

    refused = await desk.hand_in(harmful, "fingerprint-1")
    clean = await desk.hand_in(samples.jpeg(tmp_path / "c.jpg", 64, 48), "fingerprint-2")

    assert (refused.state, refused.refusal_code, refused.finding) == ("refused", "media_infected", None)
    assert refused.refusal_facts == {"signature": "Exemplar.Test.UNOFFICIAL"}
    assert (clean.state, clean.scan) == ("ready", "clean")


async def test_what_is_too_large_to_scan_passes_with_a_mark_unless_it_is_a_document(clamd: str, desk: Desk, tmp_path: Path):
    with_scanner(desk, clamd.split(maxsplit=1)[0])
    picture = written(tmp_path / "a.jpg", samples.jpeg(tmp_path / "b.jpg", 64, 48).read_bytes() + os.urandom(2 * STREAM_LIMIT))
    document = written(tmp_path / "a.pdf", samples.pdf(tmp_path / "b.pdf", 1).read_bytes() + b"%" + b"x" * (2 * STREAM_LIMIT))

    marked = await desk.hand_in(picture, "fingerprint-1")
    refused = await desk.hand_in(document, "fingerprint-2")

    assert (marked.state, marked.scan) == ("ready", "too_large")
    assert (refused.state, refused.refusal_code, refused.refusal_facts) == (
        "refused",
        "media_unscannable",
        {"found_bytes": document.stat().st_size},
    )


async def test_without_its_scanner_a_file_waits_however_long_and_never_passes(
    clamd: str, desk: Desk, session: AsyncSession, tmp_path: Path
):
    with_scanner(desk, "tcp://127.0.0.1:9")
    path = samples.jpeg(tmp_path / "a.jpg", 64, 48)
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)

    for _ in range(desk.services.settings.media.max_attempts + 2):
        await jobs.process(desk.services, str(ticket.media.id))

    waiting = await fresh(session, ticket.media)
    assert (waiting.state, waiting.failure, waiting.failed_at, waiting.attempts) == ("processing", "ScannerUnavailable", None, 0)
    asked = list(await session.scalars(WAITS, {"id": str(waiting.id)}))
    assert len(asked) == desk.services.settings.media.max_attempts + 2
    assert all(timedelta(seconds=5) < due - utc_now() < timedelta(seconds=11) for due in asked)
    await session.execute(text("UPDATE media_file SET received_at = now() - interval '1 day' WHERE id = :id"), {"id": waiting.id})
    await session.commit()
    await jobs.process(desk.services, str(waiting.id))
    last = list(await session.scalars(WAITS, {"id": str(waiting.id)}))[-1]
    assert timedelta(seconds=290) < last - utc_now() < timedelta(seconds=301)

    with_scanner(desk, clamd.split()[1])
    await work(desk.services, waiting.id)

    done = await fresh(session, waiting)
    assert (done.state, done.scan, done.failure) == ("ready", "clean", None)


def test_addresses_of_scanners_are_checked_when_settings_are_read():
    assert scanner_of(NeighbourSettings()) is None
    for url in ("localhost:3310", "tcp://localhost", "http://localhost:3310", "unix://"):
        with pytest.raises(ValidationError):
            NeighbourSettings(clamd_url=url)
    assert scanner_of(NeighbourSettings(clamd_url="unix:///run/clamd.sock")) is not None
