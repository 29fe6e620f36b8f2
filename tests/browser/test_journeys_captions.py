"""Captions: two are written by keyboard and seen over the film, a file brings another language, and all of it stays."""

import re
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.season import Season
from tests.browser.waiting import until

UNIT = "DT"
SAVED = re.compile("^Đã lưu lúc")
READY_SECONDS = 90
SRT = "1\r\n00:00:00,500 --> 00:00:02,000\r\n<b>L’eau salée</b> arrive\r\n\r\n2\r\n00:00:02,500 --> 00:09:00,000\r\ndans les rizières.\r\n"


@pytest.fixture
def season(stack) -> Season:
    """A call of this test's own that takes entries."""
    return Season(stack.url)


@pytest.fixture
def film(stack, season: Season, tmp_path: Path) -> dict[str, Any]:
    """A film of six seconds that the unit has handed in, with nothing written on it."""
    path = tmp_path / "phim.mp4"
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    source = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=12:d=6", "-f", "lavfi", "-i", "sine=frequency=440:duration=6"]
    encoding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]
    subprocess.run([*ffmpeg, *source, *encoding, "-metadata", f"comment={season.word}", str(path)], check=True)
    unit = Api(stack.url, "contributor")
    unit_id = next(one["id"] for one in unit.get("/units") if one["code"] == UNIT)
    media_id = unit.upload(unit_id, path)
    return {"id": media_id, "unit": unit}


def seek(page: Page, seconds: float) -> None:
    """Go to a moment of the film, as a pull on its bar does."""
    video = page.locator("video").element_handle()
    until(page, "video => video.readyState >= 1", video)
    page.evaluate("([video, seconds]) => { video.currentTime = seconds; }", [video, seconds])
    until(page, "video => !video.seeking", video)


def texts(page: Page) -> list[str]:
    return [field.input_value() for field in page.get_by_role("textbox", name=re.compile("^Lời phụ đề")).all()]


def over_the_film(page: Page) -> Locator:
    return page.locator("[data-shown]")


def wait_until_ready(page: Page, film: dict[str, Any]) -> None:
    for _ in range(READY_SECONDS):
        if film["unit"].get(f"/media/{film['id']}")["state"] == "ready":
            return
        page.wait_for_timeout(1_000)
    raise AssertionError("the film never became ready")


def test_a_film_is_captioned_by_keyboard_and_by_file(person, film):
    writer = person("contributor")
    page = writer.page
    wait_until_ready(page, film)
    page = writer.open(f"/files/{film['id']}/captions")

    page.get_by_role("tab", name="Phụ đề").focus()
    page.keyboard.press("n")
    page.keyboard.type("Nước mặn vào ruộng")
    seek(page, 2)
    page.keyboard.press("Alt+o")
    page.keyboard.press("Alt+n")
    page.keyboard.type("ngay giữa mùa lúa")
    end = page.get_by_role("textbox", name="Kết thúc của câu 2")
    end.fill("0:04,5")
    end.press("Enter")
    expect(page.get_by_role("textbox", name="Kết thúc của câu 1")).to_have_value("0:02.000")
    expect(end).to_have_value("0:04.500")
    seek(page, 1)
    expect(over_the_film(page)).to_have_text("Nước mặn vào ruộng")
    seek(page, 3)
    expect(over_the_film(page)).to_have_text("ngay giữa mùa lúa")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert writer.axe() == []

    page.get_by_role("combobox", name="Ngôn ngữ").select_option("fr")
    expect(page.get_by_text("Chưa có phụ đề bằng ngôn ngữ này")).to_be_visible()
    page.locator("[data-upload=captions]").set_input_files({"name": "phim.srt", "mimeType": "text/plain", "buffer": SRT.encode()})
    expect(page.get_by_role("textbox", name="Lời phụ đề 1")).to_have_value("L’eau salée arrive")
    seek(page, 3)
    expect(over_the_film(page)).to_have_text("dans les rizières.")

    page.reload()
    expect(page.get_by_role("textbox", name="Lời phụ đề 2")).to_have_value("dans les rizières.")
    page.get_by_role("combobox", name="Ngôn ngữ").select_option("vi")
    expect(page.get_by_role("textbox", name="Lời phụ đề 2")).to_have_value("ngay giữa mùa lúa")
    assert texts(page) == ["Nước mặn vào ruộng", "ngay giữa mùa lúa"]
    tracks = film["unit"].get(f"/media/{film['id']}/playback")["tracks"]
    assert [(one["language"], one["source"]) for one in tracks] == [("fr", "uploaded"), ("vi", "written")]


def test_two_people_at_once_lose_nothing_on_a_phone(person, film):
    writer = person("contributor", width=390)
    wait_until_ready(writer.page, film)
    page = writer.open(f"/files/{film['id']}/captions?kind=chapters&language=vi")
    page.get_by_role("button", name="Thêm chương tại đây").click()
    page.get_by_role("textbox", name="Tên chương 1").fill("Mở đầu")
    expect(page.get_by_text(SAVED)).to_be_visible()

    address = f"/media/{film['id']}/tracks/chapters/vi"
    theirs = [{"start_ms": 0, "end_ms": 1, "text": "Lời mở"}, {"start_ms": 3_000, "end_ms": 1, "text": "Kết"}]
    film["unit"].put(address, version=film["unit"].get(address)["version"], cues=theirs)
    page.get_by_role("textbox", name="Tên chương 1").fill("Mở đầu câu chuyện")

    expect(page.get_by_text("Trong lúc đó, một đồng nghiệp đã lưu phụ đề khác")).to_be_visible()
    expect(page.get_by_text("0:00.000–0:03.000 Lời mở")).to_be_visible()
    assert writer.axe() == []
    page.get_by_role("button", name="Giữ bản của tôi").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert [cue["text"] for cue in film["unit"].get(address)["cues"]] == ["Mở đầu câu chuyện"]
