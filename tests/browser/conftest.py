"""Fixtures of the journeys: one stack per run, a clean browser context per test, no error left unseen."""

import json
import os
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.stack import PASSWORD, ROOT, Stack

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HARMLESS = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "status of 4", "net::ERR_ABORTED")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey and give it time. They share a stack and run one after the other."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product, running. EXEMPLAR_TEST_HOME and EXEMPLAR_TEST_PORT name one that runs already, while writing journeys."""
    if "EXEMPLAR_TEST_HOME" in os.environ:
        yield Stack(Path(os.environ["EXEMPLAR_TEST_HOME"]), int(os.environ["EXEMPLAR_TEST_PORT"]))
        return
    stack = Stack(tmp_path_factory.mktemp("stack") / "home")
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Person:
    """Somebody at a screen: a page of their own, and everything that went wrong on it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.faults: list[str] = []
        self.page = self._watched(context.new_page())

    def _watched(self, page: Page) -> Page:
        page.on("console", lambda m: self.faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: self.faults.append(f"page: {e}"))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(`CSP ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}`))"
        )
        return page

    def open(self, path: str) -> Page:
        """Go to a page of the product and wait until it is there."""
        self.page.goto(self.url + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def unexpected(self) -> list[str]:
        """Return the faults that nobody planned."""
        return [fault for fault in self.faults if not any(word in fault for word in HARMLESS)]

    def axe(self) -> list[str]:
        """Return the accessibility violations of the whole page.

        The window is made as tall as the page: otherwise the bar at a phone's foot lies over whatever is at the fold,
        and axe takes the half that shows for a target that is too small.
        """
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": self.page.viewport_size["width"], "height": min(height + 120, 12_000)})
        # A script element would break the page's own policy; evaluating is the debugger's right.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        return [f"{v['id']} ({v['impact']}): {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]


def session_cookie(url: str, email: str) -> dict[str, str]:
    """Sign in over the API and return the cookie."""
    body = json.dumps({"email": email, "password": PASSWORD}).encode()
    request = urllib.request.Request(f"{url}/api/v1/session", data=body, headers={"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        name, value = answer.headers["set-cookie"].split(";")[0].split("=", 1)
    return {"name": name, "value": value, "url": url}


@pytest.fixture
def person(stack: Stack, browser: Browser) -> Iterator[Callable[..., Person]]:
    """Make people: ``person("juror1", width=390, theme="dark", locale="fr")``; a visitor without a name. Faults fail the test."""
    made: list[Person] = []

    def make(name: str | None = None, *, width: int = 1280, theme: str = "light", locale: str = "vi") -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            locale={"vi": "vi-VN", "fr": "fr-FR", "en": "en-GB"}[locale],
            timezone_id="Asia/Ho_Chi_Minh",
            color_scheme=theme,
        )
        context.add_init_script(f"localStorage.setItem('locale', {locale!r}); localStorage.setItem('theme', {theme!r});")
        if name is not None:
            context.add_cookies([session_cookie(stack.url, f"{name}@demo.exemplar.test")])
        made.append(Person(context, stack.url))
        return made[-1]

    yield make
    faults = {index: p.unexpected() for index, p in enumerate(made) if p.unexpected()}
    for p in made:
        p.context.close()
    assert faults == {}


SHOTS = Path(os.environ.get("PYTEST_SHOTS", ROOT / "test-results" / "shots"))
