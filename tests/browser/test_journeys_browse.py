"""Journey 8: a visitor finds, opens, watches and comes back; what is taken down is gone with its media."""

import re
import subprocess
import time
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import httpx
import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.api import Api
from tests.browser.season import Season
from tests.browser.waiting import until

TITLE = "Điệu hát ru bên bến nước"
READY_MS = 120_000
PLAY = re.compile("^Phát ")
GONE_SECONDS = 60


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """Six seconds of film with a tone."""
    path = tmp_path_factory.mktemp("film") / "hat-ru.mp4"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    command += ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=12:d=6", "-f", "lavfi", "-i", "sine=frequency=330:duration=6"]
    subprocess.run([*command, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path)], check=True)
    return path


@pytest.fixture
def season(stack, film):
    """A call whose one entry, with a film, has been honoured and published."""
    season = Season(stack.url)
    initiative_id = season.accepted(f"{TITLE} {season.word}", files=(film,))
    season.judge()
    season.release(*season.decide(initiative_id))
    return season


def play(page: Page, media: str) -> None:
    """Press Play, and see for a while that time passes."""
    page.get_by_role("button", name=PLAY).first.click()
    player = page.locator(media).first
    until(page, "media => media.currentTime > 0.3", player.element_handle())
    player.evaluate("media => media.pause()")


def wait_until_playable(page: Page) -> None:
    """Load the page again until the film has been prepared."""
    for _ in range(60):
        if page.get_by_role("button", name=PLAY, disabled=False).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
        page.get_by_role("heading", level=1).wait_for()


def wait_until_gone(address: str) -> None:
    """Ask until a published copy has been removed, for at most the minute that is promised."""
    until_when = time.monotonic() + GONE_SECONDS
    while httpx.get(address).status_code not in {403, 404}:
        assert time.monotonic() < until_when, f"still there: {address}"
        time.sleep(1)


def wait_for_picture(address: str) -> None:
    """Ask until a job has drawn the card."""
    for _ in range(60):
        answer = httpx.get(address, follow_redirects=True)
        if answer.status_code == 200:
            assert answer.headers["content-type"].startswith("image/")
            return
        time.sleep(1)
    raise AssertionError(f"no picture at {address}: {answer.status_code}")


def wait_for_films(url: str) -> None:
    """Wait until the films of a fresh demo are ready: before that there is no such filter."""
    for _ in range(180):
        if any(kind["value"] == "video" for kind in Api(url).get("/publications/facets")["kinds"]):
            return
        time.sleep(1)
    raise AssertionError("no film of the demo became ready")


def test_a_visitor_searches_without_accents_and_filters_stay_in_the_address(person, stack):
    wait_for_films(stack.url)
    page = person().open("/")
    page.get_by_role("searchbox", name="Tìm sáng kiến").fill("di tich")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page).to_have_url(re.compile(r"q=di(\+|%20)tich"))
    results = page.get_by_role("region", name="Kết quả")
    expect(results.get_by_role("article").filter(has_text=re.compile("di tích", re.IGNORECASE)).first).to_be_visible()
    page.get_by_role("searchbox", name="Tìm sáng kiến").fill("")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("group", name="Loại").get_by_role("checkbox", name=re.compile("^Phim")).check()
    expect(page).to_have_url(re.compile("kind="))
    count = len(Api(stack.url).get("/publications?kind=video")["items"])
    assert count > 0
    expect(results.get_by_role("article")).to_have_count(count)
    address = page.url

    other = person().open(address.split("://", 1)[1].split("/", 1)[1].join(("/", "")))
    expect(other.get_by_role("group", name="Loại").get_by_role("checkbox", name=re.compile("^Phim"))).to_be_checked()
    expect(other.get_by_role("region", name="Kết quả").get_by_role("article")).to_have_count(count)
    other.get_by_role("button", name="Bỏ bộ lọc").click()
    expect(other).not_to_have_url(re.compile("kind="))


