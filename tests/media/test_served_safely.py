"""Chromium opens everything that is served of every hostile file, and runs nothing: no script, no dialog, no page of its own.

Through the proxy as in production, and at the bundled server itself, where anybody may ask for a published file as HTML.
"""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Download, Page, async_playwright
from playwright.async_api import Error as BrowserError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.settings import StorageSettings
from exemplar.core.storage import PUBLISHED_PREFIX, S3Storage
from exemplar.gallery import sets
from exemplar.media.editions import Edition
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.names import tidy
from tests.embedded.test_proxy import running
from tests.media.conftest import Desk
from tests.media.corpus import SCRIPT, Odd
from tests.media.test_corpus import CORPUS

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
GOOD = [odd for odd in CORPUS if odd.code is None]
OF_THE_DRIVER = ("__playwright", "pptr:", "chrome", "debugger:")


@dataclass
class Watch:
    """What a page did that no file may do."""

    scripts: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    pages: int = 0
    names: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """Somebody with a browser who opens addresses by themselves."""

    context: BrowserContext
    page: Page
    watch: Watch

    async def open(self, address: str) -> None:
        """Open it, and see that nothing came to life."""
        try:
            await self.page.goto(address, wait_until="load", timeout=20_000)
        except BrowserError as error:
            # A download ends the navigation, and so does a film that is fetched in pieces.
            assert "Download is starting" in str(error) or "ERR_ABORTED" in str(error), f"{address}: {error}"
            return
        assert await self.page.evaluate("document.scripts.length + document.forms.length + frames.length") == 0, address


@pytest.fixture(scope="session")
def proxied_settings(object_settings: StorageSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StorageSettings]:
    """The bundled server as browsers see it behind our proxy."""
    with running(tmp_path_factory.mktemp("proxy"), "http://127.0.0.1:9", object_settings.s3_endpoint, object_settings.s3_bucket) as found:
        yield object_settings.model_copy(update={"s3_public_endpoint": f"http://127.0.0.1:{found.storage}"})


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def visitor(chromium: Browser) -> AsyncIterator[Visitor]:
    """A fresh browser context whose scripts, dialogs, windows and downloads are watched."""
    context = await chromium.new_context(accept_downloads=True)
    page, watch = await context.new_page(), Watch()

    async def refuse(dialog: object) -> None:
        watch.dialogs.append(str(dialog))
        await dialog.dismiss()  # type: ignore[attr-defined]

    def note(download: Download) -> None:
        watch.names.append(download.suggested_filename)

    def count(_: Page) -> None:
        watch.pages += 1

    page.on("dialog", refuse)
    page.on("download", note)
    context.on("page", count)
    wire = await context.new_cdp_session(page)
    await wire.send("Debugger.enable")
    wire.on("Debugger.scriptParsed", lambda event: watch.scripts.append(event["url"]))
    yield Visitor(context, page, watch)
    await context.close()


def require_nothing_ran(watch: Watch) -> None:
    ran = [address for address in watch.scripts if address and not address.startswith(OF_THE_DRIVER)]
    assert (ran, watch.dialogs, watch.pages) == ([], [], 0)


async def test_the_watch_sees_a_script_where_there_is_one(visitor: Visitor, objects: S3Storage, object_settings: StorageSettings):
    await objects.put_bytes("probe", SCRIPT, "text/html")
    link = objects.sign_get("probe", content_type="text/html", file_name="probe.html", inline=True)

    await visitor.page.goto(link)

    assert [urlsplit(address).path for address in visitor.watch.scripts if "probe" in address]
    assert len(visitor.watch.dialogs) == 1


async def test_even_a_page_handed_out_by_mistake_runs_nothing_behind_the_proxy(
    visitor: Visitor, objects: S3Storage, proxied_settings: StorageSettings
):
    await objects.put_bytes("probe", SCRIPT, "text/html")
    link = S3Storage(proxied_settings).sign_get("probe", content_type="text/html", file_name="probe.html", inline=True)

    await visitor.page.goto(link)

    require_nothing_ran(visitor.watch)


async def publish(storage: S3Storage, session: AsyncSession, media: MediaFile) -> list[str]:
    """Copy a file's derivatives as publication does; return the names below the published address."""
    query = select(MediaDerivative).where(MediaDerivative.media_id == media.id, MediaDerivative.edition == Edition.PLAIN)
    made = list(await session.scalars(query))
    digest = sets.digest_of(media.id, made)
    for each in made:
        await storage.copy_as(each.object_key, sets.key_of(digest, each.name), sets.served_as(media.kind, media.id, each))
    return [f"{digest}/{each.name}" for each in made]


def require_plain_name(name: str) -> None:
    """Require a name that a folder shows as it is: one known ending, nothing that turns the direction of writing."""
    assert not set('\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u0000\r\n/\\"') & set(name), repr(name)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("odd", GOOD, ids=lambda odd: tidy(odd.name)[:40])
async def test_everything_that_is_served_of_a_file_is_seen_and_runs_nothing(
    odd: Odd, desk: Desk, session: AsyncSession, objects: S3Storage, proxied_settings: StorageSettings, visitor: Visitor, tmp_path: Path
):
    path = tmp_path / f"made{Path(tidy(odd.name)).suffix}"
    odd.make(path)
    media = await desk.hand_in(path, name=odd.name)
    await objects.open_to_all(PUBLISHED_PREFIX)
    names = await publish(objects, session, media)
    assert names

    async with httpx.AsyncClient() as wire:
        for name in names:
            address = f"{proxied_settings.published_base}/{name}"
            answer = await wire.head(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"].split(";")[0] in sets.IN_PLACE | sets.TAKEN_HOME
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"].startswith("sandbox;")
            assert answer.headers["cache-control"] == sets.KEPT_FOR_A_YEAR
            require_plain_name(answer.headers["content-disposition"].split("filename*=")[0].replace('"', ""))
            await visitor.open(address)
            assert (await wire.get(f"{address}?response-content-type=text/html")).status_code == 404
            # The bundled server itself lets anybody choose the type.
            direct = f"{objects_base(proxied_settings)}/{name}?response-content-type=text/html"
            if not name.endswith((".mp4", ".m4a", ".opus")):
                await visitor.open(direct)

    for port in (objects, S3Storage(proxied_settings)):
        link = port.sign_get(media.object_key, content_type=media.content_type or "", file_name=media.file_name, inline=False)
        async with visitor.page.expect_download():
            await visitor.open(link)

    require_nothing_ran(visitor.watch)
    for name in visitor.watch.names:
        require_plain_name(name)


def objects_base(settings: StorageSettings) -> str:
    """Return where published sets lie at the server itself, without the proxy."""
    return f"{settings.s3_endpoint}/{settings.s3_bucket}/published"
