"""What every object store promises: the fake, the bundled server, and any server given by address."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from exemplar.core.settings import StorageSettings
from exemplar.core.storage import ObjectMissing, S3Storage, ServedAs, Storage, StorageUnavailable, StoredPart, content_disposition
from tests.contracts import storages
from tests.fakes import ORIGIN, MemoryStorage, MemoryWire

MIB = 1024**2


@dataclass
class Store:
    """A store, a browser that can follow its links, and a prefix of this test's own."""

    port: Storage
    browser: httpx.AsyncClient
    prefix: str
    address: str

    def shown(self, key: str) -> str:
        """Return where a stranger would look for an object."""
        return f"{self.address}/{quote(key)}"


@pytest.fixture(scope="module")
def bundled_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StorageSettings]:
    with storages.bundled(tmp_path_factory.mktemp("contract")) as settings:
        yield settings


@pytest.fixture(params=storages.KINDS)
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    prefix = f"t{uuid4().hex[:8]}/"
    if request.param == "memory":
        memory = MemoryStorage()
        async with httpx.AsyncClient(transport=MemoryWire(memory)) as browser:
            yield Store(memory, browser, prefix, ORIGIN)
        return
    settings = storages.given() if request.param == "given" else request.getfixturevalue("bundled_settings")
    real = S3Storage(settings, copy_part_bytes=5 * MIB)
    await real.ensure_bucket()
    async with httpx.AsyncClient() as browser:
        yield Store(real, browser, prefix, f"{settings.s3_public_endpoint}/{settings.s3_bucket}")
    for found in await real.list_objects(prefix):
        await real.delete(found.key)
    await real.close()


async def send_part(store: Store, key: str, upload_id: str, number: int, body: bytes) -> httpx.Response:
    return await store.browser.put(store.port.sign_part(key, upload_id, number, len(body)), content=body)


async def test_what_is_put_comes_back_with_its_type(store: Store):
    key = store.prefix + "tệp có dấu.bin"

    await store.port.ensure_bucket()
    await store.port.put_bytes(key, b"0123456789", "image/webp")

    found = await store.port.stat(key)
    assert (found.key, found.size_bytes, found.content_type) == (key, 10, "image/webp")
    assert await store.port.get_bytes(key) == b"0123456789"
    assert await store.port.get_bytes(key, 3, 4) == b"3456"


async def test_a_second_put_replaces_and_a_delete_may_come_twice(store: Store):
    key = store.prefix + "a"
    await store.port.put_bytes(key, b"old", "text/plain")
    await store.port.put_bytes(key, b"newer", "text/plain")

    assert await store.port.get_bytes(key) == b"newer"
    await store.port.delete(key)
    await store.port.delete(key)

    with pytest.raises(ObjectMissing):
        await store.port.stat(key)


async def test_files_travel_both_ways_and_copies_keep_their_type(store: Store, tmp_path: Path):
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(b"\x07" * (6 * MIB))

    await store.port.put_file(store.prefix + "big", source, "video/mp4")
    await store.port.copy(store.prefix + "big", store.prefix + "copy")
    await store.port.get_to_file(store.prefix + "copy", target)

    assert target.read_bytes() == source.read_bytes()
    assert (await store.port.stat(store.prefix + "copy")).content_type == "video/mp4"


AS_SHOWN = ServedAs("image/webp", 'inline; filename="image-1.webp"', "public, max-age=31536000, immutable")