def test_back_finds_the_place_in_the_list_again(person):
    page = person(width=390).open("/")
    card = page.get_by_role("region", name="Kết quả").get_by_role("article").last
    card.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 600
    card.get_by_role("link").first.click()
    page.wait_for_url(re.compile("/showcase/"))
    page.get_by_role("heading", level=1).wait_for()
    until(page, "() => scrollY < 50")
    page.go_back()
    until(page, "before => Math.abs(scrollY - before) < 200", before)


def test_an_item_plays_has_a_share_card_and_can_be_taken_down(person, stack, season):
    title = f"{TITLE} {season.word}"
    page = person().open(f"/?q=dieu hat ru ben ben nuoc {season.word}")
    page.get_by_role("region", name="Kết quả").get_by_role("link", name=title).first.click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    wait_until_playable(page)
    play(page, "video")
    slug = page.url.rsplit("/", 1)[1]
    film = Api(stack.url).get(f"/publications/{slug}")["story"]["media"][0]
    served_at = f"{film['base'] or stack.url + '/api/v1/media/' + film['media_id'] + '/files/'}{film['playable']}"
    served = httpx.get(page.url).text
    card = re.search(r'property="og:image" content="([^"]+)"', served)
    assert card, "a link to the page must show a picture"
    wait_for_picture(card[1].replace("&amp;", "&"))
    assert title in served

    editor = person("editor").open(page.url.removeprefix(stack.url))
    editor.get_by_role("button", name="Gỡ xuống").click()
    editor.get_by_role("dialog").get_by_role("button", name="Gỡ xuống").click()
    editor.wait_for_url(re.compile(r"/(\?|$)"))
    gone = person().open(page.url.removeprefix(stack.url))
    expect(gone.get_by_text("Sáng kiến này không có trong mục trưng bày").first).to_be_visible()
    wait_until_gone(served_at)
    assert httpx.get(gone.url).status_code == 404
    assert Api(stack.url).refused("GET", f"/publications/{slug}")[0] == 404


def wait_for_covers(url: str) -> None:
    """Wait while pictures of what is shown are still being made; one without any is not waited for long."""
    for _ in range(60):
        if all(one["cover"] and one["cover"]["base"] for one in Api(url).get("/publications")["items"]):
            return
        time.sleep(1)


def test_a_telephone_that_saves_data_loads_the_smallest_pictures_of_the_cards(browser: Browser, stack):
    wait_for_covers(stack.url)
    usual = covers_loaded(telephone(browser), stack.url)
    page = telephone(browser)
    page.goto(f"{stack.url}/?q=zzzzzz")
    page.get_by_role("switch", name=re.compile("^Tiết kiệm dữ liệu")).check()
    saving = covers_loaded(page, stack.url)

    assert saving.keys() == usual.keys() != set()
    assert {name for name, _ in saving.values()} == {"w320"}
    whole, saved = (sum(size for _, size in loaded.values()) for loaded in (usual, saving))
    print(f"pictures of {len(usual)} cards: {whole} bytes, with data saved {saved}")
    assert 0 < saved < whole / 2


def telephone(browser: Browser) -> Page:
    """Return an empty page on a screen with three points to the pixel; its browser has loaded nothing yet."""
    return browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=3, locale="vi-VN").new_page()


def covers_loaded(page: Page, url: str) -> dict[str, tuple[str, int]]:
    """Go down the showcase; return of each card's picture (by its address without the file) which size was loaded, and its bytes."""
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request) if request.resource_type == "image" else None)
    page.goto(url)
    cards = page.get_by_role("region", name="Kết quả").get_by_role("article")
    cards.first.wait_for()
    for card in cards.all():
        card.scroll_into_view_if_needed()
    until(page, "() => [...document.querySelectorAll('article img')].every(image => image.complete && image.naturalWidth > 0)")
    loaded = [(PurePosixPath(urlsplit(request.url).path), request.sizes()["responseBodySize"]) for request in finished]
    page.context.close()
    return {str(path.parent): (path.stem, size) for path, size in loaded if re.fullmatch(r"w\d+", path.stem)}
