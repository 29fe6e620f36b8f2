"""Each part of a site is killed while files stand at every step of their life; afterwards each file is whole, or nothing is left.

A step is the moment before a message to the object store or after it: between any two of them lies one transaction. Files
are brought to their moments and held there, the victim is killed once, everything is let go and started again.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from exemplar import wiring
from exemplar.core.clock import utc_now
from exemplar.media.limits import SMALLEST_PART_BYTES
from exemplar.media.sweeping import SweepService
from tests import samples
from tests.held_line import Moment
from tests.media import rig
from tests.media.rig import Rig
from tests.media.sender import Sender

BEFORE, AFTER = Moment.BEFORE, Moment.AFTER
LARGER_THAN_A_PART = SMALLEST_PART_BYTES + 4_321
READY_SECONDS = 240
AT_ONCE = 8
"""Fewer files than the worker works on at the same time."""


@dataclass(frozen=True)
class Step:
    """Where a file is held. Steps of a film count what is stored of it; ``skip`` below 0 counts from the end."""

    name: str
    moment: Moment
    pattern: str
    skip: int = 0
    is_film: bool = False
    may_be_left: bool = False


UPLOADING = [
    Step("the row is written, the store was not asked", BEFORE, r"^POST \S+\?uploads", may_be_left=True),
    Step("the store opened it, the row does not say so", AFTER, r"^POST \S+\?uploads", may_be_left=True),
    Step("a part is on its way", BEFORE, r"^PUT \S+partNumber=2", may_be_left=True),
    Step("a part is stored, the sender was not told", AFTER, r"^PUT \S+partNumber=2", may_be_left=True),
    Step("all parts are there and not joined", BEFORE, r"^POST \S+\?uploadId="),
    Step("the parts are joined, the row does not say so", AFTER, r"^POST \S+\?uploadId="),
]
WORKING = [
    Step("it has arrived and was not looked at", BEFORE, r"^(HEAD|GET) \S+/originals/"),
    Step("it is being read", AFTER, r"^GET \S+/originals/"),
    Step("a picture is made and not stored", BEFORE, r"^PUT \S+/derivatives/"),
    Step("all pictures are stored, the row does not say so", AFTER, r"^PUT \S+/derivatives/", skip=-1),
    Step("a film's first step is stored and not noted", AFTER, r"^PUT \S+/derivatives/", is_film=True),
    Step("a film's next step is made and not stored", BEFORE, r"^PUT \S+/derivatives/", skip=1, is_film=True),
    Step("a film's last step is made and not stored", BEFORE, r"^PUT \S+/derivatives/", skip=-1, is_film=True),
    Step("a film is all stored and not accepted", AFTER, r"^PUT \S+/derivatives/", skip=-1, is_film=True),
]
STEPS = [*UPLOADING, *WORKING]


@dataclass
class Scene:
    """One site for all rounds. ``made`` is how many files are made of a picture and of a film, and which."""

    rig: Rig
    services: wiring.Services
    sender: Sender
    folder: Path
    names: dict[bool, set[str]] = field(default_factory=dict)
    counts: dict[bool, int] = field(default_factory=dict)

    def new_file(self, *, is_film: bool, is_large: bool) -> Path:
        """Make a picture or a film like no other; a large one has two parts."""
        path = self.folder / f"{secrets.token_hex(6)}.{'mp4' if is_film else 'jpg'}"
        if is_film:
            samples.film(path, 1, 96, 64, "-metadata", f"comment={path.stem}", "-crf", str(20 + secrets.randbelow(20)))
        else:
            samples.jpeg(path, 60 + secrets.randbelow(60), 60)
            content = path.read_bytes()
            comments = -(-LARGER_THAN_A_PART // 65_000) if is_large else 1
            remarks = b"".join(b"\xff\xfe" + (65_002).to_bytes(2) + secrets.token_bytes(65_000) for _ in range(comments))
            path.write_bytes(content[:2] + remarks + content[2:])
        return path

    async def ask(self, statement: str, *values: Any) -> list[asyncpg.Record]:
        """Ask the database, once it answers, on a connection of its own: the last one may have died with the server."""
        connection = await self.rig.connected()
        try:
            return await connection.fetch(statement, *values)
        finally:
            await connection.close()

    async def is_done(self, media_id: str) -> bool:
        """Say whether a file is ready and nothing waits to be made of it."""
        [row] = await self.ask(
            """
            SELECT state, (SELECT count(*) FROM procrastinate_jobs
                           WHERE args->>'media_id' = $1::text AND status IN ('todo', 'doing')) AS jobs
            FROM media_file WHERE id = $1::text::uuid
            """,
            media_id,
        )
        assert row["state"] not in ("refused", "abandoned")
        return bool(row["state"] == "ready" and row["jobs"] == 0)

    async def done(self, media_ids: Sequence[str]) -> None:
        """Wait until all these files are."""
        async with asyncio.timeout(READY_SECONDS):
            for media_id in media_ids:
                while not await self.is_done(media_id):
                    await asyncio.sleep(0.2)

    async def made_of(self, media_id: str) -> list[asyncpg.Record]:
        """Return what the database says was made."""
        return await self.ask("SELECT name, object_key, sha256 FROM media_derivative WHERE media_id = $1::text::uuid", media_id)

    async def measure(self) -> None:
        """Send one of each undisturbed, to learn what is made of it."""
        for is_film in (False, True):
            self.rig.line.requests.clear()
            media_id = await self.sender.send(self.new_file(is_film=is_film, is_large=False))
            await self.done([media_id])
            self.names[is_film] = {row["name"] for row in await self.made_of(media_id)}
            self.counts[is_film] = sum(request.startswith("PUT") and "/derivatives/" in request for request in self.rig.line.requests)
            assert self.counts[is_film] >= 3

    async def bring_to(self, step: Step, *, for_good: bool = False) -> tuple[Path, "asyncio.Task[str]"]:
        """Send a file until it stands at ``step``; with ``for_good`` the sender leaves there."""
        path = self.new_file(is_film=step.is_film, is_large=step in UPLOADING)
        skip = step.skip if step.skip >= 0 else self.counts[step.is_film] + step.skip
        hold = self.rig.line.hold(step.moment, step.pattern, skip)
        sending = asyncio.create_task(self.sender.send(path))
        async with asyncio.timeout(60):
            await hold.reached.wait()
        if for_good:
            sending.cancel()
        return path, sending


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A site, one person of it, and what is made of files that nobody disturbs."""
    lanes = {f"EXEMPLAR_MEDIA_CONCURRENT_{kind}": "9999" for kind in ("LOOKS", "FILMS", "SOUNDS")}
    async with rig.running(tmp_path / "site", **lanes) as site:
        services = site.services()
        sender = await Sender.arrive(services, site.url)
        folder = tmp_path / "files"
        folder.mkdir()
        scene = Scene(site, services, sender, folder)
        await scene.measure()
        yield scene
        await sender.client.aclose()
        await services.engine.dispose()
        await services.storage.close()


