"""Uploads and files over HTTP: shapes, permission, links that die."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.core.errors import DomainError
from exemplar.media import errors
from exemplar.media.editions import Edition
from exemplar.media.engine.findings import RefusalCode
from exemplar.media.grants import INFO_KEY, ReadGrants
from tests import samples
from tests.factories import everywhere, in_campaign, in_unit, make_actor, problem, settled, sign_in_as
from tests.media.conftest import Desk


@pytest.fixture
async def signed_in(client: httpx.AsyncClient, desk: Desk, session: AsyncSession) -> httpx.AsyncClient:
    """The desk's person at a browser."""
    await sign_in_as(client, session, desk.actor.account_id)
    return client


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """The browser's way to S3: no cookie, no token."""
    async with httpx.AsyncClient() as browser:
        yield browser


def body_for(desk: Desk, path: Path, **changes: Any) -> dict[str, Any]:
    plain = {
        "unit_id": str(desk.unit_id),
        "file_name": path.name,
        "declared_type": "image/png",
        "size_bytes": path.stat().st_size,
        "fingerprint": "fingerprint-1",
    }
    return {**plain, **changes}


async def test_a_file_goes_all_the_way_over_http(signed_in: httpx.AsyncClient, browser: httpx.AsyncClient, desk: Desk, tmp_path: Path):
    path = samples.picture(tmp_path / "Ảnh.png")

    ticket = (await signed_in.post("/media/uploads", json=body_for(desk, path, purpose="cover"))).json()
    media_id = ticket["id"]
    assert ticket == {"id": media_id, "state": "uploading", "part_size_bytes": 5 * 1024**2, "total_parts": 1, "stored_parts": []}

    signed = (await signed_in.post(f"/media/uploads/{media_id}/parts", json={"numbers": [1]})).json()
    assert signed["expires_in_seconds"] == 900
    assert (await browser.put(signed["parts"][0]["url"], content=path.read_bytes())).status_code == 200

    received = (await signed_in.post(f"/media/uploads/{media_id}/completion", json={})).json()
    assert (received["state"], received["derivatives"], received["open_actions"]) == ("received", [], [])

    from exemplar.media import jobs

    await jobs.process(desk.services, media_id)
    read = (await signed_in.get(f"/media/{media_id}")).json()
    assert {name: read[name] for name in ("state", "kind", "content_type", "width", "height", "purpose", "file_name", "refusal")} == {
        "state": "ready",
        "kind": "image",
        "content_type": "image/png",
        "width": 400,
        "height": 300,
        "purpose": "cover",
        "file_name": "Ảnh.png",
        "refusal": None,
    }
    wanted = next(derivative for derivative in read["derivatives"] if derivative["name"] == "w320.webp")
    assert wanted == {
        "name": "w320.webp",
        "content_type": "image/webp",
        "size_bytes": wanted["size_bytes"],
        "width": 320,
        "height": 240,
        "url": f"/api/v1/media/{media_id}/files/w320.webp",
    }
    answer = await signed_in.get(f"/media/{media_id}/files/w320.webp")
    assert (answer.status_code, answer.headers["cache-control"]) == (302, "no-store")
    picture = await browser.get(answer.headers["location"])
    assert picture.headers["content-type"] == "image/webp"
    assert picture.headers["content-disposition"].startswith("inline;")
    assert len(picture.content) == wanted["size_bytes"]


async def test_a_refused_file_is_read_with_its_reason(signed_in: httpx.AsyncClient, desk: Desk, tmp_path: Path):
    path = tmp_path / "page.png"
    path.write_text("<!doctype html><html></html>")
    media = await desk.hand_in(path)

    read = (await signed_in.get(f"/media/{media.id}")).json()

    assert (read["state"], read["refusal"]) == ("refused", {"code": "media_type_not_allowed", "facts": {"found": "web page"}})


