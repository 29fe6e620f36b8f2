"""Journey 5: a council meets, votes in the open and hears its result with the reasons."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.season import Season

MEMBERS = ("chair", "secretary", "member1", "member2")


@pytest.fixture
def season(stack):
    """A call with one scored entry of which a member of the council is an author."""
    season = Season(stack.url)
    draft_id = season.draft(f"Bản đồ di sản {season.word}")
    lead, path = Api(stack.url, "lead"), f"/initiatives/{draft_id}"
    shares = [
        {"account_id": lead.id, "share_hundredths": 6000},
        {"email": "member3@demo.exemplar.test", "share_hundredths": 4000},
    ]
    lead.put(f"{path}/authors", version=lead.get(path)["version"], authors=shares)
    Api(stack.url, "member3").post(f"{path}/share-confirmation", share_hundredths=4000)
    lead.post(f"{path}/submission", version=lead.get(path)["version"], oath=True)
    screener = Api(stack.url, "screener")
    revision_id = screener.get(f"/screening/{draft_id}")["initiative"]["current_revision_id"]
    screener.clear_for_jury(draft_id)
    screener.post(f"/screening/{draft_id}/decision", revision_id=revision_id, outcome="accept")
    season.judge()
    assert season.council_id
    return season


def prepare(page: Page, season: Season) -> None:
    page.get_by_role("button", name="Chuẩn bị phiên họp").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tiếng Việt").fill(f"Phiên họp {season.word}")
    dialog.get_by_label("Địa điểm").fill("Phòng họp số 2")
    held_at = datetime.now(UTC) + timedelta(hours=8)
    dialog.get_by_label("Thời gian").fill(held_at.strftime("%Y-%m-%dT%H:%M"))
    dialog.get_by_role("button", name="Chuẩn bị").click()
    page.get_by_role("heading", level=1, name=f"Phiên họp {season.word}").wait_for()
    page.get_by_role("button", name="Thêm sáng kiến").click()
    page.get_by_role("dialog").get_by_role("checkbox", name=f"Bản đồ di sản {season.word}").check()
    page.get_by_role("dialog").get_by_role("button", name="Đưa 1 nội dung vào chương trình").click()
    expect(page.get_by_role("link", name=f"Bản đồ di sản {season.word}")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Hồi tị: Dương Thị Yến \(tác giả"))).to_be_visible()
    press(page, "Triệu tập phiên họp")


def press(page: Page, act: str, *, asks: bool = True) -> None:
    """Take the one legal next step, and say yes where it asks."""
    page.get_by_role("main").get_by_role("button", name=act, exact=True).click()
    if asks:
        page.get_by_role("dialog").get_by_role("button", name=act, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_council_votes_in_the_open_and_hears_the_reasons(person, season):
    secretary = person("secretary").open(f"/manage/{season.call['id']}/council")
    prepare(secretary, season)
    path = "/council/" + secretary.url.rsplit("/", 1)[1]
    seats = {name: person(name, width=390 if name == "member1" else 1280) for name in (*MEMBERS, "member3")}

    chair = seats["chair"].open(path)
    press(chair, "Khai mạc phiên họp", asks=False)
    expect(chair.get_by_text("Chưa mở biểu quyết được")).to_be_visible()
    booths = {name: seat.open(f"{path}/vote") for name, seat in seats.items()}
    for booth in booths.values():
        booth.get_by_role("button", name="Tôi có mặt").click()
    for booth in booths.values():
        expect(booth.get_by_text("Bạn đã điểm danh.")).to_be_visible()

    chair = seats["chair"].open(path)
    press(chair, "Mở biểu quyết")
    booths["chair"] = seats["chair"].open(f"{path}/vote")
    for name in MEMBERS:
        booth = booths[name]
        choice = "Không có ý kiến" if name == "member2" else "Đồng ý"
        booth.get_by_role("button", name=choice, exact=True).click()
        booth.get_by_role("dialog").get_by_role("button", name="Biểu quyết", exact=True).click()
        expect(booth.get_by_text(f"Đã ghi nhận ý kiến của bạn: {choice}")).to_be_visible()
    expect(booths["member3"].get_by_text("Bạn hồi tị ở nội dung này nên không biểu quyết.")).to_be_visible()
    expect(booths["member3"].get_by_role("button", name="Đồng ý", exact=True)).to_have_count(0)

    chair = seats["chair"].open(path)
    press(chair, "Đóng biểu quyết")
    press(chair, "Kiểm phiếu", asks=False)
    result = chair.locator("section").filter(has=chair.get_by_role("heading", name=f"Kết quả: Bản đồ di sản {season.word}"))
    expect(result.get_by_text("Thông qua").first).to_be_visible()
    expect(result.get_by_role("heading", name="Quy chế được áp dụng thế nào")).to_be_visible()
    expect(result.get_by_text(re.compile("Số thành viên tối thiểu: có mặt 5"))).to_be_visible()
    expect(result.get_by_text("Kiểm phiếu: 3 đồng ý, 0 không đồng ý, 1 không có ý kiến")).to_be_visible()
    expect(result.get_by_role("row", name=re.compile("Dương Thị Yến.*hồi tị"))).to_be_visible()
    expect(booths["member1"].get_by_text("Thông qua").first).to_be_visible()
    press(chair, "Kết thúc phiên họp")
    expect(booths["member3"].get_by_text("Phiên họp đã kết thúc.")).to_be_visible()