async def play(scene: Scene, victim: str, steps: Sequence[Step]) -> None:
    """Bring a file to each step, kill, let go, and wait for the end of all that goes on."""
    before = len(scene.rig.ended)
    left = [await scene.bring_to(step, for_good=True) for step in steps if step.may_be_left]
    held = [await scene.bring_to(step) for step in steps]
    await scene.rig.kill(victim)
    scene.rig.line.release()
    media_ids = [await sending for _, sending in held]
    await scene.done(media_ids)
    assert victim in scene.rig.ended[before:]
    for media_id, (path, _), step in zip(media_ids, held, steps, strict=True):
        await require_whole(scene, media_id, path, step)
    await require_nothing_of(scene, [path for path, _ in left])


async def require_whole(scene: Scene, media_id: str, path: Path, step: Step) -> None:
    """Require the same bytes, everything made of them once, and every change of state noted once."""
    [row] = await scene.ask("SELECT * FROM media_file WHERE id = $1::text::uuid", media_id)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (row["sha256"], row["failed_at"], row["failure"]) == (digest, None, None), step.name
    assert await scene.ask("SELECT 1 FROM media_file WHERE fingerprint = $1 AND id <> $2::text::uuid", f"mark-{path.name}", media_id) == []
    sent = [request for request in scene.rig.line.requests if row["object_key"] in request and "partNumber=1" in request]
    assert len(sent) == 1, f"{step.name}: what the store has is not sent again"
    stored = await scene.services.storage.get_bytes(row["object_key"])
    assert hashlib.sha256(stored).hexdigest() == digest
    made = await scene.made_of(media_id)
    assert sorted(derivative["name"] for derivative in made) == sorted(scene.names[step.is_film]), step.name
    for derivative in made:
        assert hashlib.sha256(await scene.services.storage.get_bytes(derivative["object_key"])).hexdigest() == derivative["sha256"]
    told = await scene.ask("SELECT action FROM audit_entry WHERE object_id = $1::text::uuid ORDER BY seq", media_id)
    assert [entry["action"] for entry in told if entry["action"] != "media.opened"] == [
        "media.initiated",
        "media.received",
        "media.processing",
        "media.ready",
    ], step.name


