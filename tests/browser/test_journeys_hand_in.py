"""Journey 2: a unit writes, keeps every word, sends its files, and hands in."""

import re
import subprocess
import time
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.season import Season, let_confirmation_lapse, new_pdf
from tests.browser.stack import PASSWORD
from tests.browser.waiting import until

SAVED = re.compile("^Đã lưu lúc")
KEPT = "Đang giữ trên thiết bị này, sẽ lưu khi có mạng trở lại"
READY_MS = 60_000


@pytest.fixture
def season(stack):
    """A call of this test's own that takes entries."""
    season = Season(stack.url)
    assert season.call
    return season


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """A picture, a film of three parts, a PDF, and a text that calls itself a picture."""
    folder = tmp_path_factory.mktemp("files")
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    subprocess.run([*ffmpeg, "-f", "lavfi", "-i", "testsrc2=s=1600x1000", "-frames:v", "1", str(folder / "anh.jpg")], check=True)
    # Noise that is hardly compressed makes a short film large.
    noise = "testsrc2=s=640x360:r=24:d=4,noise=alls=60:allf=t"
    source = ["-f", "lavfi", "-i", noise, "-f", "lavfi", "-i", "sine=frequency=440:duration=4"]
    encoding = "-c:v libx264 -preset ultrafast -qp 1 -pix_fmt yuv420p -c:a aac -shortest"
    subprocess.run([*ffmpeg, *source, *encoding.split(), str(folder / "phim.mp4")], check=True)
    (folder / "gia.jpg").write_text("Đây là văn bản, không phải ảnh.\n" * 200, encoding="utf-8")
    names = {name: folder / name for name in ("anh.jpg", "phim.mp4", "gia.jpg")}
    return {**names, "xac-nhan.pdf": new_pdf(folder, "xac-nhan.pdf", pages=2)}


def start(page: Page, season: Season, title: str) -> None:
    """Start a draft from the page of the call."""
    page.get_by_role("link", name="Viết sáng kiến").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name=season.name)).to_be_checked()
    unit = dialog.get_by_role("radio", name="Ban Quản lý Di tích Cổ Loan")
    if unit.count():
        unit.check()
    dialog.get_by_label("Tên sáng kiến").fill(title)
    dialog.get_by_role("button", name="Bắt đầu viết").click()
    page.get_by_role("heading", level=1, name=title).wait_for()


def section(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def save_state(page: Page):
    return page.get_by_role("main").get_by_role("status").first


def test_no_word_is_lost_by_reload_two_tabs_or_a_dropped_line(person, season):
    writer, colleague = person("contributor"), person("lead")
    title = f"Vé tham quan một chạm {season.word}"
    page = writer.open(f"/calls/{season.call['id']}")
    start(page, season, title)
    section(page, "Tên và tóm tắt")
    page.get_by_label("Tóm tắt").fill("Khách quét một mã là vào cửa.")
    expect(save_state(page)).to_have_text(SAVED)
    page.reload()
    expect(page.get_by_label("Tóm tắt")).to_have_value("Khách quét một mã là vào cửa.")

    other = colleague.open(page.url.removeprefix(season.url))
    other.get_by_label("Tóm tắt").fill("Bản của chị Lan.")
    expect(save_state(other)).to_have_text(SAVED)
    page.get_by_label("Tóm tắt").fill("Bản của anh Minh.")
    expect(save_state(page)).to_have_text("Đồng nghiệp vừa sửa cùng đoạn này. Cả hai bản đều được giữ.")
    expect(page.get_by_text("Bản của chị Lan.")).to_be_visible()
    expect(page.get_by_text("Bản của anh Minh.").first).to_be_visible()
    page.get_by_role("button", name="Giữ bản của tôi").click()
    expect(save_state(page)).to_have_text(SAVED)
    other.reload()
    expect(other.get_by_label("Tóm tắt")).to_have_value("Bản của anh Minh.")

    writer.context.set_offline(True)
    page.get_by_label("Tóm tắt").fill("Viết trên tàu, không có mạng.")
    expect(save_state(page)).to_have_text(KEPT)
    writer.context.set_offline(False)
    expect(save_state(page)).to_have_text(SAVED, timeout=30_000)
    other.reload()
    expect(other.get_by_label("Tóm tắt")).to_have_value("Viết trên tàu, không có mạng.")


def test_files_survive_a_pause_and_a_reload_and_are_judged_by_content(person, season, files):
    initiative_id = season.draft(f"Phim tư liệu {season.word}", files=())
    writer = person("contributor")
    page = writer.open(f"/initiatives/{initiative_id}/edit")
    section(page, "Minh chứng và cam kết")
    chooser = page.locator("input[type=file]").first
    chooser.set_input_files([files["anh.jpg"], files["xac-nhan.pdf"]])
    rows = page.get_by_role("listitem")
    expect(rows.filter(has_text="anh.jpg").get_by_text("Sẵn sàng, 1.600 × 1.000 điểm ảnh")).to_be_visible(timeout=READY_MS)
    expect(rows.filter(has_text="xac-nhan.pdf").get_by_text("Sẵn sàng, 2 trang")).to_be_visible(timeout=READY_MS)

    chooser.set_input_files(files["gia.jpg"])
    expect(page.get_by_text("Xét theo nội dung thì đây là tệp văn bản, dù tên tệp ghi khác.")).to_be_visible(timeout=READY_MS)
    page.get_by_role("button", name="Đã hiểu: gia.jpg").click()

    line = writer.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 8 * 1024**2}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)
    chooser.set_input_files(files["phim.mp4"])
    film = rows.filter(has_text="phim.mp4")
    # Four parts travel side by side, so only after those is there surely something to go on from.
    progress = film.get_by_role("progressbar")
    until(page, "bar => bar.value > 33 * 1024 ** 2", progress.element_handle())
    film.get_by_role("button", name="Tạm dừng phim.mp4").click()
    expect(film.get_by_text(re.compile("^Đã tạm dừng ở"))).to_be_visible()
    page.reload()
    expect(film.get_by_text(re.compile(r"Xin chọn lại tệp này để gửi tiếp từ [1-9]\d ?%"))).to_be_visible()
    chooser.set_input_files(files["phim.mp4"])
    expect(film.get_by_text(re.compile("tiếp từ")).or_(film.get_by_text("Đang kiểm tra")).first).to_be_visible()
    expect(film.get_by_text("Sẵn sàng, dài 0:04")).to_be_visible(timeout=READY_MS)
    page.reload()
    for name in ("anh.jpg", "xac-nhan.pdf", "phim.mp4"):
        expect(rows.filter(has_text=name).get_by_text("Sẵn sàng")).to_be_visible()


