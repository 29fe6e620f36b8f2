"""A line to an HTTP server on which a message can be held back: the moment between two steps, kept open as long as needed."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import Enum

_CHUNK_BYTES = 256 * 1024
_REQUEST = re.compile(rb"^[A-Z]+ \S+ HTTP/1\.1\r\n")


class Moment(Enum):
    """Before a request reaches the server, or after the server did what was asked and before anyone learns of it."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Hold:
    """One message to be held back, once: the request line matches ``pattern``, ``skip`` such requests were let by."""

    moment: Moment
    pattern: str
    skip: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def takes(self, request: str) -> bool:
        """Say whether this is the request, counting those that are let by."""
        if self.reached.is_set() or not re.search(self.pattern, request):
            return False
        self.skip -= 1
        return self.skip < 0

    async def keep(self) -> None:
        """Hold until released."""
        self.reached.set()
        await self.released.wait()


@dataclass
class HeldLine:
    """A loopback forwarder to ``host:port`` that reads request lines. ``requests`` is what it has seen, in order."""

    host: str
    port: int
    own_port: int = 0
    holds: list[Hold] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hold(self, moment: Moment, pattern: str, skip: int = 0) -> Hold:
        """Hold back the next message like this."""
        self.holds.append(Hold(moment, pattern, skip))
        return self.holds[-1]

    def release(self) -> None:
        """Let everything go where it was going, even when whoever sent it is dead."""
        for hold in self.holds:
            hold.released.set()
        self.holds.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection; a server that is down breaks it off."""
        try:
            far_reader, far_writer = await asyncio.open_connection(self.host, self.port)
        except OSError:
            writer.transport.abort()
            return
        answers: list[Hold] = []
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._ask(reader, far_writer, answers))
                both.create_task(self._answer(far_reader, writer, answers))
        finally:
            writer.close()
            far_writer.close()

    async def _ask(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, answers: list[Hold]) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(_CHUNK_BYTES):
                if _REQUEST.match(data):
                    request = data.split(b"\r\n", 1)[0].decode("latin-1")
                    self.requests.append(request)
                    hold = next((hold for hold in self.holds if hold.takes(request)), None)
                    if hold is not None and hold.moment is Moment.BEFORE:
                        await hold.keep()
                    elif hold is not None:
                        answers.append(hold)
                target.write(data)
                await target.drain()
        target.close()

    async def _answer(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, answers: list[Hold]) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(_CHUNK_BYTES):
                if answers:
                    await answers.pop().keep()
                target.write(data)
                await target.drain()
        target.close()


@contextlib.asynccontextmanager
async def held_line(host: str, port: int) -> AsyncIterator[HeldLine]:
    """Open a line; it is closed, with everything on it, when the block ends."""
    line = HeldLine(host, port)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.own_port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        line.release()
        server.close()
