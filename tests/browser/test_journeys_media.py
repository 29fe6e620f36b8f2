"""A film of two gigabytes goes in over a bad line, from a browser that is closed on the way; another comes out on a telephone."""

import hashlib
import os
import re
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import imageio_ffmpeg
import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from exemplar.embedded.objects import keys_of
from exemplar.embedded.postgres import address_of
from tests.browser.api import Api
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Person, session_cookie
from tests.browser.season import Season
from tests.browser.stack import Stack
from tests.browser.waiting import until
from tests.cut_line import LineAside, cut_line_aside

GB = 1000**3
FILM_BYTES = 2 * GB
PART_BYTES = 16 * 1024**2
AT_ONCE = 4
PART_HEAD_BYTES = 4_000
CUT = ("net::ERR_CONNECTION_", "net::ERR_EMPTY_RESPONSE", "net::ERR_SOCKET_NOT_CONNECTED", "net::ERR_FAILED", "net::ERR_ABORTED")
UNSTEADY = "Kết nối chập chờn, đang thử lại"
ARRIVE_MS = 240_000


@pytest.fixture
def film(tmp_path: Path) -> Iterator[Path]:
    """A film of four seconds in a file of 2 GB: behind it stands a box that players skip, of bytes that nothing can shrink."""
    path = tmp_path / "phim.mp4"
    source = ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=24:d=4", "-f", "lavfi", "-i", "sine=frequency=440:duration=4"]
    encoding = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest -movflags +faststart"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *source, *encoding.split()]
    subprocess.run([*command, str(path)], check=True)
    block = os.urandom(64 * 1024**2)
    with path.open("ab") as file:
        left = FILM_BYTES - file.tell()
        file.write(struct.pack(">I4sQ", 1, b"free", left))
        left -= 16
        for turn in range(-(-left // len(block))):
            # Each block begins at another place, so that no two parts are alike.
            turned = block[turn * 4099 :] + block[: turn * 4099]
            left -= file.write(turned[: min(left, len(block))])
    assert path.stat().st_size == FILM_BYTES
    yield path
    path.unlink()


@contextmanager
def at_a_screen(browser: Browser, stack: Stack, name: str, line: LineAside) -> Iterator[Page]:
    """Start a Chromium of its own whose way to the object store is ``line``, signed in; it is closed when the block ends."""
    endpoint = urlsplit(endpoint_of(stack))
    detour = f"--host-resolver-rules=MAP {endpoint.netloc} 127.0.0.1:{line.line.own_port}"
    own = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, detour])
    context = own.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.add_init_script("localStorage.setItem('locale', 'vi');")
    context.add_cookies([session_cookie(stack.url, f"{name}@demo.exemplar.test")])
    person = Person(context, stack.url)
    yield person.page
    faults = [fault for fault in person.unexpected() if not any(word in fault for word in CUT)]
    own.close()
    assert faults == []


def endpoint_of(stack: Stack) -> str:
    found = keys_of(stack.home / "objects")
    assert found is not None
    return found[0]


def ask(stack: Stack, statement: str, *values: object) -> tuple:
    address = address_of(stack.home / "postgres", "exemplar")
    assert address is not None
    with psycopg.connect(address) as connection:
        row = connection.execute(statement, values).fetchone()
    assert row is not None
    return row


def choose(page: Page, stack: Stack, initiative_id: str, film: Path) -> None:
    """Go to the files of the draft and pick the film."""
    page.goto(f"{stack.url}/initiatives/{initiative_id}/edit")
    page.get_by_role("link", name="Minh chứng và cam kết").click()
    page.get_by_role("heading", level=1, name="Minh chứng và cam kết").wait_for()
    page.locator("input[type=file]").first.set_input_files(film)


def wait_for_bytes(page: Page, count: int) -> None:
    bar = page.get_by_role("progressbar", name="phim.mp4")
    bar.wait_for()
    until(page, f"bar => bar.value > {count}", bar.element_handle(), patience_seconds=ARRIVE_MS / 1000)


def cut_for_a_while(page: Page, line: LineAside) -> None:
    """Break the line, see that the page says so, and mend it."""
    line.break_off()
    row = page.get_by_role("listitem").filter(has_text="phim.mp4")
    expect(row.get_by_text(UNSTEADY)).to_be_visible(timeout=60_000)
    line.mend()


