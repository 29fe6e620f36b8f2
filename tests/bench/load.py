"""A small HTTP/1.1 client that keeps a server busy: pipelined by nothing, kept alive, as many connections as asked."""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psutil

CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """What one load said. ``cpu_ms`` is CPU time per request of the watched processes, in milliseconds."""

    requests: int
    seconds: float
    cpu_ms: float
    p95_ms: float
    statuses: frozenset[int]

    @property
    def rate(self) -> float:
        """Return requests per second."""
        return self.requests / self.seconds


@dataclass(frozen=True, slots=True)
class Server:
    """Where to send requests, and the process ids whose CPU time they cost."""

    port: int
    watched: tuple[int, ...]
    host: str = "127.0.0.1"


def rotating(requests: Sequence[bytes], connections: int = CONNECTIONS) -> list[Iterator[bytes]]:
    """Return one endless source for each connection; no two begin at the same request."""
    step = max(1, len(requests) // connections)
    return [itertools.cycle([*requests[i * step :], *requests[: i * step]]) for i in range(connections)]


def request(
    path: str,
    headers: dict[str, str] | None = None,
    method: str = "GET",
    body: bytes = b"",
) -> bytes:
    """Return one raw request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def ask(server: Server, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send one request on a connection of its own; return status, headers (lower case) and body."""
    reader, writer = await asyncio.open_connection(server.host, server.port, limit=2**20)
    writer.write(raw)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")[1:-2]
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    writer.close()
    return int(head[9:12]), headers, body


async def _connection(server: Server, source: Iterator[bytes], until: float, log: list[tuple[float, int]]) -> None:
    reader, writer = await asyncio.open_connection(server.host, server.port, limit=2**20)
    while time.perf_counter() < until:
        raw = next(source)
        began = time.perf_counter()
        writer.write(raw)
        head = await reader.readuntil(b"\r\n\r\n")
        await _skip_body(reader, head.lower())
        log.append((time.perf_counter() - began, int(head[9:12])))
    writer.close()


async def _skip_body(reader: asyncio.StreamReader, head: bytes) -> None:
    if b"content-length: " in head:
        length = int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        if length and b" 304 " not in head[:13]:
            await reader.readexactly(length)
    elif b"transfer-encoding: chunked" in head:
        while True:
            size = int((await reader.readline()).strip(), 16)
            await reader.readexactly(size + 2)
            if size == 0:
                return


def cpu_seconds(watched: Sequence[int]) -> float:
    """Return user and system time of these processes and all their descendants, the dead ones included, up to now."""
    total = 0.0
    for pid in watched:
        root = psutil.Process(pid)
        for one in [root, *root.children(recursive=True)]:
            try:
                times = one.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system + times.children_user + times.children_system
    return total


async def load(server: Server, sources: Sequence[Iterator[bytes]], seconds: float) -> Reading:
    """Keep the server busy for ``seconds``, one connection for each source, and read the meter."""
    log: list[tuple[float, int]] = []
    before, began = cpu_seconds(server.watched), time.perf_counter()
    await asyncio.gather(*(_connection(server, source, began + seconds, log) for source in sources))
    spent, cpu = time.perf_counter() - began, cpu_seconds(server.watched) - before
    return Reading(len(log), spent, 1000 * cpu / len(log), p95_ms([duration for duration, _ in log]), frozenset(s for _, s in log))


def p95_ms(seconds: Sequence[float]) -> float:
    """Return the 95th percentile of durations in seconds, in milliseconds."""
    return 1000 * sorted(seconds)[int(len(seconds) * 0.95)]
