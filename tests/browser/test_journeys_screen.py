"""Journey 3: a screener sends an entry back with reasons, the unit mends it, the screener accepts."""

import re

from playwright.sync_api import expect

from tests.browser.api import Api
from tests.browser.season import Season


def test_an_entry_comes_back_with_reasons_is_mended_compared_and_accepted(person, stack):
    season = Season(stack.url)
    title = f"Thư viện trên xe đạp {season.word}"
    initiative_id = season.submitted(title)
    screener, lead = person("screener"), person("lead")

    desk = screener.open(f"/screening/{initiative_id}")
    desk.get_by_role("heading", level=1, name=title).wait_for()
    panel = desk.get_by_role("main")
    panel.get_by_role("radio", name="Trả lại để bổ sung (R)").check()
    panel.get_by_role("button", name="Ghi quyết định").click()
    expect(panel.get_by_text("Có chỗ cần sửa")).to_be_visible()
    panel.get_by_role("checkbox", name="Thiếu minh chứng").check()
    panel.get_by_label("Lời nhắn cho đơn vị").fill("Xin nêu rõ số lượt mượn trước và sau.")
    panel.get_by_role("button", name="Ghi quyết định").click()
    desk.wait_for_url(lambda url: initiative_id not in url)

    page = lead.open(f"/initiatives/{initiative_id}")
    expect(page.get_by_text("Xin nêu rõ số lượt mượn trước và sau.")).to_be_visible()
    page.get_by_role("link", name="Bổ sung, chỉnh sửa").click()
    page.get_by_role("link", name="Hiệu quả").click()
    page.get_by_label("Lợi ích thu được").fill("Lượt mượn tăng từ 40 lên 280 mỗi tháng.")
    expect(page.get_by_role("status").filter(has_text=re.compile("^Đã lưu lúc"))).to_be_visible()
    page = lead.open(f"/initiatives/{initiative_id}/check")
    page.get_by_role("checkbox", name=re.compile("^Nội dung nộp là trung thực")).check()
    page.get_by_role("button", name="Nộp sáng kiến").click()
    page.get_by_role("heading", level=1, name="Giấy biên nhận").wait_for()
    page.get_by_role("link", name="Theo dõi tiến độ").click()
    page.get_by_role("link", name="Các lần nộp và thay đổi").click()
    page.get_by_role("heading", name="Từ lần nộp 1 đến lần nộp 2").wait_for()
    expect(page.get_by_role("insertion").filter(has_text="280")).to_be_visible()
    expect(page.get_by_role("deletion").first).to_be_visible()

    Api(stack.url, "screener").clear_for_jury(initiative_id)
    desk = screener.open("/screening")
    desk.get_by_role("link", name=title).click()
    desk.get_by_role("heading", level=1, name=title).wait_for()
    expect(desk.get_by_role("insertion").filter(has_text="280")).to_be_visible()
    desk.get_by_role("radio", name="Đủ điều kiện (A)", exact=True).focus()
    desk.keyboard.press("a")
    expect(desk.get_by_role("radio", name="Đủ điều kiện (A)", exact=True)).to_be_checked()
    desk.get_by_role("button", name="Ghi quyết định").click()
    desk.wait_for_url(lambda url: initiative_id not in url)
    expect(lead.open(f"/initiatives/{initiative_id}").get_by_text("Đủ điều kiện, đang chấm").first).to_be_visible()
