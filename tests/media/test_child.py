"""The child process: what it may not do, and how its end is read."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from exemplar import wiring, worker
from exemplar.core.settings import PROJECT, MediaSettings
from exemplar.media.engine import child
from exemplar.media.engine.child import Budget, Engine, EngineFailed
from exemplar.media.engine.findings import Finding, Made, MediaKind, RefusalCode, Refused
from exemplar.media.engine.lanes import Lane
from exemplar.media.limits import engine_budget, engine_limits, lane_widths
from exemplar.media.workshop import Workshop
from tests import samples

LIMITS = engine_limits(MediaSettings())
GIB = 1024**3


async def test_a_film_that_wants_too_much_time_is_stopped(tmp_path: Path, folder: Path):
    path = samples.film(tmp_path / "a.mkv", 20, 1280, 1088, "-g", "1")
    engine = Engine(LIMITS)
    finding, _ = await engine.begin(path, path.stat().st_size, folder)
    task = {"action": "make", "step": "ladder", "path": str(path), "finding": finding.as_dict()}

    with pytest.raises(Refused) as refused:
        await engine._run(task, folder, child._Bounds(3 * GIB, 1, GIB))

    assert refused.value.code is RefusalCode.TOO_HEAVY


async def test_a_picture_that_wants_too_much_memory_is_refused_or_tried_again(tmp_path: Path, folder: Path):
    path = samples.jpeg(tmp_path / "a.jpg", 6000, 4000)
    task = {
        "action": "make",
        "step": "pictures",
        "path": str(path),
        "finding": {"kind": "image", "format": "jpeg", "content_type": "image/jpeg"},
    }

    with pytest.raises((Refused, EngineFailed)):
        await Engine(LIMITS)._run(task, folder, child._Bounds(GIB // 5, 30, GIB))


async def test_wall_time_is_bounded_and_nothing_is_left_running(tmp_path: Path, folder: Path):
    path = samples.film(tmp_path / "a.mkv", 60, 1280, 1088, "-g", "1")
    finding, _ = await Engine(LIMITS).begin(path, path.stat().st_size, folder)

    async def hurried(task: bytes, place: Path, _: float) -> tuple[int, bytes]:
        return await child.spawn(task, place, 1.5)

    with pytest.raises(Refused) as refused:
        await Engine(LIMITS, hurried).make("ladder", path, finding, folder)

    assert refused.value.code is RefusalCode.TOO_HEAVY
    await asyncio.sleep(0.2)
    assert [place for place in Path("/proc").iterdir() if place.name.isdigit() and str(folder) in command_of(place)] == []


def command_of(place: Path) -> str:
    try:
        return (place / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


@pytest.mark.parametrize("code", [-signal.SIGKILL, 1, 0])
async def test_an_end_that_is_not_the_files_fault_is_tried_again(code: int, tmp_path: Path, folder: Path):
    async def broken(task: bytes, place: Path, wall_seconds: float) -> tuple[int, bytes]:
        return code, b""

    with pytest.raises(EngineFailed):
        await Engine(LIMITS, broken).begin(tmp_path / "a", 1, folder)


@pytest.mark.parametrize("code", [-signal.SIGSEGV, -signal.SIGXCPU, -signal.SIGABRT])
async def test_a_decoder_that_crashes_refuses_the_file(code: int, tmp_path: Path, folder: Path):
    async def crashed(task: bytes, place: Path, wall_seconds: float) -> tuple[int, bytes]:
        return code, b""

    with pytest.raises(Refused) as refused:
        await Engine(LIMITS, crashed).begin(tmp_path / "a", 1, folder)

    assert refused.value.code is RefusalCode.TOO_HEAVY


async def test_the_child_is_told_its_bounds_and_no_secret(tmp_path: Path, folder: Path):
    told: dict[str, object] = {}

    async def listening(task: bytes, place: Path, wall_seconds: float) -> tuple[int, bytes]:
        told.update(json.loads(task), wall_seconds=wall_seconds)
        return 1, b""

    with pytest.raises(EngineFailed):
        await Engine(LIMITS, listening).begin(tmp_path / "a", 7, folder)

    assert (told["memory_bytes"], told["cpu_seconds"], told["wall_seconds"]) == (GIB * 3 // 2, 120, 480)
    assert set(told) == {
        "action", "path", "expected_bytes", "folder", "limits", "memory_bytes", "cpu_seconds", "file_bytes", "nice", "wall_seconds",
    }  # fmt: skip


async def test_a_picture_does_not_wait_for_a_long_film(tmp_path: Path, folder: Path):
    film = Finding(MediaKind.VIDEO, "mp4", "video/mp4", width=64, height=64, duration_ms=7_200_000)
    release, begun = asyncio.Event(), asyncio.Event()
    path = samples.picture(tmp_path / "a.png")

    async def endless(task: bytes, place: Path, wall_seconds: float) -> tuple[int, bytes]:
        begun.set()
        await release.wait()
        return 1, b""

    filming = asyncio.ensure_future(Engine(LIMITS, endless).make("ladder", path, film, folder))
    await begun.wait()

    assert (await Engine(LIMITS).begin(path, path.stat().st_size, folder))[0].width == 400
    release.set()
    with pytest.raises(EngineFailed):
        await filming


ASKS = """
import json, socket, sys
from exemplar.media.engine.__main__ import confine
confine(json.loads(sys.argv[1]))
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[2])), 2)
except OSError:
    sys.exit(7)