async def test_missing_parts_and_bad_values_are_problems(signed_in: httpx.AsyncClient, desk: Desk, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")
    ticket = (await signed_in.post("/media/uploads", json=body_for(desk, path))).json()
    parts, completion = f"/media/uploads/{ticket['id']}/parts", f"/media/uploads/{ticket['id']}/completion"

    assert problem(await signed_in.post(completion, json={})) == (
        409,
        "upload_incomplete",
        {"missing": [1], "wrong_size": [], "missing_count": 1},
    )
    assert problem(await signed_in.post(parts, json={"numbers": [2]})) == (422, "upload_part_unknown", {"total_parts": 1})
    assert problem(await signed_in.post(parts, json={"numbers": list(range(1, 18))}))[:2] == (422, "invalid")
    empty = await signed_in.post("/media/uploads", json=body_for(desk, path, size_bytes=0, fingerprint="fingerprint-2"))
    assert problem(empty)[:2] == (422, "media_empty")
    assert problem(await signed_in.get("/media/", params={"ids": [str(uuid4())] * 51}))[:2] == (422, "invalid")
    assert (await signed_in.delete(f"/media/uploads/{ticket['id']}")).json()["state"] == "abandoned"
    assert problem(await signed_in.post(completion, json={}))[:2] == (409, "media_wrong_state")


async def test_strangers_and_visitors_find_nothing(client: httpx.AsyncClient, desk: Desk, session: AsyncSession, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    addresses = [f"/media/{media.id}/files/w320.webp", f"/media/{media.id}/files/original", f"/media/{media.id}/files/nothing"]

    for address in addresses:
        assert problem(await client.get(address))[:2] == (404, "media_not_found")
    assert problem(await client.get(f"/media/{media.id}"))[0] == 401

    stranger = await make_actor(session, in_unit(Role.LEAD, uuid4()))
    await sign_in_as(client, session, stranger.account_id)
    for address in (*addresses, f"/media/{media.id}"):
        assert problem(await client.get(address))[:2] == (404, "media_not_found")
    assert (await client.get("/media/", params={"ids": [str(media.id)]})).json() == []


async def test_a_grant_opens_what_it_names_and_never_the_original(
    client: httpx.AsyncClient, services: wiring.Services, desk: Desk, tmp_path: Path
):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))

    async def shown(_: AsyncSession, actor: Actor | None, media_id: object, derivative: str) -> Edition | None:
        return Edition.PLAIN if actor is None and media_id == media.id and derivative in {"w320.webp", "original"} else None

    services.session_maker.kw["info"] = {**services.session_maker.kw["info"], INFO_KEY: ReadGrants([shown])}

    assert (await client.get(f"/media/{media.id}/files/w320.webp")).status_code == 302
    assert problem(await client.get(f"/media/{media.id}/files/w640.webp"))[0] == 404
    assert problem(await client.get(f"/media/{media.id}/files/original"))[0] == 404


async def test_a_grant_of_the_original_counts_only_for_those_in_charge_with_a_fresh_password(
    client: httpx.AsyncClient, services: wiring.Services, desk: Desk, session: AsyncSession, tmp_path: Path
):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))

    async def vouched(_: AsyncSession, actor: Actor | None, media_id: object, derivative: str) -> Edition | None:
        return Edition.PLAIN

    services.session_maker.kw["info"] = {**services.session_maker.kw["info"], INFO_KEY: ReadGrants([vouched])}
    address = f"/media/{media.id}/files/original"
    other = await make_actor(session, in_unit(Role.LEAD, uuid4()))
    manager = await make_actor(session, in_campaign(Role.MANAGER, uuid4()))

    await sign_in_as(client, session, other.account_id)
    assert problem(await client.get(address))[:2] == (404, "media_not_found")
    await sign_in_as(client, session, manager.account_id, confirmed=False)
    assert problem(await client.get(address))[:2] == (403, "confirmation_required")
    await sign_in_as(client, session, manager.account_id)
    assert (await client.get(address)).status_code == 302


