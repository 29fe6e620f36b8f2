"""The lines that are measured over HTTP: what is asked, of whom, and what stands beside it."""

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tests.bench import load, people, pgbench, publications, shapes, stack, transfers
from tests.bench.load import CONNECTIONS, Reading, Server, request, rotating
from tests.bench.people import Cast
from tests.bench.report import Figure, Line

Subject = Callable[[], Awaitable[Reading]]
BRANCH = publications.unit_id(1)
COMMON = quote(publications.COMMON_WORD)


class Failed(Exception):
    """A server answered what it should not have; the figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Who is asked: the API on each database, and the floors."""

    small: Server
    large: Server
    floor: Server
    constant: Server


@dataclass(frozen=True, slots=True)
class Meter:
    """How long and how often."""

    seconds: float
    rounds: int

    async def compare(self, **subjects: Subject) -> dict[str, Figure]:
        """Measure each subject once a round, in turns, every other round backwards; return the medians."""
        read: dict[str, list[Reading]] = {name: [] for name in subjects}
        for number in range(self.rounds):
            turns = list(subjects.items())
            for name, subject in turns if number % 2 == 0 else reversed(turns):
                read[name].append(await subject())
        return {name: Figure.of(readings) for name, readings in read.items()}

    def http(self, server: Server, sources: Sequence[Iterator[bytes]], status: int = 200) -> Subject:
        """Return a subject that keeps ``server`` busy and insists on ``status``."""

        async def subject() -> Reading:
            await load.load(server, sources, 0.25)
            reading = await load.load(server, sources, self.seconds)
            if reading.statuses != {status}:
                raise Failed(f"statuses {sorted(reading.statuses)} instead of {status}: {next(sources[0])[:300]!r}")
            return reading

        return subject


def rate_line(name: str, figures: dict[str, Figure], goal: str = "", note: str = "") -> Line:
    """Return a line of requests per second out of the figures ``ours`` and ``floor``."""
    return Line(name, "req/s", figures["ours"], figures["floor"], figures["ours"].by(figures["floor"]), goal, note)


async def first_cursor(server: Server) -> str:
    """Return where the second page begins."""
    status, _, body = await load.ask(server, request(shapes.LIST))
    if status != 200:
        raise Failed(f"{shapes.LIST}: {status} {body[:300]!r}")
    cursor: str = json.loads(body)["next_cursor"]
    return cursor


async def lists(meter: Meter, servers: Servers, cursors: dict[str, str], counts: tuple[int, int]) -> list[Line]:
    """Measure the list of cards at both sizes, every address a new one, and a crowd at one address."""
    subjects: dict[str, Subject] = {}
    for size, server in (("small", servers.small), ("large", servers.large)):
        chosen = shapes.make(cursors[size], BRANCH)
        ours = rotating([request(address) for address in shapes.addresses(chosen)])
        bare = rotating([request(f"/{size}/list/{number}") for number in range(len(chosen))])
        subjects |= {f"{size}": meter.http(server, ours), f"{size}_floor": meter.http(servers.floor, bare)}
    subjects["crowd"] = meter.http(servers.large, rotating([request(shapes.LIST)]))
    found = await meter.compare(**subjects)
    small, large = (f"{count:,}" for count in counts)
    growth = found["small"].by(found["large"])
    return [
        rate_line(f"list of 24 cards, {small}", {"ours": found["small"], "floor": found["small_floor"]}, "≥0.75"),
        rate_line(f"list of 24 cards, {large}", {"ours": found["large"], "floor": found["large_floor"]}, "≥0.75"),
        Line(f"time of the list at {large} by {small}", "req/s", found["large"], found["small"], growth, "≤1.3"),
        rate_line(
            f"a crowd at one address, {large}", {"ours": found["crowd"], "floor": found["large_floor"]}, note="answered off the shelf"
        ),
    ]


async def unchanged(meter: Meter, servers: Servers) -> Line:
    """Measure the list for readers who have it already."""
    _, headers, _ = await load.ask(servers.large, request(shapes.LIST))
    ours = rotating([request(shapes.LIST, {"If-None-Match": headers["etag"]})])
    found = await meter.compare(ours=meter.http(servers.large, ours, 304), floor=meter.http(servers.constant, rotating([request("/")])))
    return rate_line("list unchanged (304)", found, "≥0.6", "the floor sends the whole page")


async def detail(meter: Meter, servers: Servers, count: int) -> Line:
    """Measure the page of one publication, 500 out of ``count`` in turns."""
    slugs = [f"sang-kien-{number}" for number in range(1, count, count // 500)]
    found = await meter.compare(
        ours=meter.http(servers.large, rotating([request(f"{shapes.LIST}/{slug}") for slug in slugs])),
        floor=meter.http(servers.floor, rotating([request(f"/large/detail/{slug}") for slug in slugs])),
    )
    return rate_line("detail page", found, "≥0.5")


async def search(meter: Meter, servers: Servers) -> Line:
    """Measure a search for a common word by relevance; the floor is our own list of the newest, and p95 is compared."""
    words = [request(f"{shapes.LIST}?q={COMMON}&n={number}") for number in range(2_000)]
    newest = [request(f"{shapes.LIST}?n={number}") for number in range(2_000)]
    found = await meter.compare(ours=meter.http(servers.large, rotating(words)), floor=meter.http(servers.large, rotating(newest)))
    ratio = (found["ours"].p95_ms or 0) / (found["floor"].p95_ms or 1)
    return Line(
        "search, common word (p95 by the newest)", "req/s", found["ours"], found["floor"], ratio, "≤10", "the floor is our own list"
    )


async def writes(meter: Meter, servers: Servers, cast: Cast, url: str) -> list[Line]:
    """Measure saving a sheet and casting a vote beside what PostgreSQL alone makes of the same statements."""
    await pgbench.prepare(url, cast)
    pg = servers.large.watched[1:]
    save, vote = pgbench.saving(url, pg, cast), pgbench.voting(url, pg, cast)
    saved = await meter.compare(ours=meter.http(servers.large, people.writing(cast)), floor=lambda: save.run(meter.seconds))
    ballots = people.voting(cast, CONNECTIONS)
    voted = await meter.compare(ours=meter.http(servers.large, ballots), floor=lambda: vote.run(meter.seconds))
    return [
        rate_line("save a sheet", saved, "≥0.3", "floor: pgbench, fsync on"),
        rate_line("cast an open vote", voted, "≥0.3", "floor: pgbench, fsync on"),
    ]


async def presign(meter: Meter, servers: Servers, cast: Cast, bench: stack.Stack) -> Line:
    """Measure asking for four links."""
    ticket = await transfers.start(servers.large, cast.contributor, cast.unit_id, 64 * transfers.MIB)
    ours = rotating([transfers.signing(cast.contributor, ticket["id"])])

    async def floor() -> Reading:
        return transfers.bare_signing(bench.storage(), min(1.0, meter.seconds))

    return rate_line(
        "presign four parts", await meter.compare(ours=meter.http(servers.large, ours), floor=floor), note="floor: signing alone"
    )
