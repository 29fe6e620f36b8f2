"""``python -m tests.bench [--quick]``: start everything, fill it, measure, print ratios, write ``test-results/bench.json``."""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from exemplar.core import migrations
from exemplar.core.settings import PROJECT
from exemplar.core.storage import S3Storage
from exemplar.embedded.console import Console
from tests.bench import bombs, chair, films, jury, lines, memory, people, pictures, plans, publications, report, shapes, stack, transfers
from tests.media import rig

RESULTS = PROJECT / "test-results" / "bench.json"
SMALL_COUNT = 5_000


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured. ``uploads`` are megabytes and rounds; ``film_seconds`` and ``file_rounds`` 0 leave those lines out.

    ``publications`` are in the larger database.
    """

    seconds: float
    rounds: int
    uploads: tuple[tuple[int, int], ...]
    items: int
    film_seconds: int
    file_rounds: int
    publications: int = 200_000


FULL = Extent(seconds=1.0, rounds=5, uploads=((500, 2), (2_000, 1)), items=800, film_seconds=60, file_rounds=10)
QUICK = Extent(seconds=1.0, rounds=1, uploads=(), items=160, film_seconds=0, file_rounds=0)


def main() -> int:
    """Run; return 0 when everything was measured, whatever the ratios are."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter rounds, only one of them, no large upload, no film")
    parser.add_argument("--publications", type=int, default=FULL.publications, help="in the larger database (default: %(default)s)")
    wanted = parser.parse_args()
    extent = replace(QUICK if wanted.quick else FULL, publications=max(2 * SMALL_COUNT, wanted.publications))
    console = Console()
    console.say(f"Bench on {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}. Whatever else runs here takes part, so absolute")
    console.say("figures mean little; what counts is the ratio to the floor, measured in turns. CPU time is the steadier of the two.")
    with stack.running() as bench:
        console.say(f"  {'Servers there':<28} {console.seconds:5.1f} s")
        _migrate(bench, console)
        found = uvloop.run(_measure(bench, extent, console))
    _tell(found, console)
    return 0


