"""Journey: a screener hides from the jury what gives the authors away, and a juror opens what is left."""

import re
from pathlib import Path

import httpx
import pypdfium2
import pyvips
from playwright.sync_api import Page, expect

from tests import samples
from tests.browser.api import Api
from tests.browser.season import Season
from tests.media import redacted

BLACK = 12


def opened(juror: Api, media_id: str, name: str) -> bytes | None:
    """Return what a juror gets of a file under a name, or nothing."""
    answer = juror.client.get(f"/media/{media_id}/files/{name}")
    return httpx.get(answer.headers["location"]).content if answer.status_code == 302 else None


def draw_by_keyboard(page: Page, file: str) -> None:
    """Cover a part of a picture without a pointer."""
    row = page.get_by_role("article", name=file)
    row.get_by_role("button", name="Che thêm").click()
    row.get_by_role("button", name="Đặt một ô").click()
    box = row.get_by_role("button", name=re.compile("^Ô che"))
    box.focus()
    for key in ["ArrowLeft"] * 10 + ["Shift+ArrowDown"] * 10:
        box.press(key)
    expect(row.get_by_label("Từ mép trái")).to_have_value("25")
    expect(row.get_by_label("Cao")).to_have_value("30")
    row.get_by_label("Lý do").fill("Bảng tên")
    row.get_by_role("button", name="Che phần này").click()
    expect(row.get_by_role("list", name="Các chỗ đã che")).to_contain_text("Bảng tên")


def test_a_name_and_a_face_are_hidden_and_the_juror_opens_what_is_left(person, stack, tmp_path: Path):
    season = Season(stack.url)
    title = f"Rạp lưu động {season.word}"
    lead = Api(stack.url, "lead")
    author = lead.get("/session")["account"]["full_name"]
    paper = redacted.paper(tmp_path / "bao-cao.pdf", f"Báo cáo của {author.upper()}, đọc kỹ.", "Khách tăng gấp đôi.")
    picture = samples.jpeg(tmp_path / "quay-ve.jpg", 800, 600)
    initiative_id = season.submitted(title, files=(paper, picture))
    page = person("screener").open(f"/screening/{initiative_id}")

    found = page.locator("#field-redaction").get_by_role("listitem").filter(has_text=author.upper())
    expect(found).to_have_count(1, timeout=60_000)
    expect(page.get_by_text(re.compile(r"^Đã quyết định 0/\d")).first).to_be_visible()
    page.get_by_role("radio", name="Đủ điều kiện (A)", exact=True).check()
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_role("alert").get_by_role("link", name=re.compile("Che trước khi giám khảo xem"))).to_be_visible()

    found.get_by_role("button", name="Che", exact=True).click()
    expect(found.get_by_text("Đã che", exact=True)).to_be_visible()
    while page.get_by_role("button", name="Để nguyên…").count():
        page.get_by_role("button", name="Để nguyên…").first.click()
        page.get_by_label("Vì sao giám khảo được đọc").fill("Không nói về ai.")
        page.get_by_role("button", name="Để nguyên", exact=True).click()
        expect(page.get_by_label("Vì sao giám khảo được đọc")).to_have_count(0)
    names = [file["file_name"] for file in Api(stack.url, "screener").get(f"/screening/{initiative_id}/redaction")["files"]]
    draw_by_keyboard(page, names[1])
    for name in names:
        expect(page.get_by_role("article", name=name).get_by_text("Sẵn sàng cho giám khảo")).to_be_visible(timeout=60_000)
    row = page.get_by_role("article", name=names[1])
    row.get_by_role("button", name="Xem như giám khảo").click()
    expect(row.get_by_role("img", name=re.compile("như giám khảo thấy"))).to_be_visible()
    page.get_by_role("button", name="Ghi quyết định").click()
    page.wait_for_url(lambda url: initiative_id not in url)

    season.accepted(f"Sổ tay {season.word}")
    season.seat_jury()
    season.assign()
    juror = Api(stack.url, "juror1")
    item = next(one for one in juror.get("/jury")["items"] if one["title"] == title)
    files = juror.get(f"/jury/{item['assignment_id']}")["content"]["files"]
    shown = person("juror1").open(f"/jury/{item['assignment_id']}")
    expect(shown.get_by_role("heading", level=1, name=title)).to_be_visible()
    (tmp_path / "seen.pdf").write_bytes(opened(juror, files[0]["media_id"], "document") or b"")
    assert redacted.words_of(tmp_path / "seen.pdf").strip() == ""
    assert len(pypdfium2.PdfDocument(tmp_path / "seen.pdf")) == 2
    (tmp_path / "seen.webp").write_bytes(opened(juror, files[1]["media_id"], "w640.webp") or b"")
    assert redacted.inside(pyvips.Image.new_from_file(str(tmp_path / "seen.webp"))[0:3], (250, 400, 300, 300)).max() <= BLACK
    assert opened(juror, files[1]["media_id"], "original") is None


