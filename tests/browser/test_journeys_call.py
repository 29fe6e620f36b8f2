"""Journey 1: a manager opens a call, and a visitor sees it."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.season import new_word

STAGES = ("Nộp hồ sơ", "Sơ duyệt", "Chấm điểm", "Hội đồng")


def task(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def save_and_return(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Đã lưu")).to_be_visible()
    page.get_by_role("link", name="← ").first.click()
    page.get_by_role("heading", name="Công bố", exact=True).wait_for()


def start_from_template(page: Page, word: str) -> None:
    page.get_by_role("button", name="Đợt phát động mới").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tên tiếng Việt").fill(f"Thi đua xanh {word}")
    dialog.get_by_label("Mã", exact=True).fill(f"X-{word}")
    dialog.get_by_role("radio", name="Giải thưởng sáng kiến").check()
    dialog.get_by_role("button", name="Tạo bản nháp").click()
    page.get_by_role("heading", level=1, name=f"Thi đua xanh {word}").wait_for()


def set_stages(page: Page) -> None:
    task(page, "Giai đoạn và thời hạn")
    opens, closes = (datetime.now(UTC) + timedelta(days=days) for days in (-1, 30))
    for stage in STAGES:
        panel = page.locator("section").filter(has=page.get_by_role("heading", name=stage, exact=True))
        panel.get_by_label("Bắt đầu").fill(opens.strftime("%Y-%m-%dT08:00"))
        panel.get_by_label("Kết thúc").fill(closes.strftime("%Y-%m-%dT17:00"))
    save_and_return(page)


def add_a_question(page: Page) -> None:
    task(page, "Mẫu hồ sơ")
    page.get_by_role("button", name="Thêm câu hỏi").first.click()
    words = page.get_by_role("group", name="Câu hỏi", exact=True)
    words.get_by_label("Tiếng Việt").fill("Đã trồng bao nhiêu cây xanh?")
    page.get_by_label("Kiểu trả lời").select_option(label="Số")
    page.get_by_role("group", name="Đơn vị tính").get_by_label("Tiếng Việt").fill("cây")
    preview = page.locator("section").filter(has=page.get_by_role("heading", name="Xem trước"))
    expect(preview).to_contain_text("Đã trồng bao nhiêu cây xanh?")
    save_and_return(page)


def weigh_criteria_anew(page: Page) -> None:
    task(page, "Thang điểm")
    expect(page.get_by_text("Tổng điểm đủ 100.")).to_be_visible()
    page.get_by_role("button", name="Thêm tiêu chí").click()
    page.get_by_role("group", name="Tiêu chí", exact=True).last.get_by_label("Tiếng Việt").fill("Bảo vệ môi trường")
    page.get_by_role("textbox", name="Điểm tối đa").last.fill("10")
    expect(page.get_by_text(re.compile(r"Thừa \d+ điểm"))).to_be_visible()
    page.get_by_role("button", name="Xóa Bảo vệ môi trường").click()
    expect(page.get_by_text("Tổng điểm đủ 100.")).to_be_visible()
    page.get_by_role("group", name="Tên thang điểm").get_by_label("Tiếng Việt").fill("Thang điểm xanh")
    save_and_return(page)


def add_a_category(page: Page) -> None:
    task(page, "Hạng mục giải thưởng")
    page.get_by_role("button", name="Thêm hạng mục").click()
    added = page.locator("section").filter(has=page.get_by_role("heading", name="Hạng mục A2"))
    added.get_by_role("group", name="Tên hạng mục").get_by_label("Tiếng Việt").fill("Đơn vị xanh")
    added.get_by_role("group", name="Tên giải thưởng ghi trên giấy chứng nhận").get_by_label("Tiếng Việt").fill("Giải Đơn vị xanh")
    save_and_return(page)


def choose_rules(page: Page) -> None:
    task(page, "Hội đồng")
    for category in ("A1", "A2"):
        chosen = page.get_by_label(re.compile(f"^{category} · "))
        rule = chosen.locator("option").filter(has_text="V1 (1)")
        rule.wait_for(state="attached")
        chosen.select_option(rule.get_attribute("value"))
        expect(page.get_by_text("ít nhất 7/10 tổng số thành viên").nth(int(category[1]) - 1)).to_be_visible()
    page.get_by_role("link", name="Thiết lập đợt phát động").click()


def test_a_manager_opens_a_call_and_a_visitor_sees_it(person):
    word = new_word()
    page = person("manager").open("/manage")

    start_from_template(page, word)
    expect(page.get_by_text("Chưa thể công bố")).to_be_visible()
    set_stages(page)
    add_a_question(page)
    weigh_criteria_anew(page)
    add_a_category(page)
    choose_rules(page)
    page.get_by_role("button", name="Công bố đợt phát động").click()
    page.get_by_role("dialog").get_by_role("button", name="Công bố đợt phát động").click()
    expect(page.get_by_text("Đã công bố")).to_be_visible()

    task(page, "Mẫu hồ sơ")
    expect(page.get_by_text("Yêu cầu và cách chấm được giữ đúng như các đơn vị đã đọc.")).to_be_visible()
    expect(page.get_by_role("button", name="Thêm câu hỏi")).to_have_count(0)
    expect(page.get_by_role("button", name="Lưu", exact=True)).to_have_count(0)

    visitor = person().open("/calls")
    visitor.get_by_role("link", name=f"Thi đua xanh {word}").click()
    visitor.get_by_role("heading", level=1, name=f"Thi đua xanh {word}").wait_for()
    expect(visitor.get_by_text("Đơn vị xanh").first).to_be_visible()
    visitor.get_by_text("Bối cảnh", exact=True).click()
    expect(visitor.get_by_text("Đã trồng bao nhiêu cây xanh?")).to_be_visible()
    expect(visitor.get_by_role("link", name="Đăng nhập để tham gia")).to_be_visible()
