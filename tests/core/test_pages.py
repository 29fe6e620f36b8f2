"""The pages around the app: what each answer carries, and what is kept for how long."""

import json
from copy import copy
from dataclasses import replace

import httpx
import pytest

from exemplar import __version__, pages
from exemplar import app as door
from exemplar.accounts.authentication import PLAIN_COOKIE, SECURE_COOKIE
from tests.factories import make_account, sign_in_as


@pytest.fixture
async def browser(services, tmp_path):
    """A browser in front of an application that was built into a folder and is reached over TLS."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app-1a2b.js").write_text("1")
    (tmp_path / "index.html").write_text("<!doctype html><head><title>Exemplar</title></head>")
    settings = copy(services.settings)
    settings.web = settings.web.model_copy(update={"frontend_dir": tmp_path, "public_url": "https://exemplar.test"})
    transport = httpx.ASGITransport(door.build(replace(services, settings=settings)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://exemplar.test") as browser:
        yield browser


async def test_over_tls_browsers_are_told_to_stay_there(browser, client):
    assert (await browser.get("/")).headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "strict-transport-security" not in (await client.get("/health")).headers


async def test_files_with_a_hash_in_their_name_are_kept_for_ever_and_pages_are_not(browser):
    file, page = await browser.get("/assets/app-1a2b.js"), await browser.get("/initiatives")

    assert (file.status_code, file.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert "<title>Exemplar</title>" in page.text


async def test_a_file_that_is_not_there_yet_is_not_missed_for_ever(browser):
    missing = await browser.get("/assets/app-9z9z.js")

    assert (missing.status_code, "immutable" in missing.headers.get("cache-control", "")) == (404, False)


async def test_answers_to_one_reader_are_kept_nowhere(client, session):
    await sign_in_as(client, session, (await make_account(session)).id)

    for path in ("/session", "/me/notifications", "/campaigns", "/units"):
        assert (path, (await client.get(path)).headers["cache-control"]) == (path, "no-store")


async def test_answers_to_every_visitor_keep_what_they_say_about_caches(client):
    publications = await client.get("/publications")

    assert (publications.headers["cache-control"], "Cookie" in publications.headers["vary"]) == ("public, max-age=0, s-maxage=5", True)


async def test_over_tls_only_the_cookie_that_no_neighbour_can_set_is_believed(browser, session):
    account = await make_account(session)
    browser.headers["origin"] = "https://exemplar.test"
    await sign_in_as(browser, session, account.id)
    token = browser.cookies.pop(PLAIN_COOKIE)

    async def reader(name):
        return (await browser.get("/api/v1/session", headers={"cookie": f"{name}={token}"})).json()["account"]

    assert await reader(PLAIN_COOKIE) is None
    assert (await reader(SECURE_COOKIE))["id"] == str(account.id)


async def test_a_file_that_is_not_there_is_not_answered_with_the_app(browser):
    assert (await browser.get("/old-bundle.js")).status_code == 404


async def test_without_a_built_app_the_page_says_what_to_type(browser, tmp_path):
    (tmp_path / "index.html").unlink()

    assert "make start" in (await browser.get("/")).text


async def test_health_asks_the_database(client):
    answer = await client.get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__})


def test_data_in_a_page_cannot_end_its_script_element():
    element = pages.boot_data({"title": "</script><b>Vé</b>"})

    assert element.count("</script>") == 1
    inside = element.removeprefix('<script id="boot" type="application/json">').removesuffix("</script>")
    assert json.loads(inside) == {"title": "</script><b>Vé</b>"}