"""


def test_a_decoder_reaches_nobody(tmp_path: Path):
    task = {"memory_bytes": GIB, "cpu_seconds": 20, "file_bytes": GIB, "folder": str(tmp_path)}

    def code(program: str, port: int) -> int:
        environment = {"PYTHONPATH": str(PROJECT / "backend"), "PATH": os.defpath}
        return subprocess.run([sys.executable, "-c", program, json.dumps(task), str(port)], env=environment, check=False).returncode

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
        assert code(ASKS, port) == 7
        assert code(ASKS.replace("confine(json", "len(json"), port) == 0, "without it there is a line"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.webp", "", ".webp", "A.webp", "w320.webp\n"])
async def test_what_the_engine_says_it_made_is_not_believed(services: wiring.Services, tmp_path: Path, name: str):
    with pytest.raises(EngineFailed):
        await Workshop(services.session_maker, services.storage).store(uuid4(), tmp_path, Made(name, "image/webp"))


async def test_a_pointer_to_another_file_is_no_file(services: wiring.Services, tmp_path: Path):
    (tmp_path / "secret").write_text("key")
    (tmp_path / "w320.webp").symlink_to(tmp_path / "secret")

    with pytest.raises(EngineFailed):
        await Workshop(services.session_maker, services.storage).store(uuid4(), tmp_path, Made("w320.webp", "image/webp"))


async def most_at_once(budget: Budget, finding: Finding, step: str, files: int, path: Path) -> int:
    """Return how many children of one kind were ever at work together."""
    at_work = most = 0

    async def counted(task: bytes, place: Path, wall_seconds: float) -> tuple[int, bytes]:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        for _ in range(50):
            await asyncio.sleep(0)
        at_work -= 1
        return 1, b""

    engine = Engine(LIMITS, counted, budget)
    await asyncio.gather(*(engine.make(step, path, finding, path.parent) for _ in range(files)), return_exceptions=True)
    return most


async def test_as_many_children_of_a_lane_work_at_once_as_settings_say_and_processors_there_are(tmp_path: Path):
    path = samples.pdf(tmp_path / "a.pdf", 1)
    paper = Finding(MediaKind.DOCUMENT, "pdf", "application/pdf", page_count=1)
    film = Finding(MediaKind.VIDEO, "mp4", "video/mp4", 64, 64, 1_000)
    processors = os.cpu_count() or 1

    for papers in (1, 2, 9_999):
        budget = engine_budget(MediaSettings(concurrent_papers=papers, concurrent_films=1))
        assert await most_at_once(budget, paper, "pages", processors + 2, path) == min(papers, processors)
        assert await most_at_once(budget, film, "play", 2, path) == 1


def test_each_lane_is_as_wide_as_its_setting():
    settings = MediaSettings(concurrent_looks=3, concurrent_papers=4, concurrent_films=5, concurrent_sounds=6, concurrent_ladders=7)

    assert lane_widths(settings) == {Lane.LOOK: 3, Lane.PAPER: 4, Lane.FILM: 5, Lane.SOUND: 6, Lane.LATER: 7}
    assert sum(lane_widths(MediaSettings()).values()) + 3 < worker.CONCURRENCY, "jobs for juries, captions and mails find room beside them"