def cover_stretch(page: Page, file: str, start: str, end: str, reason: str, kind: str | None = None) -> None:
    """Silence or cover a stretch of a sound or film, its moments typed."""
    row = page.get_by_role("article", name=file)
    row.get_by_role("button", name="Che thêm").click()
    if kind is not None:
        row.get_by_role("radio", name=kind).check()
    if kind == "Một phần hình ảnh":
        row.get_by_role("button", name="Đặt một ô").click()
    row.get_by_label("Từ", exact=True).fill(start)
    row.get_by_label("Đến", exact=True).fill(end)
    row.get_by_label("Lý do").fill(reason)
    row.get_by_role("button", name="Che phần này").click()
    expect(row.get_by_role("list", name="Các chỗ đã che")).to_contain_text(reason)
    expect(row.get_by_text("Sẵn sàng cho giám khảo")).to_be_visible(timeout=120_000)


def test_a_stretch_of_sound_and_a_box_on_a_film_are_hidden_in_the_juror_s_own_player(person, stack, tmp_path: Path):
    season = Season(stack.url)
    title = f"Chuyện làng {season.word}"
    sound = samples.sound(tmp_path / "loi-ke.wav", 6)
    white = ["-f", "lavfi", "-i", "color=white:size=320x240:rate=24:duration=6", "-f", "lavfi", "-i", "sine=frequency=440:duration=6"]
    film = samples.ffmpeg(tmp_path / "lang.mp4", *white, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
    initiative_id = season.submitted(title, files=(sound, film))
    Api(stack.url, "screener").clear_for_jury(initiative_id)
    page = person("screener").open(f"/screening/{initiative_id}")
    names = [file["file_name"] for file in Api(stack.url, "screener").get(f"/screening/{initiative_id}/redaction")["files"]]

    cover_stretch(page, names[0], "0:02", "0:04", "Tên được gọi")
    cover_stretch(page, names[1], "0:02", "0:04", "Biển tên", kind="Một phần hình ảnh")
    page.get_by_role("radio", name="Đủ điều kiện (A)", exact=True).check()
    page.get_by_role("button", name="Ghi quyết định").click()
    page.wait_for_url(lambda url: initiative_id not in url)
    season.seat_jury()
    season.assign()

    item = next(one for one in Api(stack.url, "juror1").get("/jury")["items"] if one["title"] == title)
    desk = person("juror1").open(f"/jury/{item['assignment_id']}")
    expect(desk.get_by_role("heading", level=1, name=title)).to_be_visible()
    shown = Api(stack.url, "juror1").get(f"/jury/{item['assignment_id']}")["content"]["files"]
    heard, seen = (
        desk.context.request.get(f"{stack.url}/api/v1/media/{file['media_id']}/files/{name}").body()
        for file, name in zip(shown, ("play.m4a", "play.mp4"), strict=True)
    )
    (tmp_path / "heard.m4a").write_bytes(heard)
    (tmp_path / "seen.mp4").write_bytes(seen)
    assert redacted.loudness(tmp_path / "heard.m4a", 2.1, 1.8) <= -85
    assert redacted.loudness(tmp_path / "heard.m4a", 4.3, 1.5) > -30
    pictures = [redacted.frame(tmp_path / "seen.mp4", moment, tmp_path / f"{moment}.png") for moment in (1.0, 3.0)]
    box = (400, 400, 200, 200)
    assert redacted.inside(pictures[1], box).max() <= 30 < 200 < redacted.inside(pictures[0], box).min()
