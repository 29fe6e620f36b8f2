"""Derivatives of a 24-megapixel photograph: the engine's child process beside bare libvips calls that write the same files."""

import asyncio
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path

import pyvips

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.child import Engine
from exemplar.media.engine.pictures import WIDTHS
from exemplar.media.limits import engine_limits
from tests import samples
from tests.bench.report import Figure, Line


def used_seconds() -> float:
    """Return the processor time of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _bare(path: Path, folder: Path) -> None:
    """Do what one ``vipsthumbnail`` for each size would."""
    for width in WIDTHS:
        picture = pyvips.Image.thumbnail(str(path), width, height=4 * width, size="down", export_profile="srgb").copy_memory()
        picture.webpsave(str(folder / f"w{width}.webp"), Q=80, effort=3, keep="none")
        picture.heifsave(str(folder / f"w{width}.avif"), Q=58, effort=1, compression="av1", bitdepth=8, keep="none")


async def measure(rounds: int) -> Line:
    """Make the eight pictures ``rounds`` times each way; the value is seconds for one photograph, header check included."""
    os.environ["VIPS_CONCURRENCY"] = "2"
    engine = Engine(engine_limits(MediaSettings()))
    ours: list[tuple[float, float]] = []
    floor: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as place:
        photograph = await asyncio.to_thread(samples.jpeg, Path(place, "photograph.jpg"), 6000, 4000)
        for number in range(rounds):
            bare, made = Path(place, f"bare{number}"), Path(place, f"made{number}")
            bare.mkdir()
            made.mkdir()
            began, used = time.perf_counter(), used_seconds()
            await asyncio.to_thread(_bare, photograph, bare)
            floor.append((time.perf_counter() - began, 1000 * (used_seconds() - used)))
            began, used = time.perf_counter(), used_seconds()
            await engine.begin(photograph, photograph.stat().st_size, made)
            ours.append((time.perf_counter() - began, 1000 * (used_seconds() - used)))
    mine, bare_figure = _middle(ours), _middle(floor)
    return Line("24 MP photograph to eight pictures", "s", mine, bare_figure, bare_figure.value / mine.value, "≥0.9")


def _middle(readings: list[tuple[float, float]]) -> Figure:
    return Figure(statistics.median(wall for wall, _ in readings), statistics.median(cpu for _, cpu in readings))