def parts_sent(line: LineAside) -> list[int]:
    """Return the numbers of the parts whose sending was begun, in order."""
    found = [re.match(r"PUT \S+partNumber=(\d+)", request) for request in line.line.requests]
    return [int(match[1]) for match in found if match]


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_two_gigabytes_arrive_over_a_line_cut_twice_from_a_browser_closed_once(browser: Browser, stack: Stack, film: Path):
    season = Season(stack.url)
    initiative_id = season.draft(f"Phim hai gigabyte {season.word}")
    endpoint = urlsplit(endpoint_of(stack))
    with cut_line_aside(endpoint.hostname or "", endpoint.port or 80) as line:
        with at_a_screen(browser, stack, "contributor", line) as page:
            choose(page, stack, initiative_id, film)
            for share in (0.2, 0.4):
                wait_for_bytes(page, int(share * FILM_BYTES))
                cut_for_a_while(page, line)
            wait_for_bytes(page, int(0.6 * FILM_BYTES))
        begun, first_bytes = parts_sent(line), line.line.passed
        [held] = ask(stack, "SELECT state FROM media_file WHERE size_bytes = %s ORDER BY id DESC LIMIT 1", FILM_BYTES)
        assert held == "uploading"
        line.line.requests.clear()

        with at_a_screen(browser, stack, "contributor", line) as page:
            choose(page, stack, initiative_id, film)
            row = page.get_by_role("listitem").filter(has_text="phim.mp4")
            expect(row.get_by_text(re.compile(r"tiếp từ 1,\d+ GB"))).to_be_visible(timeout=60_000)
            expect(row.get_by_text("Sẵn sàng, dài 0:04")).to_be_visible(timeout=ARRIVE_MS)
        total = -(-FILM_BYTES // PART_BYTES)
        again = parts_sent(line)
        assert len(set(again)) == len(again), "once the line is whole each part is sent once"
        assert set(begun) | set(again) == set(range(1, total + 1))
        assert len(set(begun) & set(again)) <= AT_ONCE, "only what was on its way is sent again"
        assert line.line.passed <= FILM_BYTES + 3 * AT_ONCE * PART_BYTES + (len(begun) + len(again)) * PART_HEAD_BYTES
        assert 0.55 * FILM_BYTES < first_bytes < FILM_BYTES
    require_same_bytes(stack, film)


def require_same_bytes(stack: Stack, film: Path) -> None:
    media_id, state, sha256 = ask(
        stack, "SELECT id, state, sha256 FROM media_file WHERE size_bytes = %s ORDER BY id DESC LIMIT 1", FILM_BYTES
    )
    assert (state, sha256) == ("ready", digest(film))
    assert ask(stack, "SELECT count(*) FROM media_derivative WHERE media_id = %s AND name = 'play.mp4'", media_id) == (1,)


PUBLISHED_SECONDS = 120
GONE_SECONDS = 60


def story_of(stack: Stack, title: str) -> dict[str, Any]:
    """Return the publication of this title, once its film lies at an address of its own."""
    until_then = time.monotonic() + PUBLISHED_SECONDS
    while time.monotonic() < until_then:
        found = Api(stack.url).get("/publications", q=title)["items"]
        if found:
            told = Api(stack.url).get(f"/publications/{found[0]['slug']}")
            if any(one["kind"] == "video" and one["base"] and one["playable"] for one in told["story"]["media"]):
                return told
        time.sleep(0.5)
    raise AssertionError(f"not published: {title}")


def test_a_film_that_won_is_watched_on_a_telephone_until_it_is_taken_down(stack: Stack, person, tmp_path: Path):
    short = tmp_path / "trong.mp4"
    source = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=8", "-f", "lavfi", "-i", "sine=frequency=440:duration=8"]
    encoding = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *source, *encoding.split()]
    subprocess.run([*command, str(short)], check=True)
    season = Season(stack.url)
    title = f"Tiếng trống trên điện thoại {season.word}"
    initiative_id = season.accepted(title, files=(short,))
    season.judge()
    season.release(*season.decide(initiative_id))
    told = story_of(stack, title)
    base = next(one["base"] for one in told["story"]["media"] if one["kind"] == "video")

    visitor = person(width=390)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    page = visitor.open("/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= 390"), "nothing sticks out"
    page.get_by_role("button", name=re.compile("^Phát ")).first.click()
    film = page.locator("video")
    until(page, "film => film.readyState >= 2 && film.currentTime > 1", film.element_handle())
    assert film.evaluate("film => film.videoWidth") > 0
    fetched = [url for url in asked if url.startswith(base)]
    assert any(re.search(r"\.(mp4|m4s|m3u8)$", url) for url in fetched), asked
    assert not [url for url in asked if "X-Amz-" in url], "what is published needs no signature"
    page.get_by_role("button", name=re.compile("^Tạm dừng ")).first.click()
    assert visitor.axe() == []
    assert httpx.get(fetched[0]).headers["cache-control"] == "public, max-age=31536000, immutable"

    Api(stack.url, "manager").post(f"/publications/{told['id']}/unpublication")
    until_then = time.monotonic() + GONE_SECONDS
    while any(httpx.get(url).status_code != 404 for url in set(fetched)):
        assert time.monotonic() < until_then, "still there after a minute"
        time.sleep(0.5)
    page.reload()
    expect(page.get_by_role("heading", level=1, name=title)).to_have_count(0)
    assert page.locator("video").count() == 0
