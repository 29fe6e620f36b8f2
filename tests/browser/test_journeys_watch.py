"""Journey: a visitor watches, listens, looks and reads, at a desk and on a telephone."""

import re
import subprocess
import time
from pathlib import Path

import imageio_ffmpeg
import pytest
import typst
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.season import Season
from tests.browser.waiting import until

TITLE = "Tiếng trống gọi mùa"
FILM_SECONDS = 48
CUES = [
    {"start_ms": 0, "end_ms": 4_000, "text": "Sáng kiến bắt đầu từ một câu hỏi."},
    {"start_ms": 20_000, "end_ms": 26_000, "text": "Khách tự nghe bằng bảy ngôn ngữ."},
    {"start_ms": 40_000, "end_ms": 44_000, "text": "Cảm ơn các đội đã cùng làm."},
]
REPORT = """
#set page(paper: "a5")
#set text(lang: "vi")
= Báo cáo
Trang đầu nói về cách làm.
#pagebreak()
= Phụ lục
Trang hai nói về bảy ngôn ngữ.
"""


def ffmpeg(path: Path, *arguments: str) -> Path:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *arguments, str(path)]
    subprocess.run(command, check=True)
    return path


def film(folder: Path) -> Path:
    """Most of a minute of film with a tone, small enough to be made in a moment."""
    picture = ("-f", "lavfi", "-i", f"testsrc2=s=320x180:r=6:d={FILM_SECONDS}")
    tone = ("-f", "lavfi", "-i", f"sine=frequency=330:duration={FILM_SECONDS}")
    how = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
    return ffmpeg(folder / "trong.mp4", *picture, *tone, *how)


def sound(folder: Path) -> Path:
    return ffmpeg(folder / "loi-ke.m4a", "-f", "lavfi", "-i", "sine=frequency=220:duration=24", "-c:a", "aac")


def picture(folder: Path, name: str, colour: str) -> Path:
    return ffmpeg(folder / name, "-f", "lavfi", "-i", f"mandelbrot=s=900x600:end_scale=0.{colour}", "-frames:v", "1")


def report(folder: Path) -> Path:
    path = folder / "bao-cao.pdf"
    path.write_bytes(typst.compile(REPORT.encode()))
    return path


@pytest.fixture(scope="module")
def shown(stack, tmp_path_factory) -> str:
    """The address of a published initiative with a film that has captions, a sound, two pictures and a report."""
    folder = tmp_path_factory.mktemp("watch")
    files = (film(folder), sound(folder), picture(folder, "a.png", "3"), picture(folder, "b.png", "1"), report(folder))
    season = Season(stack.url)
    initiative_id = season.accepted(f"{TITLE} {season.word}", files=files)
    season.judge()
    season.release(*season.decide(initiative_id))
    for _ in range(120):
        found = Api(stack.url).get("/publications", q=f"{TITLE} {season.word}")["items"]
        if found and set(found[0]["media_kinds"]) == {"image", "video", "audio", "document"}:
            break
        time.sleep(1)
    slug = found[0]["slug"]
    media = Api(stack.url).get(f"/publications/{slug}")["story"]["media"]
    film_id = next(one["media_id"] for one in media if one["kind"] == "video")
    Api(stack.url, "lead").put(f"/media/{film_id}/tracks/captions/vi", cues=CUES, version=0)
    return f"/showcase/{slug}"


def choose(page: Page, name: str) -> None:
    """Put another file on the stage."""
    page.get_by_role("region", name="Hình ảnh, phim và tài liệu").get_by_role(
        "button", name=re.compile(rf"^\d+\. {re.escape(name)}")
    ).click()


def time_of(media: Locator) -> float:
    return float(media.evaluate("media => media.currentTime"))


def play(page: Page, media: Locator) -> None:
    """Press Play and see that time passes."""
    page.get_by_role("button", name=re.compile("^Phát ")).first.click()
    until(page, "media => media.readyState >= 2 && media.currentTime > 0.3", media.element_handle())


