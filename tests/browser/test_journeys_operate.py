"""The operator's day: what failed is seen and tried again, room is limited, and the store is compared with the database."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound

from exemplar import cli, wiring
from exemplar.core.database import transaction
from exemplar.core.settings import Settings
from exemplar.core.storage import ObjectMissing
from tests import samples
from tests.browser.api import Api
from tests.browser.stack import Stack

PATIENCE_SECONDS = 120

A_FILM = text(
    """
    SELECT media_file.id, media_derivative.object_key
    FROM media_file JOIN media_derivative ON media_id = media_file.id AND name = 'v240.mp4'
    WHERE kind = 'video' AND state = 'ready' AND percent = 100 ORDER BY media_file.id LIMIT 1
    """
)
A_PICTURE = text(
    """
    SELECT media_derivative.object_key FROM media_derivative JOIN media_file ON media_file.id = media_id
    WHERE kind = 'image' AND state = 'ready' AND percent = 100 AND media_derivative.name = 'w320.webp' ORDER BY media_file.id LIMIT 1
    """
)
UNDONE = text("UPDATE media_file SET steps_done = steps_done - 'sprite', percent = 96, attempts = 5 WHERE id = :id")
QUEUED = text(
    """
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'media.again', 0, NULL, NULL,
        jsonb_build_object('media_id', CAST(:id AS text)), NULL)::procrastinate_job_to_defer_v1])
    """
)
A_COVER = text(
    """
    SELECT publication.id, media_derivative.object_key FROM publication
    JOIN media_derivative ON media_id = CAST(publication.cover->>'media_id' AS uuid)
        AND edition = 'plain' AND content_type = 'image/webp' AND media_derivative.width <= 1300
    WHERE publication.state = 'published' ORDER BY publication.id, media_derivative.width DESC LIMIT 1
    """
)
LAST_TRY = text(
    """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, attempts)
    SELECT 'default', 'gallery.make_share_card', jsonb_build_object('publication_id', CAST(:id AS text)), 8 FROM generate_series(1, 2)
    """
)
WORK_LEFT = text(
    "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'gallery.make_share_card' AND status IN ('todo', 'doing', 'failed')"
)


def behind(stack: Stack, act: Callable[[wiring.Services], Awaitable[Any]]) -> Any:
    """Do something to the database and the object store behind the product's back."""

    async def done() -> Any:
        settings = Settings()
        settings.home.home = stack.home
        services = wiring.make_services(cli._reaching(settings))
        try:
            return await act(services)
        finally:
            await services.storage.close()
            await services.engine.dispose()

    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with ThreadPoolExecutor(1) as beside:
                return beside.submit(asyncio.run, done()).result()
        except NoResultFound:
            # The files of the demo are still being prepared.
            if time.monotonic() > give_up_at:
                raise
            time.sleep(1)


async def break_a_film(services: wiring.Services) -> tuple[str, bytes]:
    """Lose what a film's last step builds upon and have that step done once more; return what was lost."""
    async with transaction(services.session_maker) as session:
        media_id, key = (await session.execute(A_FILM)).one()
    lost = await services.storage.get_bytes(key)
    await services.storage.delete(key)
    async with transaction(services.session_maker) as session:
        await session.execute(UNDONE, {"id": media_id})
        await session.execute(QUEUED, {"id": str(media_id)})
    return key, lost


async def lose_a_picture(services: wiring.Services) -> str:
    """Lose one size of a picture; return its key."""
    async with transaction(services.session_maker) as session:
        key = (await session.execute(A_PICTURE)).scalar_one()
    await services.storage.delete(key)
    return str(key)


async def spoil_a_cover(services: wiring.Services) -> tuple[str, bytes]:
    """Put what is no picture in place of a cover, and have its card made twice by jobs at their last try; return what was there."""
    async with transaction(services.session_maker) as session:
        publication_id, key = (await session.execute(A_COVER)).one()
    cover = await services.storage.get_bytes(key)
    await services.storage.put_bytes(key, b"no picture", "image/webp")
    async with transaction(services.session_maker) as session:
        await session.execute(LAST_TRY, {"id": str(publication_id)})
    return key, cover


async def cards_left(services: wiring.Services) -> int:
    """Return how many cards are waited for or were given up."""
    async with transaction(services.session_maker) as session:
        return int(await session.scalar(WORK_LEFT) or 0)


def is_there(key: str) -> Callable[[wiring.Services], Awaitable[bool]]:
    async def looked(services: wiring.Services) -> bool:
        try:
            await services.storage.stat(key)
        except ObjectMissing:
            return False
        return True

    return looked