async def require_nothing_of(scene: Scene, paths: Sequence[Path]) -> None:
    """Require that after a week of waiting nothing is left of uploads that nobody went on with, and that rows and objects agree."""
    await SweepService(scene.services.session_maker, scene.services.storage, lambda: utc_now() + timedelta(days=9)).sweep()
    marks = [f"mark-{path.name}" for path in paths]
    rows = await scene.ask("SELECT state, object_key FROM media_file WHERE fingerprint = ANY($1)", marks)
    assert {row["state"] for row in rows} <= {"abandoned"}
    assert await scene.services.storage.list_open_uploads("") == []
    stored = {thing.key for thing in await scene.services.storage.list_objects("")}
    kept = await scene.ask("SELECT object_key FROM media_file WHERE state <> 'abandoned' UNION SELECT object_key FROM media_derivative")
    assert stored == {row["object_key"] for row in kept}


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("victim", rig.VICTIMS)
async def test_a_part_killed_at_every_step_of_files_leaves_them_whole_or_nothing(victim: str, scene: Scene):
    await play(scene, victim, STEPS)


@pytest.mark.soak
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("victim", rig.VICTIMS)
async def test_a_part_killed_before_and_after_everything_that_is_stored_leaves_files_whole(victim: str, scene: Scene):
    stored = r"^PUT \S+/derivatives/"
    steps = [
        Step(f"{moment.value} {number} of {count}, film: {is_film}", moment, stored, number, is_film)
        for is_film, count in scene.counts.items()
        for number in range(count)
        for moment in Moment
    ]
    for start in range(0, len(steps), AT_ONCE):
        await play(scene, victim, steps[start : start + AT_ONCE])


@pytest.mark.soak
@pytest.mark.timeout(7_200)
async def test_parts_killed_at_any_moment_leave_files_whole(scene: Scene):
    for number in range(60):
        steps = [Step("any moment", BEFORE, "", is_film=is_film) for is_film in (False, False, True)]
        files = [scene.new_file(is_film=step.is_film, is_large=not step.is_film) for step in steps]
        sending = [asyncio.create_task(scene.sender.send(file)) for file in files]
        await asyncio.sleep(secrets.randbelow(5_000) / 1000)
        await scene.rig.kill(rig.VICTIMS[number % len(rig.VICTIMS)])
        media_ids = await asyncio.gather(*sending)
        await scene.done(media_ids)
        for media_id, file, step in zip(media_ids, files, steps, strict=True):
            await require_whole(scene, media_id, file, step)
    await require_nothing_of(scene, [])
