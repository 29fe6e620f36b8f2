"""What holds on every way: the keyboard alone, the language, leaving everywhere, and the log."""

import re

from playwright.sync_api import Page, expect

from tests.browser.stack import PASSWORD


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("() => { const e = document.activeElement; return e.ariaLabel || e.textContent || ''; }")
        if focused.strip() == name:
            return
    raise AssertionError(f"Tab never reached {name}")


def test_the_keyboard_alone_signs_in_and_gets_about(person):
    page = person().open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến thẳng nội dung")).to_be_focused()
    tab_to(page, "Đăng nhập")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Đăng nhập").wait_for()
    page.get_by_label("Địa chỉ thư điện tử").focus()
    page.keyboard.type("staff@demo.exemplar.test")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Sáng kiến hay, sẵn sàng nhân rộng").wait_for()
    tab_to(page, "Đợt phát động")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Các đợt phát động sáng kiến").wait_for()


def test_another_language_stays_on_the_page(person):
    page = person().open("/calls")
    page.get_by_role("button", name="fr").click()
    page.get_by_role("heading", level=1, name="Appels à initiatives").wait_for()
    assert page.url.endswith("/calls")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("button", name="vi").click()
    page.get_by_role("heading", level=1, name="Các đợt phát động sáng kiến").wait_for()


def test_signing_out_everywhere_ends_the_other_session(person):
    desk, phone = person("staff"), person("staff", width=390)
    other = phone.open("/account")
    other.get_by_role("heading", level=1, name="Tài khoản của tôi").wait_for()
    page = desk.open("/account")
    page.get_by_role("button", name="Đăng xuất trên mọi thiết bị").click()
    page.get_by_role("dialog").get_by_role("button", name="Đăng xuất mọi nơi").click()
    page.get_by_role("heading", level=1, name="Đăng nhập").wait_for()
    other = phone.open("/account")
    expect(other.get_by_role("heading", level=1, name="Đăng nhập")).to_be_visible()


def test_the_auditor_proves_the_log(person):
    page = person("auditor").open("/audit")
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    page.get_by_role("button", name="Kiểm tra toàn bộ nhật ký").click()
    expect(page.get_by_text(re.compile("Nhật ký nguyên vẹn: đã kiểm tra"))).to_be_visible()
