"""A large file through presigned parts, four at once, beside the minio SDK that uploads straight to the same server."""

import asyncio
import http.client
import json
import mmap
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from minio import Minio

from exemplar.core.settings import StorageSettings
from exemplar.core.storage import S3Storage
from tests.bench.load import Reading, Server, ask, cpu_seconds, p95_ms, request
from tests.bench.people import Person
from tests.bench.report import Figure, Line

MIB = 1024**2
AT_ONCE = 4
_SIGNED = 16


async def _call(api: Server, person: Person, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    raw = request(f"/api/v1/media/uploads{path}", person.headers, "POST", json.dumps(body or {}).encode())
    status, _, answer = await ask(api, raw)
    if status != 200:
        raise RuntimeError(f"upload{path}: {status} {answer[:400]!r}")
    found: dict[str, Any] = json.loads(answer)
    return found


async def start(api: Server, person: Person, unit_id: UUID, size_bytes: int) -> dict[str, Any]:
    """Begin an upload; return its ticket."""
    wanted = {"unit_id": str(unit_id), "file_name": "phim.mp4", "declared_type": "video/mp4", "fingerprint": uuid4().hex}
    return await _call(api, person, "", wanted | {"size_bytes": size_bytes})


def signing(person: Person, media_id: str, count: int = AT_ONCE) -> bytes:
    """Return the request that asks for ``count`` links."""
    numbers = json.dumps({"numbers": list(range(1, count + 1))}).encode()
    return request(f"/api/v1/media/uploads/{media_id}/parts", person.headers, "POST", numbers)


def bare_signing(settings: StorageSettings, seconds: float, count: int = AT_ONCE) -> Reading:
    """Sign the same number of links in a loop, for ``seconds``."""
    storage, times = S3Storage(settings), []
    until, began, used = time.perf_counter() + seconds, time.perf_counter(), time.process_time()
    while (now := time.perf_counter()) < until:
        for number in range(1, count + 1):
            storage.sign_part("originals/0", "an-upload-id-of-usual-length", number, 16 * MIB)
        times.append(time.perf_counter() - now)
    spent, cpu = time.perf_counter() - began, time.process_time() - used
    return Reading(len(times), spent, 1000 * cpu / len(times), p95_ms(times), frozenset({200}))


class _Lane:
    """One connection to the S3 server that PUTs parts, as one of a browser's does."""

    def __init__(self, endpoint: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=120)

    def send(self, url: str, data: memoryview) -> None:
        address = urlsplit(url)
        self._connection.request("PUT", f"{address.path}?{address.query}", body=data)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the S3 server answered {answer.status}")


async def _presigned(api: Server, person: Person, unit_id: UUID, endpoint: str, data: memoryview) -> float:
    """Upload and complete; return the seconds from the first request to the receipt."""
    began = time.perf_counter()
    ticket = await start(api, person, unit_id, len(data))
    size, total = ticket["part_size_bytes"], ticket["total_parts"]
    lanes = [_Lane(endpoint) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sign = asyncio.Lock()
        links: dict[int, str] = {}

        async def work(lane: _Lane, numbers: Iterator[int]) -> None:
            for number in numbers:
                async with sign:
                    if number not in links:
                        wanted = list(range(number, min(total, number + _SIGNED - 1) + 1))
                        answer = await _call(api, person, f"/{ticket['id']}/parts", {"numbers": wanted})
                        links.update({part["number"]: part["url"] for part in answer["parts"]})
                with data[(number - 1) * size : number * size] as part:
                    await asyncio.get_running_loop().run_in_executor(pool, lane.send, links[number], part)

        numbers = iter(range(1, total + 1))
        await asyncio.gather(*(work(lane, numbers) for lane in lanes))
    await _call(api, person, f"/{ticket['id']}/completion")
    return time.perf_counter() - began


def _straight(settings: StorageSettings, path: Path) -> float:
    """Upload with the SDK's own parts in its own threads; return the seconds."""
    address = urlsplit(settings.s3_endpoint)
    client = Minio(address.netloc, settings.s3_access_key, settings.s3_secret_key, secure=False, region=settings.s3_region)
    began = time.perf_counter()
    client.fput_object(settings.s3_bucket, f"bench/{uuid4()}", str(path), part_size=16 * MIB, num_parallel_uploads=AT_ONCE)
    return time.perf_counter() - began


def _write(path: Path, megabytes: int) -> None:
    """Write a file that nothing can shrink, no two of its parts alike."""
    block = os.urandom(16 * MIB)
    with path.open("wb") as file:
        for turn in range(0, megabytes, 16):
            file.write((block[turn * 4099 :] + block[: turn * 4099])[: (megabytes - turn) * MIB])


async def upload(api: Server, person: Person, unit_id: UUID, settings: StorageSettings, megabytes: int, rounds: int) -> Line:
    """Upload ``megabytes`` both ways, in turns; the note says how much of a core the API needed meanwhile."""
    ours: list[float] = []
    floor: list[float] = []
    shares: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "film")
        await asyncio.to_thread(_write, path, megabytes)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for _ in range(rounds):
                floor.append(await asyncio.to_thread(_straight, settings, path))
                used = cpu_seconds(api.watched[:1])
                with memoryview(data) as view:
                    ours.append(await _presigned(api, person, unit_id, settings.s3_endpoint, view))
                shares.append((cpu_seconds(api.watched[:1]) - used) / ours[-1])
    mine, straight = (Figure(megabytes * MIB / 1e6 / statistics.median(seconds)) for seconds in (ours, floor))
    share = 100 * statistics.median(shares)
    note = f"the API used {share:.1f} % of a core meanwhile (goal: below 5 %{'' if share < 5 else ' ✗'})"
    return Line(f"upload of {megabytes} MB, {AT_ONCE} parts at once", "MB/s", mine, straight, mine.value / straight.value, "≥0.9", note)