def test_authors_share_a_hundred_and_the_lead_checks_submits_and_gets_a_receipt(person, stack, season):
    title = f"Lớp học chữ Thái cổ {season.word}"
    initiative_id = season.draft(title)
    path = f"/initiatives/{initiative_id}"
    lead = person("lead")
    page = lead.open(f"{path}/edit")
    section(page, "Tác giả và tỷ lệ đóng góp")
    page.get_by_label("Tỷ lệ (%)").fill("60")
    page.get_by_role("button", name="Thêm tác giả").click()
    page.get_by_label("Địa chỉ thư điện tử").fill("contributor@demo.exemplar.test")
    page.get_by_label("Tỷ lệ (%)").nth(1).fill("30")
    expect(page.get_by_text("Tổng 90 %, còn thiếu 10 %")).to_be_visible()
    page.get_by_label("Tỷ lệ (%)").nth(1).fill("40")
    expect(page.get_by_text("Tổng 100 %")).to_be_visible()
    page.get_by_role("button", name="Lưu danh sách tác giả").click()
    expect(page.get_by_text("Đã lưu danh sách tác giả")).to_be_visible()

    author = person("contributor").open(path)
    author.get_by_role("button", name="Xác nhận tỷ lệ của tôi").click()
    expect(author.get_by_text("Xin xác nhận tỷ lệ đóng góp của bạn")).to_have_count(0)

    page = lead.open(f"{path}/check")
    page.get_by_text("Xem như công chúng sẽ thấy").click()
    expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
    let_confirmation_lapse(stack, "lead")
    page.get_by_role("checkbox", name=re.compile("^Nội dung nộp là trung thực")).check()
    page.get_by_role("button", name="Nộp sáng kiến").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("heading", level=1, name="Giấy biên nhận").wait_for()
    expect(page.get_by_text("Chúng tôi đã nhận được sáng kiến của bạn")).to_be_visible()
    receipt = page.get_by_text(re.compile(r"^BN-[0-9A-Z-]+$")).inner_text()
    if stack.mail is not None:
        assert title in wait_for_letter(stack, "lead@demo.exemplar.test", receipt)


def wait_for_letter(stack, address: str, words: str) -> str:
    """Return the text of the letter that holds these words."""
    for _ in range(60):
        for letter in stack.mails_to(address):
            text = "".join(part.get_payload(decode=True).decode() for part in letter.walk() if part.get_content_maintype() == "text")
            if words in text:
                return text
        time.sleep(0.5)
    raise AssertionError(f"no letter to {address} with {words}")
