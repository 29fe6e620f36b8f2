"""A line to a server that breaks: after so many bytes one way or the other, both ends find it dead."""

import asyncio
import contextlib
import re
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

_CHUNK_BYTES = 64 * 1024
_REQUEST = re.compile(rb"^[A-Z]+ \S+ HTTP/1\.1\r\n")


@dataclass
class CutLine:
    """A loopback forwarder to ``host:port``.

    ``breaks_after`` counts bytes over all its connections, ``upstream`` says whether those to the server or those back
    count; once the line is broken, nobody gets through until it is mended. ``None`` never breaks. ``requests`` are the
    HTTP request lines that began to travel upstream.
    """

    host: str
    port: int
    breaks_after: int | None = None
    upstream: bool = True
    passed: int = 0
    is_broken: bool = False
    own_port: int = 0
    requests: list[str] = field(default_factory=list)
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        self._writers.append(writer)
        if self.is_broken:
            self.break_off()
            return
        far_reader, far_writer = await asyncio.open_connection(self.host, self.port)
        self._writers.append(far_writer)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pump(reader, far_writer, is_upstream=True))
            both.create_task(self._pump(far_reader, writer, is_upstream=False))

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_upstream: bool) -> None:
        counted = is_upstream == self.upstream
        with contextlib.suppress(ConnectionError):
            while data := await source.read(_CHUNK_BYTES):
                if is_upstream and _REQUEST.match(data):
                    self.requests.append(data.split(b"\r\n", 1)[0].decode("latin-1"))
                allowed = self._allowed(len(data)) if counted else len(data)
                target.write(data[:allowed])
                await target.drain()
                if allowed < len(data):
                    self.break_off()
                    break
        target.close()

    def _allowed(self, wanted: int) -> int:
        allowed = wanted if self.breaks_after is None else min(wanted, self.breaks_after - self.passed)
        self.passed += allowed
        return allowed

    def mend(self) -> None:
        """Let new connections through again."""
        self.is_broken = False
        self._writers.clear()

    def break_off(self) -> None:
        """Break every connection, now and until mended."""
        self.is_broken = True
        for writer in self._writers:
            # A reset, not a polite end: what is still in the buffers is lost, as on a real line.
            writer.transport.abort()


@contextlib.asynccontextmanager
async def cut_line(host: str, port: int, breaks_after: int | None = None, *, upstream: bool = True) -> AsyncIterator[CutLine]:
    """Open a line; it is closed, with everything on it, when the block ends."""
    line = CutLine(host, port, breaks_after, upstream)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.own_port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
        line.break_off()


class LineAside:
    """A line that is carried in a thread of its own, for tests that wait without an event loop."""

    def __init__(self, line: CutLine, loop: asyncio.AbstractEventLoop) -> None:
        self.line = line
        self._loop = loop

    def break_off(self) -> None:
        """Break every connection, now and until mended."""
        self._loop.call_soon_threadsafe(self.line.break_off)

    def mend(self) -> None:
        """Let new connections through again."""
        self._loop.call_soon_threadsafe(self.line.mend)


@contextlib.contextmanager
def cut_line_aside(host: str, port: int) -> Iterator[LineAside]:
    """Open a line that only breaks when told to."""
    loop = asyncio.new_event_loop()
    line = CutLine(host, port)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(line.serve, "127.0.0.1", 0), loop).result(10)
    line.own_port = server.sockets[0].getsockname()[1]
    try:
        yield LineAside(line, loop)
    finally:
        loop.call_soon_threadsafe(line.break_off)
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