def _migrate(bench: stack.Stack, console: Console) -> None:
    async def create(name: str, origin: str = "template1") -> None:
        connection = await asyncpg.connect(bench.url("postgres"))
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}")
        await connection.close()

    with console.step("Schema there"):
        asyncio.run(create(stack.SMALL))
        migrations.upgrade(bench.url(stack.SMALL))
        asyncio.run(create(stack.LARGE, stack.SMALL))


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a run learned. ``memory`` maps a part to MB; ``plans`` a number of publications to its plans."""

    lines: list[report.Line]
    plans: dict[int, list[plans.Plan]]
    memory: dict[str, float]
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "seconds": round(self.seconds, 1),
            "load_average": os.getloadavg()[0],
            "lines": [line.as_dict() for line in self.lines],
            "plans": {size: [plan.as_dict() for plan in of] for size, of in self.plans.items()},
            "memory_mb": self.memory,
        }


async def _measure(bench: stack.Stack, extent: Extent, console: Console) -> Found:
    began = time.monotonic()
    for name, count in ((stack.SMALL, SMALL_COUNT), (stack.LARGE, extent.publications)):
        with console.step(f"{count:,} publications there"):
            await publications.fill(bench.url(name), count)
    with console.step("People there"):
        cast = await people.arrive(bench.url(stack.LARGE), extent.items)
    storage = S3Storage(bench.storage())
    await storage.ensure_bucket()
    servers, cursors = await _servers(bench)
    measured = await _http(bench, extent, console, cast, servers, cursors)
    for megabytes, rounds in extent.uploads:
        with console.step(f"Upload of {megabytes} MB measured"):
            measured.append(await transfers.upload(servers.large, cast.contributor, cast.unit_id, bench.storage(), megabytes, rounds))
    with console.step("Pictures measured"):
        measured.append(await pictures.measure(min(3, extent.rounds)))
    with console.step("Panel of the chair measured"):
        measured.append(await chair.measure(servers.large, bench.url(stack.LARGE), extent.seconds))
    with console.step("Arithmetic of the jury measured"):
        measured += await asyncio.to_thread(jury.measure, min(3, extent.rounds))
    measured += await _media(extent, console)
    with console.step("Plans asked for"):
        found = {
            count: await plans.explain(bench.url(name), shapes.make(cursors[size], lines.BRANCH) + shapes.rare())
            for name, size, count in ((stack.SMALL, "small", SMALL_COUNT), (stack.LARGE, "large", extent.publications))
        }
    memory = await _memory(bench, servers)
    await storage.close()
    return Found(measured, found, memory, time.monotonic() - began)


async def _servers(bench: stack.Stack) -> tuple[lines.Servers, dict[str, str]]:
    small, large = bench.api(stack.SMALL), bench.api(stack.LARGE)
    cursors = {"small": await lines.first_cursor(small), "large": await lines.first_cursor(large)}
    databases = {"small": bench.url(stack.SMALL), "large": bench.url(stack.LARGE)}
    given = json.dumps({"databases": databases, "cursors": cursors, "unit": str(lines.BRANCH)})
    floor = bench.floor("tests.bench.floor:create_app", EXEMPLAR_BENCH=given)
    return lines.Servers(small, large, floor, bench.floor("tests.bench.constant:create_app")), cursors


async def _http(
    bench: stack.Stack, extent: Extent, console: Console, cast: people.Cast, servers: lines.Servers, cursors: dict[str, str]
) -> list[report.Line]:
    meter = lines.Meter(extent.seconds, extent.rounds)
    with console.step("Lists measured"):
        measured = await lines.lists(meter, servers, cursors, (SMALL_COUNT, extent.publications))
    with console.step("Other reads measured"):
        measured += [await lines.unchanged(meter, servers), await lines.detail(meter, servers, extent.publications)]
        measured.append(await lines.search(meter, servers))
    with console.step("Writes measured"):
        measured += await lines.writes(meter, servers, cast, bench.url(stack.LARGE))
        measured.append(await lines.presign(meter, servers, cast, bench))
    return measured


async def _media(extent: Extent, console: Console) -> list[report.Line]:
    """Measure what the worker does, on a site of its own."""
    measured: list[report.Line] = []
    if extent.film_seconds:
        with console.step("Film measured"):
            measured.append(await films.measure(extent.film_seconds))
    if extent.file_rounds:
        with tempfile.TemporaryDirectory(prefix="exemplar-bench-") as name:
            for word, line in (("bombs", bombs.measure), ("files", partial(memory.measure, rounds=extent.file_rounds))):
                folder = Path(name, word)
                folder.mkdir()
                with console.step(f"Site with {word} measured"):
                    async with rig.running(Path(name, f"site-{word}")) as site:
                        measured.append(await line(site, folder))
    return measured


async def _memory(bench: stack.Stack, servers: lines.Servers) -> dict[str, float]:
    worker = bench.worker(stack.LARGE)
    await asyncio.sleep(5)
    parts = {"API": servers.large.watched[0], "worker": worker, "PostgreSQL": bench.postgres.pid, "S3 server": bench.objects.pid}
    return {name: round(stack.resident_mb(pid), 1) for name, pid in parts.items()}


def _tell(found: Found, console: Console) -> None:
    console.say(f"\n{report.table(found.lines)}\n")
    console.say("Plans of the lists: EXPLAIN (ANALYZE, BUFFERS), innermost last, rows behind each name")
    for count, of in found.plans.items():
        console.say(f" {count:,} publications")
        for plan in of:
            console.say(str(plan))
    console.say("\nMemory after the run, MB: " + ", ".join(f"{name} {size:.0f}" for name, size in found.memory.items()))
    missed = [line.name for line in found.lines if not line.is_met]
    grown = [plan.name for of in found.plans.values() for plan in of if plan.faults]
    console.say(f"Below goal: {', '.join(missed) or 'nothing'}. Plans that grow with the table: {', '.join(grown) or 'none'}.")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found.as_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    console.say(f"{found.seconds:.0f} s after the schema; all figures: {RESULTS.relative_to(PROJECT)}")


if __name__ == "__main__":
    sys.exit(main())
