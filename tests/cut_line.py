"""A line to a server that breaks: after so many bytes one way or the other, both ends find it dead."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

_CHUNK_BYTES = 64 * 1024


@dataclass
class CutLine:
    """A loopback forwarder to ``host:port``.

    ``breaks_after`` counts bytes over all its connections, ``upstream`` says whether those to the server or those back
    count; once the line is broken, nobody gets through. ``None`` never breaks.
    """

    host: str
    port: int
    breaks_after: int | None = None
    upstream: bool = True
    passed: int = 0
    is_broken: bool = False
    own_port: int = 0
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
            both.create_task(self._pump(reader, far_writer, counted=self.upstream))
            both.create_task(self._pump(far_reader, writer, counted=not self.upstream))

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, counted: bool) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(_CHUNK_BYTES):
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

    def break_off(self) -> None:
        """Break every connection, now and later."""
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
