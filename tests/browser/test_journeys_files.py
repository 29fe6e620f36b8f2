"""Files at full length: what is made of them moves by itself on the page, pictures are aimed, and nothing is sent in vain."""

import os
import re
import subprocess
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.season import Season
from tests.browser.waiting import until

READY_MS = 90_000
PART_MB, PARTS_AT_ONCE = 5, 4
"""How a file of 80 MiB is sent."""
SECTION = "Minh chứng và cam kết"


@pytest.fixture
def season(stack):
    """A call of this test's own that takes entries."""
    season = Season(stack.url)
    assert season.call
    return season


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A picture, a film that is red and then blue, and one that takes a while."""
    folder = tmp_path_factory.mktemp("files")
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    encoding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    colours = [word for name in ("red", "blue") for word in ("-f", "lavfi", "-i", f"color={name}:s=320x180:r=12:d=4")]
    subprocess.run([*ffmpeg, "-f", "lavfi", "-i", "testsrc2=s=900x600", "-frames:v", "1", str(folder / "anh.jpg")], check=True)
    subprocess.run([*ffmpeg, *colours, "-filter_complex", "[0][1]concat=n=2", *encoding, str(folder / "hai-mau.mp4")], check=True)
    long = ["-f", "lavfi", "-i", "testsrc2=s=960x540:r=24:d=40", "-f", "lavfi", "-i", "sine=frequency=440:duration=40"]
    subprocess.run([*ffmpeg, *long, *encoding, "-c:a", "aac", "-shortest", str(folder / "dai.mp4")], check=True)
    return folder


@pytest.fixture
def files(made: Path, tmp_path: Path, season: Season) -> dict[str, Path]:
    """The same files with bytes of their own at the end, which nobody sees: the unit has not handed them in before."""
    mark = season.word.encode()
    for path in made.iterdir():
        own = tmp_path / path.name
        own.write_bytes(path.read_bytes() + (8 + len(mark)).to_bytes(4, "big") + b"free" + mark)
    return {path.name: tmp_path / path.name for path in made.iterdir()}


def open_files(person, season: Season, title: str, **looks: object) -> tuple[Page, str]:
    """Start a draft and open the section that takes files."""
    initiative_id = season.draft(f"{title} {season.word}", files=())
    page = person("contributor", **looks).open(f"/initiatives/{initiative_id}/edit")
    page.get_by_role("link", name=SECTION).click()
    page.get_by_role("heading", level=1, name=SECTION).wait_for()
    return page, initiative_id


def choose(page: Page, *paths: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(list(paths))


def row_of(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=name)


def test_what_is_made_of_a_film_moves_on_the_page_by_itself(person, season, files):
    page, _ = open_files(person, season, "Phim dài")
    # The other file of the draft has its own news, which is not counted here.
    expect(row_of(page, season.proof.name).get_by_text(re.compile("^Sẵn sàng"))).to_be_visible(timeout=READY_MS)
    streams, looks = [], []
    page.on("request", lambda request: streams.append(request.url) if "/media/events?" in request.url else None)
    choose(page, files["dai.mp4"])
    row = row_of(page, "dai.mp4")
    bar = row.get_by_role("progressbar")
    # From here on it is the server that works.
    expect(row.get_by_role("button", name="Xóa dai.mp4")).to_be_visible(timeout=READY_MS)
    page.on("request", lambda request: looks.append(request.url) if re.search(r"/media\?ids=", request.url) else None)

    seen: list[float] = []
    done = row.get_by_text("Sẵn sàng, dài 0:40")
    for _ in range(1_500):
        # All at once and without waiting: the bar goes away when the work is done.
        seen += [value for value in bar.evaluate_all("bars => bars.map(bar => bar.value)") if value not in seen[-1:]]
        if done.count():
            break
        page.wait_for_timeout(100)

    assert len(seen) >= 3, seen
    assert seen == sorted(seen), seen
    assert streams
    expect(done).to_be_visible()
    # It was told, not asked: once it has arrived, taken up, ready to play, whole.
    assert len(looks) <= 5, looks


def test_without_a_stream_the_page_looks_again_by_itself(person, season, files):
    page, _ = open_files(person, season, "Không có luồng")
    page.route("**/api/v1/media/events?*", lambda route: route.abort())
    choose(page, files["anh.jpg"], files["hai-mau.mp4"])

    for name in ("anh.jpg", "hai-mau.mp4"):
        expect(row_of(page, name).get_by_text(re.compile("^Sẵn sàng, "))).to_be_visible(timeout=READY_MS)


def test_a_point_of_a_picture_stays_in_view(person, season, files):
    page, initiative_id = open_files(person, season, "Điểm luôn thấy")
    choose(page, files["anh.jpg"])
    row = row_of(page, "anh.jpg")
    expect(row.get_by_text(re.compile("^Sẵn sàng, "))).to_be_visible(timeout=READY_MS)
    row.get_by_role("button", name="Chọn phần luôn được thấy của anh.jpg").click()
    dialog = page.get_by_role("dialog")
    picture = dialog.get_by_role("img", name="anh.jpg")
    until(page, "image => image.complete && image.naturalWidth > 0", picture.element_handle())
    box = picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    expect(dialog.get_by_label("Từ mép trái")).to_have_value("25")
    point = dialog.get_by_role("button", name=re.compile("^Điểm luôn được thấy"))
    point.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    dialog.get_by_label("Từ mép trên").fill("12,5")
    dialog.get_by_role("button", name="Lưu").click()
    expect(dialog).to_have_count(0)

    lead = Api(season.url, "lead")
    media_id = id_of(lead, initiative_id, "anh.jpg")
    assert lead.get(f"/media/{media_id}")["focal_point"] == {"x": 260, "y": 125}
    assert "26% 12.5%" in row.locator("img").evaluate("image => getComputedStyle(image).objectPosition")


def test_the_picture_of_a_film_is_chosen_and_changes_without_a_reload(person, season, files):
    page, initiative_id = open_files(person, season, "Ảnh của phim")
    choose(page, files["hai-mau.mp4"])
    row = row_of(page, "hai-mau.mp4")
    expect(row.get_by_text("Sẵn sàng, dài 0:08")).to_be_visible(timeout=READY_MS)
    lead = Api(season.url, "lead")
    media_id = id_of(lead, initiative_id, "hai-mau.mp4")
    before = average(lead, media_id)
    moment, expected = ("0:06", "blue") if before == "red" else ("0:02", "red")

    row.get_by_role("button", name="Chọn ảnh đại diện của phim hai-mau.mp4").click()
    dialog = page.get_by_role("dialog")
    frames = dialog.get_by_role("list").first
    until(page, "list => list.getAttribute('aria-busy') === 'false'", frames.element_handle())
    frame = dialog.get_by_role("button", name=f"Khung hình lúc {moment}").first
    frame.click()
    expect(frame).to_have_attribute("aria-pressed", "true")
    source = row.locator("img").get_attribute("src")
    dialog.get_by_role("button", name="Lưu").click()
    expect(dialog).to_have_count(0)

    expect(row.get_by_text("Sẵn sàng, dài 0:08")).to_be_visible(timeout=READY_MS)
    assert average(lead, media_id) == expected
    assert row.locator("img").get_attribute("src") != source


def id_of(author: Api, initiative_id: str, name: str) -> str:
    attachments = author.get(f"/initiatives/{initiative_id}")["attachments"]
    return next(one["media_id"] for one in attachments if one["file_name"] == name)


def average(author: Api, media_id: str) -> str:
    """Return which of red and blue the picture of the film is."""
    colour = author.get(f"/media/{media_id}")["average_colour"]
    return "red" if int(colour[1:3], 16) > int(colour[5:7], 16) else "blue"


def test_the_same_file_is_not_sent_twice_and_the_page_says_so(person, season, files):
    page, _ = open_files(person, season, "Hai lần")
    choose(page, files["anh.jpg"])
    row = row_of(page, "anh.jpg")
    expect(row.get_by_text(re.compile("^Sẵn sàng, "))).to_be_visible(timeout=READY_MS)

    choose(page, files["anh.jpg"])
    expect(row.get_by_text("Tệp này đã có trong danh sách nên chỉ được giữ một lần.")).to_be_visible(timeout=READY_MS)
    expect(row).to_have_count(1)

    again, _ = open_files(person, season, "Dùng lại")
    choose(again, files["anh.jpg"])
    expect(row_of(again, "anh.jpg").get_by_text(re.compile(r"Đã có từ ngày \d{2}/\d{2}/\d{4}: dùng lại"))).to_be_visible(timeout=READY_MS)


def test_what_does_not_fit_is_refused_before_its_first_byte(person, season, files):
    lead = Api(season.url, "lead")
    unit_id = next(one["id"] for one in lead.get("/units") if one["code"] == "DT")
    Api(season.url, "admin").post("/media/quotas", campaign_id=season.call["id"], max_bytes=5_000)
    page, _ = open_files(person, season, "Hết chỗ")
    expect(page.get_by_text("Đơn vị của bạn còn 5 kB trong tổng số 5 kB cho đợt này")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method in {"POST", "PUT"} and "/media" in request.url else None)

    choose(page, files["anh.jpg"])

    expect(row_of(page, "anh.jpg").get_by_text(re.compile("^Trong đợt này đơn vị đã gửi"))).to_be_visible()
    assert sent == []
    body = {
        "unit_id": unit_id,
        "campaign_id": season.call["id"],
        "file_name": "a.jpg",
        "size_bytes": 6000,
        "fingerprint": f"mark-{season.word}",
    }
    assert lead.refused("POST", "/media/uploads", **body) == (409, "media_campaign_quota_exceeded")


def test_a_file_counts_in_the_call_that_it_is_sent_for(person, season, files):
    Api(season.url, "admin").post("/media/quotas", campaign_id=season.call["id"], max_bytes=10**9)
    page, _ = open_files(person, season, "Tính vào đợt")
    before = taken(Api(season.url, "lead"), season)
    choose(page, files["anh.jpg"])
    expect(row_of(page, "anh.jpg").get_by_text(re.compile("^Sẵn sàng, "))).to_be_visible(timeout=READY_MS)

    assert taken(Api(season.url, "lead"), season) - before == files["anh.jpg"].stat().st_size


def taken(author: Api, season: Season) -> int:
    """Return what the unit has handed in for this call alone."""
    rooms = author.get("/media/room", unit_id=unit_of(author), campaign_id=season.call["id"])
    return next(room["used_bytes"] for room in rooms["rooms"] if room["campaign_id"] == season.call["id"])


def unit_of(author: Api) -> str:
    return next(one["id"] for one in author.get("/units") if one["code"] == "DT")


def test_an_initiative_is_handed_in_while_its_film_is_prepared(person, season, files):
    initiative_id = season.draft(f"Nộp khi đang xử lý {season.word}", files=())
    lead = person("lead")
    page = lead.open(f"/initiatives/{initiative_id}/edit")
    page.get_by_role("link", name=SECTION).click()
    choose(page, files["dai.mp4"])
    expect(row_of(page, "dai.mp4").get_by_role("button", name="Xóa dai.mp4")).to_be_visible(timeout=READY_MS)
    author = Api(season.url, "lead")
    # Saved by itself; the film is still at work.
    for _ in range(50):
        if any(one["file_name"] == "dai.mp4" for one in author.get(f"/initiatives/{initiative_id}")["attachments"]):
            break
        page.wait_for_timeout(100)
    page.goto(f"{season.url}/initiatives/{initiative_id}/check")
    expect(page.get_by_text("1 tệp đang được chuẩn bị")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^Nội dung nộp là trung thực")).check()
    page.get_by_role("button", name="Nộp sáng kiến").click()
    page.get_by_role("heading", level=1, name="Giấy biên nhận").wait_for()

    media_id = id_of(author, initiative_id, "dai.mp4")
    for _ in range(300):
        if author.get(f"/media/{media_id}")["state"] == "ready":
            break
        page.wait_for_timeout(300)
    assert author.get(f"/media/{media_id}")["state"] == "ready"
    # It stands before judges now: it stays as it was handed in.
    seen = author.get(f"/media/{media_id}")
    assert author.refused("PUT", f"/media/{media_id}/focal-point", x=1, y=1, version=seen["version"]) == (409, "media_held")


def test_pictures_without_a_description_are_named_before_handing_in(person, season, files):
    page, initiative_id = open_files(person, season, "Chưa có mô tả")
    choose(page, files["anh.jpg"])
    row = row_of(page, "anh.jpg")
    expect(row.get_by_text(re.compile("^Sẵn sàng, "))).to_be_visible(timeout=READY_MS)
    page.goto(f"{season.url}/initiatives/{initiative_id}/check")
    expect(page.get_by_text("1 ảnh chưa có lời mô tả")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="anh.jpg").click()
    page.get_by_role("heading", level=1, name=SECTION).wait_for()
    described = row_of(page, "anh.jpg").get_by_label(re.compile("^Mô tả hình ảnh cho người không nhìn thấy"))
    described.fill("Bảng màu thử hình của máy quay.")
    described.blur()
    page.wait_for_timeout(1_000)
    page.goto(f"{season.url}/initiatives/{initiative_id}/check")
    page.get_by_role("heading", level=1).wait_for()
    expect(page.get_by_text("ảnh chưa có lời mô tả")).to_have_count(0)


def test_a_cut_stream_is_picked_up_where_things_stand(person, season, files):
    page, _ = open_files(person, season, "Đứt luồng")
    choose(page, files["hai-mau.mp4"])
    page.context.set_offline(True)
    page.wait_for_timeout(1500)
    page.context.set_offline(False)
    expect(row_of(page, "hai-mau.mp4").get_by_text(re.compile("^Sẵn sàng, dài 0:08"))).to_be_visible(timeout=READY_MS)


def test_nobody_hears_of_files_of_others(stack, season, files):
    lead, stranger = Api(stack.url, "lead"), Api(stack.url, "juror1")
    media_id = lead.upload(unit_of(lead), files["anh.jpg"])

    assert stranger.refused("GET", f"/media/events?ids={media_id}")[0] in {403, 404}
    assert httpx.get(f"{stack.url}/api/v1/media/events?ids={media_id}", timeout=10).status_code == 401


def test_another_browser_of_the_same_person_sends_only_the_rest(person, season, tmp_path):
    film = tmp_path / "bo-do.mp4"
    film.write_bytes(os.urandom(80 * 1024**2))
    initiative_id = season.draft(f"Hai trình duyệt {season.word}", files=())
    first, second = person("contributor"), person("contributor")
    page = first.open(f"/initiatives/{initiative_id}/edit")
    page.get_by_role("link", name=SECTION).click()
    line = first.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 8 * 1024**2}
    )
    arrived: list[str] = []
    page.on("requestfinished", lambda request: arrived.append(request.url) if "partNumber=" in request.url else None)
    choose(page, film)
    until(page, "bar => bar.value > 50 * 1024 ** 2", row_of(page, film.name).get_by_role("progressbar").element_handle())
    first.context.close()

    page = second.open(f"/initiatives/{initiative_id}/edit")
    page.get_by_role("link", name=SECTION).click()
    line = second.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4 * 1024**2}
    )
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "PUT" and "partNumber=" in request.url else None)
    choose(page, film)
    expect(row_of(page, film.name).get_by_text(re.compile(r"^Đang tải lên, tiếp từ \d+ MB"))).to_be_visible()
    expect(page.get_by_text("Xét theo nội dung").or_(page.get_by_text("không nhận")).first).to_be_visible(timeout=READY_MS)
    assert len(arrived) >= 50 // PART_MB - PARTS_AT_ONCE
    assert 1 <= len(sent) <= 80 // PART_MB - len(arrived), (sent, arrived)
