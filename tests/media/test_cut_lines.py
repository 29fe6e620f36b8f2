"""The line is cut at any byte, one way or the other: what arrived is kept, the rest goes on, and nothing is left over."""

import hashlib
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from exemplar.media.limits import SMALLEST_PART_BYTES
from exemplar.media.uploads import Ticket
from exemplar.media.workflow import MediaState
from tests.cut_line import cut_line
from tests.media.conftest import Desk

FILE_BYTES = SMALLEST_PART_BYTES + 300_007
"""Two parts, the second a small one: the cheapest file that can be half there."""
REQUEST_BYTES = FILE_BYTES + 1_500
"""What the browser says at least, with the heads of its two requests."""
WHOLE = 10**12
"""A line that breaks after so much never does."""


@dataclass(frozen=True)
class Cut:
    """Where the line breaks."""

    after: int
    upstream: bool


def cuts(count: int, answer_bytes: int) -> list[Cut]:
    """Return places over the whole talk: five of six on the way there, evenly with a little chance, the rest on the way back."""
    chance = random.Random(2026)
    there, back = count - count // 6, count // 6
    ways = [
        Cut(min(REQUEST_BYTES - 1, step * REQUEST_BYTES // there + chance.randrange(REQUEST_BYTES // there)), upstream=True)
        for step in range(there)
    ]
    return ways + [Cut(step * answer_bytes // back, upstream=False) for step in range(back)]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cut") / "film.mp4"
    path.write_bytes(os.urandom(FILE_BYTES))
    return path


async def send_over(desk: Desk, ticket: Ticket, path: Path, numbers: Sequence[int], cut: Cut | None) -> int:
    """PUT parts one after the other over a line that may break; return how many bytes the line took."""
    data, size = path.read_bytes(), ticket.media.part_size_bytes
    links = await desk.uploads.sign_parts(desk.actor, ticket.media.id, numbers)
    place = urlsplit(next(iter(links.values())))
    async with (
        cut_line(place.hostname or "", place.port or 80, cut.after if cut else None, upstream=cut.upstream if cut else True) as line,
        httpx.AsyncClient(timeout=20) as browser,
    ):
        for number, url in links.items():
            over = urlsplit(url)._replace(netloc=f"127.0.0.1:{line.own_port}").geturl()
            part = data[(number - 1) * size : number * size]
            (await browser.put(over, content=part, headers={"Host": place.netloc})).raise_for_status()
        return line.passed


async def is_resumed_after(desk: Desk, path: Path, cut: Cut, mark: str) -> str:
    """Send, be cut off, go on as the browser does, and compare every byte; return the key it had."""
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path, mark))
    with pytest.raises(httpx.TransportError):
        await send_over(desk, ticket, path, [1, 2], cut)

    again = await desk.uploads.start(desk.actor, desk.wanted(path, mark))
    assert again.media.id == ticket.media.id
    expected = {1: SMALLEST_PART_BYTES, 2: FILE_BYTES - SMALLEST_PART_BYTES}
    arrived = {part.number for part in again.stored_parts if part.size_bytes == expected[part.number]}
    assert all(part.size_bytes == expected[part.number] for part in again.stored_parts), "half a part never counts as one"
    assert 1 in arrived or not cut.upstream or cut.after < SMALLEST_PART_BYTES + 1_500, "a whole part that arrived is not asked for again"
    missing = sorted({1, 2} - arrived)
    if missing:
        await send_over(desk, again, path, missing, None)

    media = await desk.uploads.complete(desk.actor, ticket.media.id)
    whole = await desk.services.storage.get_bytes(media.object_key)
    assert media.state is MediaState.RECEIVED
    assert hashlib.sha256(whole).digest() == hashlib.sha256(path.read_bytes()).digest()
    # A thousand of them would fill a disk.
    await desk.services.storage.delete(media.object_key)
    return media.object_key


async def answered_bytes(desk: Desk, path: Path) -> int:
    """Return how much the server says to somebody who is not cut off."""
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path, "whole"))
    return await send_over(desk, ticket, path, [1, 2], Cut(WHOLE, upstream=False))


async def are_all_resumed(desk: Desk, path: Path, count: int) -> None:
    places = cuts(count, await answered_bytes(desk, path) - 1)
    keys = {await is_resumed_after(desk, path, cut, f"cut-{number}") for number, cut in enumerate(places)}
    assert len(keys) == len(places)
    assert not [upload for upload in await desk.services.storage.list_open_uploads("originals/") if upload.key in keys]


async def test_cut_at_sixty_places_an_upload_goes_on_and_arrives_unharmed(desk: Desk, film: Path):
    await are_all_resumed(desk, film, 60)


@pytest.mark.soak
@pytest.mark.timeout(7_200)
async def test_cut_at_a_thousand_places_an_upload_goes_on_and_arrives_unharmed(desk: Desk, film: Path):
    await are_all_resumed(desk, film, 1_000)