@pytest.mark.parametrize("width", [1280, 390])
def test_a_film_plays_with_captions_by_keys_and_remembers_its_place(person, shown, width):
    visitor = person(width=width)
    page = visitor.open(shown)
    choose(page, "trong.mp4")
    film = page.locator("video")
    frame = page.get_by_role("region", name="Phim: trong.mp4")
    assert film.evaluate("film => film.currentSrc") == "", "nothing is fetched before somebody asks"
    play(page, film)
    assert film.evaluate("film => film.videoWidth") > 0

    frame.get_by_role("button", name="Phụ đề").click()
    frame.get_by_role("radio", name="Tiếng Việt").check()
    page.keyboard.press("Escape")
    until(page, "film => [...film.textTracks].some(track => track.mode === 'showing' && track.cues?.length === 3)", film.element_handle())
    page.keyboard.press("5")
    until(page, "film => film.currentTime >= 23 && film.readyState >= 2", film.element_handle())
    page.keyboard.press("j")
    until(page, "film => film.currentTime < 20", film.element_handle())
    page.keyboard.press(">")
    assert film.evaluate("film => film.playbackRate") == 1.25
    page.keyboard.press("m")
    assert film.evaluate("film => film.muted")
    page.keyboard.press("4")
    page.keyboard.press("k")
    until(page, "film => film.paused && film.currentTime > 19", film.element_handle())
    kept = time_of(film)

    page.reload()
    page.wait_for_load_state("networkidle")
    choose(page, "trong.mp4")
    page.get_by_role("button", name=re.compile("^Xem tiếp từ 0:")).click()
    film = page.locator("video")
    until(page, "film => film.currentTime > 18", film.element_handle())
    assert time_of(film) < kept + 15
    assert film.evaluate("film => film.playbackRate") == 1.25, "the speed is kept, too"
    page.get_by_role("button", name=re.compile("^Tạm dừng ")).first.click()
    assert visitor.axe() == []


def test_a_film_is_gone_through_by_chapters_heard_alone_and_kept_in_view(person, shown, stack):
    media = Api(stack.url).get(f"/publications/{shown.rsplit('/', 1)[1]}")["story"]["media"]
    film_id = next(one["media_id"] for one in media if one["kind"] == "video")
    chapters = [{"start_ms": 0, "end_ms": 1, "text": "Mở đầu"}, {"start_ms": 20_000, "end_ms": 20_001, "text": "Cách làm"}]
    desk = Api(stack.url, "lead")
    version = next((one["version"] for one in desk.get(f"/media/{film_id}/playback")["tracks"] if one["kind"] == "chapters"), 0)
    desk.put(f"/media/{film_id}/tracks/chapters/vi", cues=chapters, version=version)
    page = person().open(shown)
    choose(page, "trong.mp4")
    film, frame = page.locator("video"), page.get_by_role("region", name="Phim: trong.mp4")
    play(page, film)

    frame.get_by_role("button", name="Chương").click()
    frame.get_by_role("list", name="Chương").get_by_role("button", name="Cách làm").click()
    until(page, "film => film.currentTime >= 20 && film.currentTime < 26", film.element_handle())
    frame.get_by_role("button", name=re.compile("^Cửa sổ nổi")).click()
    until(page, "film => document.pictureInPictureElement === film", film.element_handle())
    page.evaluate("document.exitPictureInPicture()")

    frame.get_by_role("button", name="Cài đặt").click()
    frame.get_by_role("radio", name="Chỉ nghe tiếng").check()
    page.keyboard.press("Escape")
    until(page, "film => film.videoWidth === 0 && film.readyState >= 2 && film.currentTime >= 20", film.element_handle())


def test_what_is_said_is_found_without_accents_and_jumped_to(person, shown, stack):
    page = person().open(shown)
    choose(page, "trong.mp4")
    page.get_by_text("Nội dung lời nói").click()
    page.get_by_role("searchbox", name="Tìm trong nội dung lời nói").fill("bay ngon ngu")
    expect(page.get_by_text("1 chỗ", exact=True)).to_be_visible()
    line = page.get_by_role("button", name=re.compile("Khách tự nghe"))
    line.focus()
    page.keyboard.press("Enter")
    film = page.locator("video")
    until(page, "film => Math.abs(film.currentTime - 20) < 0.5 && film.readyState >= 1", film.element_handle())
    expect(line).to_have_attribute("aria-current", "true")


