"""Journeys 6 and 7: a decision is proposed, released, certified, checked by a stranger and, if need be, revoked."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.browser.season import Season, let_confirmation_lapse
from tests.browser.stack import PASSWORD

TITLE = "Bản đồ âm thanh ở đình làng"


@pytest.fixture
def season(stack):
    """A call in which a council has just counted its votes on one entry."""
    season = Season(stack.url)
    initiative_id = season.accepted(f"{TITLE} {season.word}")
    season.judge()
    season.decide(initiative_id)
    return season


def confirm(page: Page) -> None:
    """Give the password once more where the act asks for it."""
    dialog = page.get_by_role("dialog").filter(has=page.get_by_role("heading", name="Xin xác nhận đúng là bạn"))
    dialog.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Xác nhận").click()


def propose(page: Page, title: str) -> None:
    page.get_by_role("checkbox", name=title).check()
    page.get_by_role("button", name="Đề xuất 1 quyết định").click()
    expect(page.get_by_text("Bạn đã đề xuất mục này; người khác sẽ công bố.").first).to_be_visible()


def release(page: Page, title: str) -> None:
    page.get_by_role("checkbox", name=title).check()
    page.get_by_role("button", name="Công bố 1 quyết định").click()
    page.get_by_role("dialog").get_by_role("button", name="Công bố", exact=True).click()
    confirm(page)
    expect(page.get_by_text("Đã công bố. Tác giả đã được báo")).to_be_visible()


def words_of(document: bytes) -> str:
    pages = PdfDocument(document)
    return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", " ")


def revoke(page: Page, title: str) -> None:
    row = page.get_by_role("row").filter(has_text=title)
    row.get_by_role("button", name=re.compile("^Thu hồi")).click()
    dialog = page.get_by_role("dialog").filter(has=page.get_by_role("heading", name=re.compile("^Thu hồi giấy chứng nhận")))
    dialog.get_by_label("Lý do, công khai cho mọi người").fill("Số liệu đối chứng không đúng.")
    dialog.get_by_role("button", name="Thu hồi vĩnh viễn").click()
    confirm(page)
    expect(row.get_by_text("Đã thu hồi")).to_be_visible()


def test_an_award_is_released_checked_by_a_stranger_and_revoked(person, stack, season):
    title = f"{TITLE} {season.word}"
    propose(person("secretary").open("/awards"), title)
    chair = person("chair")
    let_confirmation_lapse(stack, "chair")
    awards = chair.open("/awards")
    release(awards, title)
    code_link = awards.get_by_role("row").filter(has_text=title).get_by_role("link")
    certificate = code_link.get_attribute("href")
    assert certificate is not None

    stranger = person(width=390)
    page = stranger.open(certificate)
    expect(page.get_by_role("status").filter(has_text="Hợp lệ")).to_be_visible()
    expect(page.get_by_text(title).first).to_be_visible()
    expect(page.get_by_text("Trình duyệt của bạn đã tự xác minh chữ ký số.")).to_be_visible()
    pdf = page.get_by_role("link", name="Mở giấy chứng nhận (PDF)")
    for _ in range(30):
        if pdf.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
        page.get_by_role("status").filter(has_text="Hợp lệ").wait_for()
    answer = httpx.get(stack.url + str(pdf.get_attribute("href")), follow_redirects=True)
    assert answer.content.startswith(b"%PDF-")
    assert title in words_of(answer.content)
    expect(stranger.open(f"/?q={season.word}").get_by_role("link", name=title).first).to_be_visible()

    let_confirmation_lapse(stack, "chair")
    revoke(chair.open("/awards"), title)
    page = stranger.open(certificate)
    expect(page.get_by_role("status").filter(has_text="Đã thu hồi")).to_be_visible()
    expect(page.get_by_text("Số liệu đối chứng không đúng.")).to_be_visible()
    expect(page.get_by_role("link", name="Mở giấy chứng nhận (PDF)")).to_have_count(0)
    expect(person().open(f"/?q={season.word}").get_by_text("Không tìm thấy kết quả phù hợp")).to_be_visible()