async def test_the_original_goes_to_its_unit_and_unasked_to_nobody(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, desk: Desk, session: AsyncSession, tmp_path: Path
):
    media = await desk.hand_in(samples.jpeg(tmp_path / "Ảnh.jpg"))
    address = f"/media/{media.id}/files/original"
    await sign_in_as(client, session, desk.actor.account_id, confirmed=False)

    original = await browser.get((await client.get(address)).headers["location"])

    assert original.content == (tmp_path / "Ảnh.jpg").read_bytes()
    assert original.headers["content-disposition"].startswith("attachment;")
    auditor = await make_actor(session, everywhere(Role.AUDITOR))
    await settled(session)
    await sign_in_as(client, session, auditor.account_id)
    assert problem(await client.get(address))[:2] == (404, "media_not_found")


async def test_a_link_dies_with_its_minute(
    client: httpx.AsyncClient, browser: httpx.AsyncClient, services: wiring.Services, desk: Desk, session: AsyncSession, tmp_path: Path
):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    await sign_in_as(client, session, desk.actor.account_id)
    address = f"/media/{media.id}/files/w320.webp"
    assert "X-Amz-Expires=60&" in (await client.get(address)).headers["location"]
    before = services.settings.media.link_ttl_seconds
    services.settings.media.link_ttl_seconds = 5

    link = (await client.get(address)).headers["location"]
    services.settings.media.link_ttl_seconds = before
    assert (await browser.get(link)).status_code == 200
    await asyncio.sleep(6.1)

    assert (await browser.get(link)).status_code == 403


async def test_a_list_of_three_costs_as_many_statements_as_a_list_of_one(
    signed_in: httpx.AsyncClient, connection: AsyncConnection, desk: Desk, tmp_path: Path
):
    ids = [str((await desk.hand_in(samples.picture(tmp_path / f"{n}.png"), f"fingerprint-{n}")).id) for n in range(3)]
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    one = await signed_in.get("/media/", params={"ids": ids[:1]})
    for_one = len(statements)
    three = await signed_in.get("/media/", params={"ids": ids[::-1]})

    assert [item["id"] for item in one.json()] == ids[:1]
    assert [item["id"] for item in three.json()] == ids[::-1]
    assert len(statements) - for_one == for_one
    assert sum("media_" in statement for statement in statements) == 4


def test_every_reason_to_refuse_a_file_has_an_error_of_the_same_code():
    assert set(errors.REFUSALS) == {code.value for code in RefusalCode}
    assert set(errors.REFUSALS) <= set(wiring.problem_codes())
    assert sorted(
        kind.code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, DomainError) and kind.__module__ == errors.__name__
    ) == [
        "media_archive_unsafe",
        "media_broken",
        "media_campaign_quota_exceeded",
        "media_campaign_unknown",
        "media_empty",
        "media_encrypted",
        "media_harmed",
        "media_held",
        "media_infected",
        "media_mask_invalid",
        "media_mask_not_found",
        "media_not_found",
        "media_not_timed",
        "media_not_your_unit",
        "media_quota_exists",
        "media_quota_not_found",
        "media_quota_place_unknown",
        "media_refused",
        "media_size_mismatch",
        "media_sweep_under_way",
        "media_too_heavy",
        "media_too_large",
        "media_too_long",
        "media_too_many_frames",
        "media_too_many_pages",
        "media_too_many_pixels",
        "media_track_invalid",
        "media_track_not_found",
        "media_track_unreadable",
        "media_type_not_allowed",
        "media_unit_quota_exceeded",
        "media_unscannable",
        "media_wrong_state",
        "upload_incomplete",
        "upload_lost",
        "upload_part_unknown",
    ]


async def test_a_file_handed_in_before_is_found_by_its_digest(signed_in: httpx.AsyncClient, desk: Desk):
    asked = {"unit_id": str(desk.unit_id), "sha256": "0" * 64}

    assert (await signed_in.get("/media/uploads/same", params=asked)).json() == {"media_id": None}
    assert (await signed_in.get("/media/uploads/same", params=asked | {"sha256": "short"})).status_code == 422
    assert problem(await signed_in.get("/media/uploads/same", params=asked | {"unit_id": str(uuid4())}))[:2] == (403, "media_not_your_unit")
