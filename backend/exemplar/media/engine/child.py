"""Start the engine's child process, bound it from outside as well, and read its answer."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import exemplar
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.ffmpeg import PROGRESS
from exemplar.media.engine.findings import Derived, Finding, Limits, MediaKind, RefusalCode, Refused
from exemplar.media.engine.lanes import OF_KIND, Lane, gate

_PACKAGES = Path(exemplar.__file__).resolve().parents[1]
_GIB = 1024**3
_WATCH_SECONDS = 2.0
_STOPPED_BY_LIMIT = frozenset(
    {-signal.SIGXCPU, -signal.SIGXFSZ, -signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL}
)
_NICE, _NICEST = 10, 19
_LATER_STEPS = frozenset({"ladder", "sprite"})


@dataclass(frozen=True, slots=True)
class Budget:
    """What a child may use, as settings say.

    Memory for pictures and documents, and for films and sounds; processor time for a short task, and what percentage of the
    usual a long one may take for its length; wall time in multiples of either. ``at_once`` is how many children of each lane
    may be at work in this process, one where it does not say.
    """

    memory_bytes: int = _GIB * 3 // 2
    film_memory_bytes: int = 4 * _GIB
    cpu_seconds: int = 120
    cpu_percent: int = 100
    wall_factor: int = 4
    at_once: Mapping[Lane, int] = field(default_factory=dict)


class EngineFailed(Exception):
    """The child broke for a reason that is not the file's: the job tries again."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Which program recognises speech, with which model, in which language; ``percent`` of a sound's length it may take."""

    command: Sequence[str]
    model: str
    language: str
    percent: int
    memory_bytes: int


class Engine:
    """The engine as the jobs see it: one call for each task, each in a fresh child."""

    def __init__(self, limits: Limits, run: "Run | None" = None, budget: Budget | None = None) -> None:
        self._limits = limits
        self._run_task = run or spawn
        self._budget = budget or Budget()

    async def begin(self, path: Path, expected_bytes: int, folder: Path) -> tuple[Finding, Derived | None]:
        """Say what the file is; of a picture, make what readers get as well, in ``folder``, which is empty.

        Raises:
            Refused: it is not taken.
            EngineFailed: try again.
        """
        task = {"action": "begin", "path": str(path), "expected_bytes": expected_bytes}
        answer = await self._run(task, folder, _short(self._budget, _GIB // 4))
        derived = answer["derived"]
        return Finding.of(answer["finding"]), None if derived is None else Derived.of(derived)

    async def make(self, step: str, path: Path, finding: Finding, folder: Path, watch: "Watch | None" = None) -> Derived:
        """Do one step of the recipe in ``folder``; each file it makes stands under its own name.

        ``watch`` is told now and then how much of the original's length is done, from 0 to 1.

        Raises:
            Refused: the file turned out damaged or too heavy.
            EngineFailed: try again.
        """
        task = {"action": "make", "step": step, "path": str(path), "finding": finding.as_dict()}
        bounds = _bounds(step, finding, (await asyncio.to_thread(path.stat)).st_size, self._budget)
        watching = asyncio.ensure_future(_watch(folder / PROGRESS, finding, watch)) if watch else None
        try:
            answer = await self._run(task, folder, bounds)
        finally:
            if watching:
                watching.cancel()
        return Derived.of(answer["derived"])

    async def hear(self, sound: Path, folder: Path, duration_ms: int, listening: Listening) -> list[Cue]:
        """Return what is said in the M4A at ``sound``, by the program that ``listening`` names.

        Raises:
            Refused: it took too long, or ended without an answer.
            EngineFailed: try again.
        """
        seconds = 120 + duration_ms // 1000 * listening.percent // 100
        bounds = _Bounds(listening.memory_bytes, seconds, 2 * _GIB, self._budget.wall_factor, Lane.LATER, _NICEST)
        order = {"command": list(listening.command), "model": listening.model, "language": listening.language}
        task = {"action": "hear", "path": str(sound), "order": {**order, "seconds": bounds.wall_seconds}}
        return [Cue(**cue) for cue in (await self._run(task, folder, bounds))["cues"]]

    async def _run(self, task: dict[str, Any], folder: Path, bounds: "_Bounds") -> dict[str, Any]:
        limited = {**task, "folder": str(folder), "limits": asdict(self._limits), **bounds.as_dict()}
        async with gate(bounds.lane, self._budget.at_once.get(bounds.lane, 1)):
            code, output = await self._run_task(json.dumps(limited).encode(), folder, bounds.wall_seconds)
        return _read(code, output)


Watch = Callable[[float], Awaitable[None]]
_LAST_BYTES = 4096


async def _watch(progress: Path, finding: Finding, watch: Watch) -> None:
    """Look every few seconds at what ffmpeg wrote of its progress; what cannot be read is not there yet."""
    while True:
        await asyncio.sleep(_WATCH_SECONDS)
        done = re.findall(rb"out_time_us=(\d{1,15})\n", await asyncio.to_thread(_tail, progress))
        if done and finding.duration_ms:
            await watch(min(1.0, int(done[-1]) / 1000 / finding.duration_ms))


def _tail(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _LAST_BYTES))
            return file.read(_LAST_BYTES)
    except OSError:
        return b""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What one child may use. Wall time leaves room for a busy machine."""

    memory_bytes: int
    cpu_seconds: int
    file_bytes: int
    wall_factor: int = 4
    lane: Lane = Lane.LOOK
    nice: int = _NICE

    @property
    def wall_seconds(self) -> float:
        return self.cpu_seconds * self.wall_factor

    def as_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("memory_bytes", "cpu_seconds", "file_bytes", "nice")}