def patiently(page: Page, is_so: Callable[[], bool], seconds: int = 90) -> None:
    for _ in range(seconds):
        if is_so():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("it never came true")


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def test_a_file_that_failed_is_seen_and_tried_again(person, stack: Stack):
    key, lost = behind(stack, break_a_film)
    operator = person("admin")
    page = operator.open("/operations?tab=files")
    row = page.get_by_role("row").filter(has_text=re.compile("Phim, "))
    expect(row).to_be_visible(timeout=90_000)
    expect(row).to_contain_text("Phần cần dùng không còn trong kho tệp.")
    assert operator.axe() == []

    behind(stack, lambda services: services.storage.put_bytes(key, lost, "video/mp4"))
    row.get_by_role("button", name=re.compile("^Thử lại")).click()

    expect(page.get_by_text("1 tệp đang được xử lý lại.")).to_be_visible()
    expect(page.get_by_text("Không có tệp nào phải bỏ dở")).to_be_visible(timeout=90_000)
    tab(page, "Tình trạng")
    expect(page.get_by_role("heading", name="Quét vi-rút")).to_be_visible()
    assert operator.axe() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_jobs_that_were_given_up_are_dropped_or_tried_again(person, stack: Stack, width: int):
    key, cover = behind(stack, spoil_a_cover)
    operator = person("admin", width=width)
    page = operator.open("/operations?tab=files")
    rows = page.get_by_role("table", name="Việc phải bỏ dở").get_by_role("row").filter(has_text="Tạo ảnh chia sẻ của một bài trưng bày")
    expect(rows).to_have_count(2, timeout=90_000)
    expect(rows.first).to_contain_text("9")
    expect(rows.first).to_contain_text("Bài trưng bày")
    assert operator.axe() == []

    rows.first.get_by_role("button", name=re.compile("^Bỏ hẳn")).click()
    page.get_by_role("dialog").get_by_role("button", name="Bỏ hẳn", exact=True).click()
    expect(page.get_by_text("Đã bỏ hẳn 1 việc.")).to_be_visible()
    expect(rows).to_have_count(1)
    behind(stack, lambda services: services.storage.put_bytes(key, cover, "image/webp"))
    rows.first.get_by_role("button", name=re.compile("^Thử lại")).click()

    expect(page.get_by_text("1 việc đã được xếp hàng lại.")).to_be_visible()
    expect(page.get_by_text("Không có việc nào phải bỏ dở")).to_be_visible()
    patiently(page, lambda: behind(stack, cards_left) == 0)
    assert operator.axe() == []


@pytest.fixture
def without_limits(stack: Stack) -> Iterator[None]:
    """Take every limit of room away afterwards: one left over would refuse the files of every other journey."""
    yield
    operator = Api(stack.url, "admin")
    for quota in operator.get("/media/quotas"):
        operator.call("DELETE", f"/media/quotas/{quota['id']}", version=quota["version"])


@pytest.mark.usefixtures("without_limits")
def test_a_limit_refuses_the_next_upload_until_it_is_taken_away(person, stack: Stack, tmp_path: Path):
    contributor = Api(stack.url, "contributor")
    unit_id = contributor.get("/session")["account"]["unit_ids"][0]
    path = samples.picture(tmp_path / "a.png")
    operator = person("admin")
    page = operator.open("/operations?tab=room")

    page.get_by_role("button", name="Thêm hạn mức").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Thêm").click()
    expect(dialog.get_by_text("Xin ghi một số, ví dụ 50")).to_be_visible()
    dialog.get_by_role("radio", name="Một đơn vị", exact=True).check()
    dialog.locator("select[name=unitId]").select_option(unit_id)
    dialog.get_by_label("Hạn mức", exact=True).fill("0,001")
    dialog.get_by_label("Đơn vị đo").select_option("megabyte")
    dialog.get_by_role("button", name="Thêm").click()
    line = page.get_by_role("table", name="Hạn mức dung lượng").get_by_role("row").filter(has_text="1 kB")
    expect(line).to_be_visible()
    assert operator.axe() == []

    wanted = {"unit_id": unit_id, "file_name": "a.png", "size_bytes": path.stat().st_size, "fingerprint": "journey-of-room"}
    assert contributor.refused("POST", "/media/uploads", **wanted) == (409, "media_unit_quota_exceeded")

    line.get_by_role("button", name=re.compile("^Xóa")).click()
    page.get_by_role("dialog").get_by_role("button", name="Xóa", exact=True).click()
    expect(line).to_have_count(0)
    assert contributor.post("/media/uploads", **wanted)["state"] in {"initiated", "uploading"}


@pytest.mark.parametrize("width", [1280, 390])
def test_a_check_finds_what_is_gone_and_has_it_made_again(person, stack: Stack, width: int):
    key = behind(stack, lose_a_picture)
    operator = person("admin", width=width)
    page = operator.open("/operations?tab=checks")

    page.get_by_role("button", name="Chỉ kiểm tra").click()
    first = page.get_by_role("list", name="Báo cáo, mới nhất trước").get_by_role("listitem").first
    expect(first).to_contain_text("chỉ kiểm tra")
    expect(first.get_by_role("row").filter(has_text="Bản dẫn xuất bị mất")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="Kiểm tra và sửa ngay").click()
    expect(first).to_contain_text("kiểm tra và sửa")
    expect(first.get_by_role("row").filter(has_text="Bản dẫn xuất bị mất")).to_be_visible(timeout=90_000)
    assert operator.axe() == []

    patiently(page, lambda: behind(stack, is_there(key)))
