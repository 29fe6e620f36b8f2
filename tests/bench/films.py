"""A film for slow and fast lines: the engine's child process beside a bare ffmpeg with the very options of the ladder."""

import asyncio
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from exemplar.core.settings import MediaSettings
from exemplar.media.engine import ffmpeg, ladder
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Finding
from exemplar.media.engine.formats import recognise
from exemplar.media.engine.recipe import steps_of
from exemplar.media.limits import engine_limits
from tests import samples
from tests.bench.pictures import used_seconds
from tests.bench.report import Figure, Line

_NICE = 19
"""The engine makes ladders when nobody else wants the processor; so does the floor."""


@dataclass(frozen=True, slots=True)
class _Clip:
    path: Path
    finding: Finding


def _clip(place: Path, seconds: int) -> Path:
    """Write a film in full HD in which everything moves, with a little noise, as telephones give it."""
    source = f"testsrc2=size=1920x1080:rate=30:duration={seconds},noise=alls=8:allf=t"
    sound = f"sine=frequency=440:duration={seconds}"
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]
    return samples.ffmpeg(place / "clip.mp4", "-f", "lavfi", "-i", source, "-f", "lavfi", "-i", sound, *codecs)


def _bare(clip: _Clip, folder: Path) -> Figure:
    size = clip.finding.width or 2, clip.finding.height or 2
    options = ladder.command(ladder.Source(clip.path, recognise(clip.path), size), folder)
    began, used = time.perf_counter(), used_seconds()
    subprocess.run(ffmpeg.command(options), check=True, preexec_fn=lambda: os.nice(_NICE))
    return Figure(time.perf_counter() - began, 1000 * (used_seconds() - used))


async def _step(engine: Engine, clip: _Clip, folder: Path, step: str) -> Figure:
    began, used = time.perf_counter(), used_seconds()
    await engine.make(step, clip.path, clip.finding, folder)
    return Figure(time.perf_counter() - began, 1000 * (used_seconds() - used))


async def measure(seconds: int) -> Line:
    """Make the ladder of a clip of ``seconds`` each way; the value is seconds. The note tells what the whole recipe takes."""
    engine = Engine(engine_limits(MediaSettings()))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        path = await asyncio.to_thread(_clip, place, seconds)
        folders = {word: place / word for word in ("look", "bare", "ours", "whole")}
        for folder in folders.values():
            folder.mkdir()
        finding, _ = await engine.begin(path, path.stat().st_size, folders["look"])
        clip = _Clip(path, finding)
        floor = await asyncio.to_thread(_bare, clip, folders["bare"])
        ours = await _step(engine, clip, folders["ours"], "ladder")
        whole = {step.name: await _step(engine, clip, folders["whole"], step.name) for step in steps_of(finding)}
    told = ", ".join(f"{step} {figure.value:.1f} s" for step, figure in whole.items())
    name = f"HLS of a film of {seconds} s, 1080p"
    return Line(name, "s", ours, floor, floor.value / ours.value, "≥0.9", f"step by step, each with what the one before left: {told}")
