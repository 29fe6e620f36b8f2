"""Stand-ins at the ports. Each passes the same contract suite as what it stands for."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit
from uuid import uuid4

import httpx

from exemplar.core.clock import utc_now
from exemplar.core.storage import (
    MAX_LINK_SECONDS,
    PAGE_OBJECTS,
    PART_LINK_SECONDS,
    ObjectMissing,
    OpenUpload,
    ServedAs,
    StoredObject,
    StoredPart,
    content_disposition,
)

ORIGIN = "http://memory.test"


def _etag(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


class MemoryStorage:
    """An object store in memory, with links that a browser (``httpx`` over ``MemoryWire``) can follow."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, str, datetime]] = {}
        self.uploads: dict[str, tuple[str, str, datetime, dict[int, bytes]]] = {}
        self.served: dict[str, ServedAs] = {}
        self.open_prefixes: set[str] = set()
        self._signatures: set[str] = set()

    async def ensure_bucket(self) -> None:
        return

    async def close(self) -> None:
        return

    async def put_bytes(self, key: str, data: bytes, content_type: str) -> None:
        self.objects[key] = (bytes(data), content_type, utc_now())

    async def put_file(self, key: str, path: Path, content_type: str) -> None:
        await self.put_bytes(key, path.read_bytes(), content_type)

    async def get_bytes(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        data = self._object(key)[0]
        return data[offset:] if length is None else data[offset : offset + length]

    async def get_to_file(self, key: str, path: Path) -> None:
        path.write_bytes(self._object(key)[0])

    async def stat(self, key: str) -> StoredObject:
        data, content_type, changed_at = self._object(key)
        return StoredObject(key, len(data), _etag(data), content_type, changed_at)

    async def copy(self, source: str, target: str) -> None:
        data, content_type, _ = self._object(source)
        await self.put_bytes(target, data, content_type)

    async def copy_as(self, source: str, target: str, served: ServedAs) -> None:
        await self.put_bytes(target, self._object(source)[0], served.content_type)
        self.served[target] = served

    async def open_to_all(self, prefix: str) -> None:
        self.open_prefixes.add(prefix)

    async def is_open(self, key: str) -> bool:
        return key in self.objects and self._is_open(key)

    def _is_open(self, key: str) -> bool:
        return any(key.startswith(prefix) for prefix in self.open_prefixes)

    async def delete(self, key: str) -> None:
        self.objects.pop(key, None)

    async def list_objects(self, prefix: str) -> list[StoredObject]:
        found = sorted(key for key in self.objects if key.startswith(prefix))
        return [StoredObject(key, len(self.objects[key][0]), _etag(self.objects[key][0]), "", self.objects[key][2]) for key in found]

    async def list_page(self, prefix: str, after: str = "") -> list[StoredObject]:
        return [found for found in await self.list_objects(prefix) if found.key > after][:PAGE_OBJECTS]

    async def start_upload(self, key: str, content_type: str) -> str:
        upload_id = uuid4().hex
        self.uploads[upload_id] = (key, content_type, utc_now(), {})
        return upload_id

    async def list_parts(self, key: str, upload_id: str) -> list[StoredPart]:
        return [StoredPart(number, len(data), _etag(data)) for number, data in sorted(self._parts(key, upload_id).items())]

    async def finish_upload(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> None:
        held = self._parts(key, upload_id)
        content_type = self.uploads.pop(upload_id)[1]
        await self.put_bytes(key, b"".join(held[part.number] for part in parts), content_type)

    async def abort_upload(self, key: str, upload_id: str) -> None:
        self.uploads.pop(upload_id, None)

    async def list_open_uploads(self, prefix: str) -> list[OpenUpload]:
        found = [OpenUpload(key, upload_id, at) for upload_id, (key, _, at, _) in self.uploads.items()]
        return sorted((upload for upload in found if upload.key.startswith(prefix)), key=lambda upload: upload.key)

    def sign_part(self, key: str, upload_id: str, number: int, size_bytes: int, ttl_seconds: int = PART_LINK_SECONDS) -> str:
        return self._sign("PUT", key, ttl_seconds, f"partNumber={number}&uploadId={upload_id}&size={size_bytes}")

    def sign_get(self, key: str, *, content_type: str, file_name: str, inline: bool, ttl_seconds: int = MAX_LINK_SECONDS) -> str:
        disposition = quote(content_disposition(file_name, inline=inline))
        query = f"response-content-type={quote(content_type)}&response-content-disposition={disposition}"
        return self._sign("GET", key, min(ttl_seconds, MAX_LINK_SECONDS), query)

    def _sign(self, method: str, key: str, ttl_seconds: int, query: str) -> str:
        due = utc_now().timestamp() + ttl_seconds
        url = f"{ORIGIN}/{quote(key)}?{query}&due={due}"
        self._signatures.add(f"{method} {url}")
        return url

    def _object(self, key: str) -> tuple[bytes, str, datetime]:
        if key not in self.objects:
            raise ObjectMissing
        return self.objects[key]

    def _parts(self, key: str, upload_id: str) -> dict[int, bytes]:
        if upload_id not in self.uploads or self.uploads[upload_id][0] != key:
            raise ObjectMissing
        return self.uploads[upload_id][3]

    def answer(self, method: str, url: str, body: bytes, byte_range: str = "") -> tuple[int, dict[str, str], bytes]:
        """Answer a browser's request as an S3 server would: status, headers, body."""
        query = parse_qs(urlsplit(url).query)
        if not query:
            return self._answer_stranger(method, unquote(urlsplit(url).path).removeprefix("/"), byte_range)
        if f"{method} {url}" not in self._signatures or float(query["due"][0]) < datetime.now(UTC).timestamp():
            return 403, {}, b""
        if method == "PUT":
            if len(body) != int(query["size"][0]):
                return 403, {}, b""
            parts = self.uploads[query["uploadId"][0]][3]
            parts[int(query["partNumber"][0])] = body
            return 200, {"etag": f'"{_etag(body)}"'}, b""
        key = unquote(urlsplit(url).path).removeprefix("/")
        if key not in self.objects:
            return 404, {}, b""
        data = self.objects[key][0]
        headers = {"content-type": query["response-content-type"][0], "content-disposition": query["response-content-disposition"][0]}
        return _in_pieces(data, headers, byte_range)

    def _answer_stranger(self, method: str, key: str, byte_range: str) -> tuple[int, dict[str, str], bytes]:
        if method not in ("GET", "HEAD") or not self._is_open(key):
            return 403, {}, b""
        if key not in self.objects:
            return 404, {}, b""
        data, content_type, _ = self.objects[key]
        headers = {"content-type": content_type, "etag": f'"{_etag(data)}"'}
        if key in self.served:
            headers |= {"cache-control": self.served[key].cache_control, "content-disposition": self.served[key].disposition}
        return (200, headers, b"") if method == "HEAD" else _in_pieces(data, headers, byte_range)


def _in_pieces(data: bytes, headers: dict[str, str], byte_range: str) -> tuple[int, dict[str, str], bytes]:
    asked = re.fullmatch(r"bytes=(\d+)-(\d+)", byte_range)
    return (206, headers, data[int(asked[1]) : int(asked[2]) + 1]) if asked else (200, headers, data)


class MemoryWire(httpx.AsyncBaseTransport):
    """The way from a browser to a ``MemoryStorage``."""

    def __init__(self, storage: MemoryStorage) -> None:
        self._storage = storage

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        status, headers, data = self._storage.answer(request.method, str(request.url), body, request.headers.get("range", ""))
        return httpx.Response(status, headers=headers, content=data)
