"""The app's pages and the headers that every answer carries."""

import httpx
import pytest

from exemplar import app as door


@pytest.fixture
async def site(services):
    transport = httpx.ASGITransport(app=door.build(services))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


async def test_every_address_of_the_app_answers_the_same_page_without_a_cookie(site):
    for path in ("/", "/calls", "/council/rules"):
        response = await site.get(path)
        assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "set-cookie" not in response.headers


async def test_pages_allow_nothing_inline_and_nothing_foreign(site):
    policy = (await site.get("/")).headers["content-security-policy"]

    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


async def test_a_page_can_be_asked_for_its_head_only(site):
    assert (await site.head("/")).status_code == 200


async def test_an_unpublished_address_of_the_showcase_is_not_found_but_still_the_app(site):
    response = await site.get("/showcase/nothing-here")

    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")


async def test_an_unknown_api_address_answers_a_problem(site):
    response = await site.get("/api/v1/nothing-here")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
