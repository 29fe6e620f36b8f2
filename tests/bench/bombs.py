"""Files made to overwork whoever opens them, and how readers of the API fare while the worker has thirty of them."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests import samples
from tests.bench import publications, shapes
from tests.bench.load import p95_ms
from tests.bench.report import Figure, Line
from tests.media.corpus import heard, read, shown
from tests.media.rig import WORKER, Rig
from tests.media.sender import Sender

PUBLICATIONS = 5_000
OF_THE_CORPUS = {
    "169-megapixels.png", "900-megapixels.png", "900-megapixels.heic", "wide-claim.gif", "endless.gif", "loop.tif", "loop.pdf", "many.pdf",
    "bomb.docx", "crowd.docx", "laughs.docx", "hundred-hours.srt", "heavy.srt", "ten-hours-of-nothing.mp3", "thousand-hours.mp4",
}  # fmt: skip
"""Those that claim or hold far more than they weigh."""
HEAVIEST: dict[str, Callable[[Path], Any]] = {
    **{f"79-megapixels-{number}.png": lambda path: samples.png_bomb(path, 8_900) for number in range(4)},
    **{f"24-megapixels-{number}.jpg": lambda path: samples.jpeg(path, 6_000, 4_000) for number in range(4)},
    **{f"400-pages-{number}.pdf": lambda path: samples.pdf(path, 400) for number in range(3)},
    **{f"every-frame-a-key-{number}.mp4": lambda path: samples.film(path, 6, 1920, 1080, "-g", "1") for number in range(2)},
    **{f"noise-{number}.wav": lambda path: samples.sound(path, 300) for number in range(2)},
}
"""As heavy as the limits allow: these are worked on to the end."""
_PACE_SECONDS = 0.02
_ANSWER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Pressure:
    """What readers saw. Milliseconds at the 95th percentile, each side of its own rounds; ``seconds`` is how long the work took."""

    idle_p95_ms: float
    busy_p95_ms: float
    requests: int
    bombs: int
    seconds: float

    @property
    def ratio(self) -> float:
        """Return how much slower readers were served."""
        return self.busy_p95_ms / self.idle_p95_ms


def write(folder: Path) -> dict[Path, str]:
    """Write every bomb; return for each the state it must end in."""
    odd = [file for file in [*shown.FILES, *heard.FILES, *read.FILES] if file.name in OF_THE_CORPUS]
    assert len(odd) == len(OF_THE_CORPUS)
    makers = {file.name: file.make for file in odd} | HEAVIEST
    for name, make in makers.items():
        make(folder / name)
    refused = {file.name for file in odd if file.code is not None}
    return {folder / name: "refused" if name in refused else "ready" for name in makers}


def addresses() -> Iterator[str]:
    """Return lists and pages in turns, no list twice: answers come from the database, not off a shelf."""
    for number in itertools.count(1):
        yield f"{shapes.LIST}?n={number}" if number % 2 else f"{shapes.LIST}/sang-kien-{1 + number % PUBLICATIONS}"


async def read_for(client: httpx.AsyncClient, source: Iterator[str], is_enough: Callable[[], bool]) -> list[float]:
    """Ask at a reader's pace until it is enough; return how long each answer took, in seconds."""
    took: list[float] = []
    while not is_enough():
        began = time.perf_counter()
        answer = await client.get(next(source))
        took.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
        await asyncio.sleep(_PACE_SECONDS)
    return took


async def press(rig: Rig, folder: Path, idle_seconds: float = 8.0) -> Pressure:
    """Measure readers idle, then with every bomb at work, then idle again.

    Raises:
        AssertionError: the worker died, or a bomb was neither taken nor refused, or took more than its minute.
    """
    await publications.fill(rig.database_url, PUBLICATIONS)
    services = rig.services()
    sender = await Sender.arrive(services, rig.url)
    paths = await asyncio.to_thread(write, folder)
    worker, source = rig.pid(WORKER), addresses()

    def after(seconds: float) -> Callable[[], bool]:
        until = time.perf_counter() + seconds
        return lambda: time.perf_counter() > until

    async with httpx.AsyncClient(base_url=rig.url, timeout=60) as reader:
        await read_for(reader, source, after(2))
        idle = await read_for(reader, source, after(idle_seconds / 2))
        began = time.perf_counter()
        for path in paths:
            await sender.send(path)
        working = asyncio.create_task(_answered(rig, Counter(paths.values())))
        busy = await read_for(reader, source, working.done)
        seconds = time.perf_counter() - began
        await working
        idle += await read_for(reader, source, after(idle_seconds / 2))
    assert (rig.pid(WORKER), rig.ended) == (worker, []), "the worker lives"
    await sender.client.aclose()
    await services.engine.dispose()
    await services.storage.close()
    return Pressure(p95_ms(idle), p95_ms(busy), len(busy), len(paths), seconds)


async def _answered(rig: Rig, expected: Counter[str]) -> None:
    """Wait until every file is ready or refused as it should be, and nothing more is made of any."""
    async with asyncio.timeout(expected.total() * _ANSWER_SECONDS):
        await rig.at_rest()
    connection = await rig.connected()
    states = await connection.fetch("SELECT state, count(*) FROM media_file GROUP BY state")
    await connection.close()
    assert {row["state"]: row["count"] for row in states} == expected


async def measure(rig: Rig, folder: Path) -> Line:
    """Return how much longer readers wait while the bombs are at work."""
    found = await press(rig, folder)
    name = f"readers' p95 with {found.bombs} bombs at work by idle"
    note = f"{found.requests} requests at a reader's pace while the worker was busy for {found.seconds:.0f} s"
    return Line(name, "ms", Figure(found.busy_p95_ms), Figure(found.idle_p95_ms), found.ratio, "≤2", note)
