"""How much memory files cost while they are worked on, and whether it comes back."""

import asyncio
import statistics
from pathlib import Path

import psutil

from tests import samples
from tests.bench.report import Figure, Line
from tests.bench.stack import resident_mb
from tests.media.rig import API, WORKER, Rig
from tests.media.sender import Sender

_LOOK_SECONDS = 0.25


def _files(folder: Path) -> list[Path]:
    return [
        samples.jpeg(folder / "photograph.jpg", 6_000, 4_000),
        samples.film(folder / "film.mp4", 3, 1280, 720),
        samples.sound(folder / "sound.wav", 60),
        samples.pdf(folder / "pages.pdf", 40),
    ]


async def _peaks(rig: Rig, peaks: dict[str, float]) -> None:
    while True:
        for name in (API, WORKER):
            peaks[name] = max(peaks.get(name, 0.0), await asyncio.to_thread(resident_mb, rig.pid(name)))
        await asyncio.sleep(_LOOK_SECONDS)


def _own_mb(rig: Rig) -> float:
    """Return what worker and API hold themselves, without children, between two rounds."""
    return sum(psutil.Process(rig.pid(name)).memory_info().rss for name in (API, WORKER)) / 1e6


async def measure(rig: Rig, folder: Path, rounds: int) -> Line:
    """Send a picture, a film, a sound and a document ``rounds`` times, each time anew, and see what the processes keep of it.

    The value is what API and worker hold together after the last round; beside it what they held after the first rounds.
    """
    services = rig.services()
    sender = await Sender.arrive(services, rig.url)
    files = await asyncio.to_thread(_files, folder)
    peaks: dict[str, float] = {}
    held: list[float] = []
    looking = asyncio.create_task(_peaks(rig, peaks))
    for number in range(rounds):
        for path in files:
            await sender.send(path.rename(folder / f"{number}{path.suffix}"))
        files = [folder / f"{number}{path.suffix}" for path in files]
        await rig.at_rest()
        held.append(_own_mb(rig))
    looking.cancel()
    await sender.client.aclose()
    await services.engine.dispose()
    await services.storage.close()
    some = max(1, len(held) // 3)
    last, first = statistics.median(held[-some:]), statistics.median(held[1 : 1 + some] or held)
    note = f"at most: worker with its children {peaks[WORKER]:.0f} MB, API {peaks[API]:.0f} MB; kept after each round: " + ", ".join(
        f"{size:.0f}" for size in held
    )
    return Line(f"memory after {rounds} rounds of files by that after a few", "MB", Figure(last), Figure(first), last / first, "≤1.1", note)