_CPU_PER_SECOND = {"ladder": 12, "film_sound": 1, "listening": 1, "play": 8, "sprite": 1, "poster": 0, "blind": 12}
"""Step → seconds of processor that one second of film or sound may cost."""


def _short(budget: Budget, file_bytes: int, lane: Lane = Lane.LOOK) -> _Bounds:
    return _Bounds(budget.memory_bytes, budget.cpu_seconds, file_bytes, budget.wall_factor, lane)


def _bounds(step: str, finding: Finding, size_bytes: int, budget: Budget) -> _Bounds:
    """Return what a step may cost; encoding a film takes some multiple of its length."""
    if finding.kind in {MediaKind.IMAGE, MediaKind.DOCUMENT}:
        return _short(budget, max(_GIB // 4, 2 * size_bytes), OF_KIND[finding.kind])
    seconds = (finding.duration_ms or 0) // 1000
    cpu_seconds = (180 + _CPU_PER_SECOND.get(step, 1) * seconds) * budget.cpu_percent // 100
    lane, nice = (Lane.LATER, _NICEST) if step in _LATER_STEPS else (OF_KIND[finding.kind], _NICE)
    return _Bounds(budget.film_memory_bytes, cpu_seconds, size_bytes + 2 * _GIB, budget.wall_factor, lane, nice)


Run = Callable[[bytes, Path, float], Awaitable[tuple[int, bytes]]]
"""``async (task, folder, wall_seconds) -> (exit code, output)``: how one task is done."""


async def spawn(task: bytes, folder: Path, wall_seconds: float) -> tuple[int, bytes]:
    """Run one child in its own process group; none of it outlives this call."""
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(_PACKAGES),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "VIPS_CONCURRENCY": "2",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "exemplar.media.engine",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    try:
        output, _ = await asyncio.wait_for(child.communicate(task), wall_seconds)
    except TimeoutError:
        return -signal.SIGXCPU, b""
    else:
        return child.returncode or 0, output
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        if child.returncode is None:
            await child.wait()


def _read(code: int, output: bytes) -> dict[str, Any]:
    if code in _STOPPED_BY_LIMIT:
        raise Refused(RefusalCode.TOO_HEAVY)
    if code != 0 or not output:
        raise EngineFailed(f"the media engine ended with {code}")
    answer: dict[str, Any] = json.loads(output)
    if "refused" in answer:
        raise Refused(RefusalCode(answer["refused"]["code"]), **answer["refused"]["facts"])
    return answer