def test_an_address_may_name_a_moment(person, shown, stack):
    slug = shown.rsplit("/", 1)[1]
    media = Api(stack.url).get(f"/publications/{slug}")["story"]["media"]
    film_id = next(one["media_id"] for one in media if one["kind"] == "video")
    page = person().open(f"{shown}?file={film_id}&t=40")
    place = page.get_by_role("slider", name=re.compile("^Vị trí trong"))
    expect(place).to_have_attribute("aria-valuetext", re.compile("^40 giây"))
    film = page.locator("video")
    assert film.evaluate("film => film.paused"), "nothing starts by itself"
    page.get_by_role("button", name=re.compile("^Phát ")).first.click()
    until(page, "film => film.currentTime > 40.2", film.element_handle())


@pytest.mark.parametrize("width", [1280, 390])
def test_a_sound_is_moved_in_by_its_shape(person, shown, width):
    visitor = person(width=width, theme="dark", locale="fr")
    page = visitor.open(shown)
    page.get_by_role("button", name=re.compile("loi-ke")).click()
    sound = page.locator("audio")
    page.get_by_role("button", name=re.compile("^Lire ")).click()
    until(page, "sound => sound.currentTime > 0.3", sound.element_handle())
    place = page.get_by_role("slider", name=re.compile("^Position dans"))
    box = place.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    until(page, "sound => sound.currentTime > 11 && sound.currentTime < 15", sound.element_handle())
    place.press("End")
    until(page, "sound => sound.ended || sound.currentTime > 23", sound.element_handle())
    assert visitor.axe() == []


def test_pictures_are_enlarged_moved_and_turned_by_keys(person, shown):
    visitor = person()
    page = visitor.open(shown)
    choose(page, "a.png")
    opener = page.get_by_role("button", name=re.compile("^Phóng to: "))
    opener.click()
    box = page.get_by_role("dialog", name="Hình ảnh")
    expect(box.get_by_role("status")).to_contain_text("Ảnh 1 trên 2")
    sheet = page.locator(".lightbox-sheet")
    page.keyboard.press("+")
    expect(sheet).to_have_attribute("style", re.compile(r"scale\(1\.5\)"))
    page.keyboard.press("ArrowRight")
    expect(sheet).to_have_attribute("style", re.compile(r"translate\(-"))
    page.keyboard.press("0")
    expect(sheet).to_have_attribute("style", re.compile(r"scale\(1\)"))
    page.keyboard.press("ArrowRight")
    expect(box.get_by_role("status")).to_contain_text("Ảnh 2 trên 2")
    frame = page.locator(".lightbox-frame").bounding_box()
    page.mouse.dblclick(frame["x"] + 300, frame["y"] + 200)
    expect(sheet).to_have_attribute("style", re.compile(r"scale\(2\.5\)"))
    assert visitor.axe() == []
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_stroke_turns_pictures_on_a_telephone(person, shown):
    page = person(width=390).open(shown)
    choose(page, "a.png")
    page.get_by_role("button", name=re.compile("^Phóng to: ")).click()
    box = page.get_by_role("dialog", name="Hình ảnh")
    frame = page.locator(".lightbox-frame").bounding_box()
    middle = frame["y"] + frame["height"] / 2
    page.mouse.move(300, middle)
    page.mouse.down()
    page.mouse.move(200, middle, steps=4)
    page.mouse.move(60, middle, steps=4)
    page.mouse.up()
    expect(box.get_by_role("status")).to_contain_text("Ảnh 2 trên 2")
    page.mouse.move(200, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(205, frame["y"] + 460, steps=6)
    page.mouse.up()
    expect(box).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_document_is_read_in_the_page(person, shown, width):
    visitor = person(width=width)
    page = visitor.open(shown)
    choose(page, "bao-cao.pdf")
    expect(page.get_by_role("img", name=re.compile("trang 1$"))).to_be_visible()
    page.get_by_role("button", name="Đọc tài liệu").click()
    reader = page.get_by_role("dialog", name="bao-cao.pdf")
    expect(reader.get_by_text("Trang đầu nói về cách làm.")).to_be_attached()
    page.keyboard.press("PageDown")
    expect(reader.get_by_text("Trang hai nói về bảy ngôn ngữ.")).to_be_attached()
    expect(reader.get_by_role("textbox", name="Số trang")).to_have_value("2")
    reader.get_by_role("searchbox", name="Tìm trong tài liệu").fill("cach lam")
    page.keyboard.press("Enter")
    expect(reader.get_by_text("Tìm thấy ở trang 1")).to_be_visible()
    reader.get_by_role("button", name="Phóng to").click()
    expect(reader.get_by_text("125%")).to_be_visible()
    assert visitor.axe() == []
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()
