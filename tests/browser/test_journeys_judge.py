"""Journey 4: entries are assigned, scored by keyboard alone, ranked, and answered to their authors once that is released."""

import re

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.season import JURORS, Season

REVIEW = "/manage/{}/review"


def assign_by_proposal(page: Page) -> None:
    page.get_by_role("tab", name="Phân công").click()
    page.get_by_role("button", name="Lập đề xuất phân công").click()
    expect(page.get_by_text("Thêm 6 phiếu chấm.")).to_be_visible()
    page.get_by_role("button", name="Áp dụng đề xuất này").click()
    expect(page.get_by_text("Đã phân công 6 phiếu chấm.")).to_be_visible()


def type_points(page: Page, share: float) -> None:
    """Give every criterion its points with digits and Enter; the mouse is not touched."""
    page.get_by_role("form", name="Phiếu chấm điểm").get_by_role("textbox").first.focus()
    for _ in range(page.locator("[data-points]").count() - 1):
        type_one(page, share)
        page.keyboard.press("Enter")
    type_one(page, share)


def type_one(page: Page, share: float) -> None:
    maximum = page.evaluate("document.activeElement.closest('fieldset').textContent.match(/trên (\\d+)/)[1]")
    page.keyboard.type(str(int(int(maximum) * share)))


def seal_by_keyboard(page: Page) -> None:
    page.locator("[data-points]").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading", name="Chốt phiếu này?")).to_be_visible()
    seal = page.get_by_role("dialog").get_by_role("button", name=re.compile("^Chốt với"))
    for _ in range(5):
        if seal.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Chốt phiếu này")).to_have_count(0)


def test_entries_are_assigned_scored_by_keyboard_ranked_and_answered(person, stack):
    season = Season(stack.url)
    first, second = f"Tủ sách lưu động {season.word}", f"Vé điện tử {season.word}"
    initiative_id = season.accepted(first)
    season.accepted(second)
    season.seat_jury()
    manager = person("manager")
    page = manager.open(REVIEW.format(season.call["id"]))
    assign_by_proposal(page)

    desk = person("juror1").open("/jury")
    desk.get_by_role("link", name=first).focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", level=1, name=first).wait_for()
    expect(desk.get_by_text("Chấm ẩn danh")).to_be_visible()
    expect(desk.get_by_text("Cổ Loan")).to_have_count(0)
    expect(desk.get_by_text("Nguyễn Thị Lan")).to_have_count(0)
    type_points(desk, 0.9)
    expect(desk.get_by_text(re.compile("Đã lưu lúc"))).to_be_visible()
    given = [field.input_value() for field in desk.locator("[data-points]").all()]
    desk.reload()
    desk.locator("[data-points]").first.wait_for()
    assert [field.input_value() for field in desk.locator("[data-points]").all()] == given
    seal_by_keyboard(desk)
    desk.reload()
    expect(desk.locator("[data-points]").first).not_to_be_editable()

    entry = person("lead").open(f"/initiatives/{initiative_id}")
    expect(entry.get_by_text("Đủ điều kiện, đang chấm").first).to_be_visible()
    entry.get_by_role("button", name="Xem nhận xét").click()
    expect(entry.get_by_text("Nhận xét chưa được công bố")).to_be_visible()
    assert Api(stack.url, "lead").refused("GET", f"/initiatives/{initiative_id}/feedback")[0] == 404
    for juror in JURORS[1:]:
        season.score(juror, 80)
    season.score("juror1", 70)
    page = manager.open(REVIEW.format(season.call["id"]))
    page.get_by_role("tab", name="Xếp hạng").click()
    rows = page.get_by_role("row")
    expect(rows.nth(1)).to_contain_text(first)
    expect(rows.nth(1)).to_contain_text("83,33")
    expect(rows.nth(2)).to_contain_text(second)
    expect(rows.nth(2)).to_contain_text("Đạt")

    page.get_by_role("tab", name="Tiến độ").click()
    page.get_by_role("button", name="Công bố phản hồi").click()
    page.get_by_role("dialog").get_by_role("button", name="Công bố phản hồi").click()
    expect(page.get_by_text("Đã công bố lúc")).to_be_visible()
    entry = person("lead").open(f"/initiatives/{initiative_id}")
    entry.get_by_role("button", name="Xem nhận xét").click()
    expect(entry.get_by_text("Rõ ràng, dễ làm theo.").first).to_be_visible()
    assert "Vũ Thị Kim Oanh" not in entry.content()