@pytest.mark.parametrize("size", [10, 12 * MIB])
async def test_a_copy_for_everybody_has_headers_of_its_own_whatever_its_size(store: Store, tmp_path: Path, size: int):
    source, key = store.prefix + "made", store.prefix + "open/copy"
    (tmp_path / "in").write_bytes(bytes(range(10)) * (size // 10))
    await store.port.put_file(source, tmp_path / "in", "application/octet-stream")

    await store.port.open_to_all(store.prefix + "open/")
    await store.port.copy_as(source, key, AS_SHOWN)
    await store.port.copy_as(source, key, AS_SHOWN)

    whole = await store.browser.get(store.shown(key))
    assert (whole.status_code, whole.content) == (200, (tmp_path / "in").read_bytes())
    assert whole.headers["content-type"] == AS_SHOWN.content_type
    assert whole.headers["content-disposition"] == AS_SHOWN.disposition
    assert whole.headers["cache-control"] == AS_SHOWN.cache_control
    piece = await store.browser.get(store.shown(key), headers={"range": "bytes=2-4"})
    assert (piece.status_code, piece.content) == (206, b"\x02\x03\x04")
    assert (await store.browser.head(store.shown(key))).status_code == 200
    assert whole.headers["etag"]
    await store.port.delete(source)
    assert (await store.browser.get(store.shown(key))).status_code == 200, "a copy is an object of its own"


async def test_strangers_read_what_lies_under_an_open_prefix_and_nothing_else(store: Store):
    for name in ("open/a", "shut/a"):
        await store.port.put_bytes(store.prefix + name, b"x", "text/plain")
    assert not await store.port.is_open(store.prefix + "open/a")

    await store.port.open_to_all(store.prefix + "open/")
    await store.port.open_to_all(store.prefix + "open/")

    assert await store.port.is_open(store.prefix + "open/a")
    assert not await store.port.is_open(store.prefix + "shut/a")
    assert (await store.browser.get(store.shown(store.prefix + "open/a"))).content == b"x"
    assert (await store.browser.get(store.shown(store.prefix + "shut/a"))).status_code == 403
    assert (await store.browser.get(store.address)).status_code == 403, "nobody gets the list"
    assert (await store.browser.get(store.shown(store.prefix + "open/"))).content == b""
    assert (await store.browser.put(store.shown(store.prefix + "open/b"), content=b"x")).status_code == 403
    assert (await store.browser.delete(store.shown(store.prefix + "open/a"))).status_code == 403
    await store.port.delete(store.prefix + "open/a")
    # Some servers do not even say that there is nothing to a stranger who may not list.
    assert (await store.browser.get(store.shown(store.prefix + "open/a"))).status_code in (403, 404)


async def test_a_copy_of_nothing_is_missing(store: Store):
    with pytest.raises(ObjectMissing):
        await store.port.copy_as(store.prefix + "nothing", store.prefix + "copy", AS_SHOWN)


async def test_absent_things_are_said_to_be_absent(store: Store, tmp_path: Path):
    key = store.prefix + "nothing"

    for question in (store.port.stat(key), store.port.get_bytes(key), store.port.get_to_file(key, tmp_path / "x")):
        with pytest.raises(ObjectMissing):
            await question
    assert not (tmp_path / "x").exists()


async def test_a_prefix_lists_its_objects_in_order(store: Store):
    for name in ("b", "a", "c/d"):
        await store.port.put_bytes(store.prefix + name, b"x", "text/plain")
    await store.port.put_bytes("outside" + store.prefix, b"x", "text/plain")

    found = await store.port.list_objects(store.prefix)

    assert [thing.key.removeprefix(store.prefix) for thing in found] == ["a", "b", "c/d"]
    assert all(thing.changed_at is not None and thing.size_bytes == 1 for thing in found)
    await store.port.delete("outside" + store.prefix)


async def test_a_prefix_is_gone_through_page_by_page(store: Store):
    for name in ("b/2", "b/1", "a", "c/d"):
        await store.port.put_bytes(store.prefix + name, b"x", "text/plain")

    whole = await store.port.list_page(store.prefix)
    rest = await store.port.list_page(store.prefix, whole[1].key)

    assert [thing.key.removeprefix(store.prefix) for thing in whole] == ["a", "b/1", "b/2", "c/d"]
    assert [thing.key for thing in rest] == [thing.key for thing in whole[2:]]
    assert await store.port.list_page(store.prefix, whole[-1].key) == []


async def test_parts_arrive_out_of_order_and_one_twice(store: Store):
    key = store.prefix + "film"
    upload_id = await store.port.start_upload(key, "video/mp4")
    first, second, last = b"1" * 5 * MIB, b"2" * 5 * MIB, b"3"

    for number, body in ((3, last), (1, b"x" * 5 * MIB), (2, second), (1, first)):
        if body is first:
            await asyncio.sleep(1.1)  # the bundled server tells two tries apart by the second
        answer = await send_part(store, key, upload_id, number, body)
        assert answer.status_code == 200
        assert answer.headers["etag"]
    parts = await store.port.list_parts(key, upload_id)
    await store.port.finish_upload(key, upload_id, parts)

    assert [(part.number, part.size_bytes) for part in parts] == [(1, 5 * MIB), (2, 5 * MIB), (3, 1)]
    assert await store.port.get_bytes(key) == first + second + last
    assert (await store.port.stat(key)).content_type == "video/mp4"


async def test_a_finished_upload_is_gone_and_its_object_is_there(store: Store):
    key = store.prefix + "film"
    upload_id = await store.port.start_upload(key, "video/mp4")
    await send_part(store, key, upload_id, 1, b"whole")
    parts = await store.port.list_parts(key, upload_id)
    await store.port.finish_upload(key, upload_id, parts)

    with pytest.raises(ObjectMissing):
        await store.port.list_parts(key, upload_id)
    with suppress(ObjectMissing):  # some servers say it again, some say it is gone
        await store.port.finish_upload(key, upload_id, parts)
    assert (await store.port.stat(key)).size_bytes == 5


async def test_an_aborted_upload_vanishes_and_may_be_aborted_again(store: Store):
    key = store.prefix + "film"
    upload_id = await store.port.start_upload(key, "video/mp4")
    await send_part(store, key, upload_id, 1, b"part")
    assert [upload.upload_id for upload in await store.port.list_open_uploads(key)] == [upload_id]

    await store.port.abort_upload(key, upload_id)
    await store.port.abort_upload(key, upload_id)

    assert await store.port.list_open_uploads(key) == []
    with pytest.raises(ObjectMissing):
        await store.port.list_parts(key, upload_id)


async def test_more_parts_than_fit_a_page_are_all_listed(store: Store):
    if isinstance(store.port, S3Storage):
        return  # a thousand requests over the wire say nothing that the next page marker of the SDK does not
    upload_id = await store.port.start_upload(store.prefix + "many", "video/mp4")
    for number in range(1, 1102):
        await send_part(store, store.prefix + "many", upload_id, number, b"x")

    assert len(await store.port.list_parts(store.prefix + "many", upload_id)) == 1101


async def test_a_link_reads_under_the_name_and_type_it_was_signed_for(store: Store):
    key = store.prefix + "a"
    await store.port.put_bytes(key, b"0123456789", "application/octet-stream")
    url = store.port.sign_get(key, content_type="image/webp", file_name="Bản đồ.webp", inline=True)

    whole = await store.browser.get(url)
    piece = await store.browser.get(url, headers={"range": "bytes=2-4"})

    assert (whole.status_code, whole.content) == (200, b"0123456789")
    assert whole.headers["content-type"] == "image/webp"
    assert whole.headers["content-disposition"] == content_disposition("Bản đồ.webp", inline=True)
    assert (piece.status_code, piece.content) == (206, b"234")


async def test_a_link_is_for_one_object_one_method_and_one_moment(store: Store):
    key = store.prefix + "a"
    await store.port.put_bytes(key, b"secret", "text/plain")
    await store.port.put_bytes(key + "b", b"other", "text/plain")
    url = store.port.sign_get(key, content_type="text/plain", file_name="a", inline=False)
    short = store.port.sign_get(key, content_type="text/plain", file_name="a", inline=False, ttl_seconds=1)
    assert (await store.browser.get(url)).status_code == 200

    await asyncio.sleep(2.1)

    assert (await store.browser.get(short)).status_code == 403
    assert (await store.browser.get(url.replace(key, key + "b", 1))).status_code == 403
    assert (await store.browser.put(url, content=b"x")).status_code == 403
    assert (await store.browser.get(url.replace("text", "html"))).status_code == 403
    assert (await store.browser.get(url.split("?")[0])).status_code == 403


async def test_a_part_link_is_for_one_part_number(store: Store):
    key = store.prefix + "film"
    upload_id = await store.port.start_upload(key, "video/mp4")
    url = store.port.sign_part(key, upload_id, 1, 1)

    other = await store.browser.put(url.replace("partNumber=1", "partNumber=2"), content=b"x")

    assert other.status_code == 403
    assert await store.port.list_parts(key, upload_id) == []
    await store.port.abort_upload(key, upload_id)


async def test_a_part_link_takes_exactly_as_many_bytes_as_it_says(store: Store):
    key = store.prefix + "film"
    upload_id = await store.port.start_upload(key, "video/mp4")
    url = store.port.sign_part(key, upload_id, 1, 5)

    for body in (b"four", b"longer", b"x" * 5_000_000):
        assert (await store.browser.put(url, content=body)).status_code == 403
    assert await store.port.list_parts(key, upload_id) == []
    assert (await store.browser.put(url, content=b"fives")).status_code == 200
    await store.port.abort_upload(key, upload_id)


async def test_no_link_to_read_lives_longer_than_a_minute(store: Store):
    url = store.port.sign_get(store.prefix + "a", content_type="text/plain", file_name="a", inline=False, ttl_seconds=3600)

    query = httpx.URL(url).params
    assert query.get("X-Amz-Expires", "60") == "60"


async def test_a_silent_server_is_unavailable_not_empty():
    dead = S3Storage(StorageSettings(s3_endpoint="http://127.0.0.1:9", s3_public_endpoint="http://127.0.0.1:9"))

    with pytest.raises(StorageUnavailable) as refusal:
        await dead.stat("a")

    assert refusal.value.facts == {"service": "s3"}
    assert "partNumber=1" in dead.sign_part("a", "u", 1, 1), "signing never asks the network"
    await dead.close()


async def test_wrong_keys_are_unavailable_not_absent(bundled_settings: StorageSettings):
    stranger = S3Storage(bundled_settings.model_copy(update={"s3_secret_key": "wrong"}))

    with pytest.raises(StorageUnavailable):
        await stranger.stat("a")
    await stranger.close()


async def test_finishing_with_a_part_that_never_came_fails(store: Store):
    if isinstance(store.port, MemoryStorage):
        return  # the service checks the parts first; only real servers are asked
    key = store.prefix + "film"
    upload_id = await store.port.start_upload(key, "video/mp4")
    await send_part(store, key, upload_id, 1, b"whole")

    with pytest.raises(StorageUnavailable):
        await store.port.finish_upload(key, upload_id, [StoredPart(1, 5, "0" * 32)])


def test_the_closing_line_names_what_was_not_covered():
    line = storages.closing_line()

    assert line is None or line.startswith("MinIO ITSELF WAS NOT COVERED")
