"""The storage port: objects by key in one private S3 bucket, and links that let a browser reach them for a moment.

``Storage`` is what modules ask for; ``S3Storage`` speaks to MinIO, SeaweedFS or any other S3 server. Signing is pure
arithmetic and runs on the event loop; everything else runs in threads of its own, bounded by the timeouts below. See
decisions/0020-one-bucket-behind-a-port.md.
"""

import asyncio
import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlsplit

import urllib3
from minio import Minio
from minio.commonconfig import REPLACE, CopySource
from minio.datatypes import Part
from minio.error import MinioException, S3Error

from exemplar.core import bucket_policy, part_links
from exemplar.core.errors import NotFound, Unavailable
from exemplar.core.settings import StorageSettings

T = TypeVar("T")

PUBLISHED_PREFIX = "published/"
"""What lies under it may be read by everybody; nothing else in the bucket may."""

THREADS = 32
PAGE_OBJECTS = 1000
MAX_LINK_SECONDS = 60
PART_LINK_SECONDS = 15 * 60
_UPLOAD_PART_BYTES = 16 * 1024**2
_COPY_PART_BYTES = 256 * 1024**2
"""A copy on the server is answered when it is done, so a part must be copied well within the timeout."""
_ABSENT = frozenset({"NoSuchKey", "NoSuchUpload", "NoSuchObject", "ResourceNotFound"})
_TIMEOUT = urllib3.Timeout(connect=3, read=60)
_RETRIES = urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504], allowed_methods=None)


class StorageUnavailable(Unavailable):
    """The S3 server does not answer, or not in a way we understand; nothing can be said about the object."""

    code = "storage_unavailable"


class ObjectMissing(NotFound):
    """The server answers, and there is no such object or no such open upload."""

    code = "object_missing"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What the server knows of an object. ``etag`` has no quotes."""

    key: str
    size_bytes: int
    etag: str
    content_type: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredPart:
    """One part of an open upload; ``number`` counts from 1."""

    number: int
    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """An upload that was begun and neither finished nor aborted."""

    key: str
    upload_id: str
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class ServedAs:
    """The headers with which an object leaves, whoever asks for it; kept with the object."""

    content_type: str
    disposition: str
    cache_control: str


class Storage(Protocol):
    """Objects by key. Every method may raise ``StorageUnavailable``; those that need the thing, ``ObjectMissing``."""

    async def ensure_bucket(self) -> None:
        """Make the bucket when it is not there yet, with ``PUBLISHED_PREFIX`` open to everybody where the server can."""

    async def close(self) -> None:
        """Let the threads go."""

    async def put_bytes(self, key: str, data: bytes, content_type: str) -> None:
        """Store a small object; an older one under ``key`` is replaced."""

    async def put_file(self, key: str, path: Path, content_type: str) -> None:
        """Store the file at ``path``, in parts when it is large."""

    async def get_bytes(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object, or ``length`` bytes of it from ``offset``."""

    async def get_to_file(self, key: str, path: Path) -> None:
        """Write the object to ``path``; the file appears only when it is complete."""

    async def stat(self, key: str) -> StoredObject:
        """Return what is known of the object."""

    async def copy(self, source: str, target: str) -> None:
        """Copy inside the bucket, at most 5 GiB."""

    async def copy_as(self, source: str, target: str, served: ServedAs) -> None:
        """Copy inside the bucket, of any size, to be served with other headers; the bytes do not pass through here."""

    async def open_to_all(self, prefix: str) -> None:
        """Let everybody read, not list, objects whose key starts with ``prefix``; what else the bucket allows stays."""

    async def is_open(self, key: str) -> bool:
        """Say whether somebody without a signature gets this object."""

    async def delete(self, key: str) -> None:
        """Remove the object; an absent one is fine."""

    async def list_objects(self, prefix: str) -> list[StoredObject]:
        """Return every object whose key starts with ``prefix``, in key order; content types are empty here."""

    async def list_page(self, prefix: str, after: str = "") -> list[StoredObject]:
        """Return the next objects of a prefix, those past the key ``after``, at most 1,000; none at the end.

        In key order within one folder; servers differ in whether ``a-b`` comes before ``a/b``.
        """

    async def start_upload(self, key: str, content_type: str) -> str:
        """Begin an upload in parts; return its id."""

    async def list_parts(self, key: str, upload_id: str) -> list[StoredPart]:
        """Return the parts that arrived, in order; a part sent twice counts once, as last sent."""

    async def finish_upload(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> None:
        """Join ``parts`` into the object."""

    async def abort_upload(self, key: str, upload_id: str) -> None:
        """Throw the parts away; an absent upload is fine."""

    async def list_open_uploads(self, prefix: str) -> list[OpenUpload]:
        """Return the uploads under way whose key starts with ``prefix``."""

    def sign_part(self, key: str, upload_id: str, number: int, size_bytes: int, ttl_seconds: int = PART_LINK_SECONDS) -> str:
        """Return a URL to which a browser may PUT part ``number``, of ``size_bytes`` and no other size."""

    def sign_get(self, key: str, *, content_type: str, file_name: str, inline: bool, ttl_seconds: int = MAX_LINK_SECONDS) -> str:
        """Return a URL from which a browser may GET the object for at most 60 s, as this type and under this name."""


def content_disposition(file_name: str, *, inline: bool) -> str:
    """Return the header value; a name in any script survives, quotes and line breaks do not."""
    ascii_name = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in file_name) or "file"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(file_name, safe='')}"


class S3Storage:
    """The port on any S3 server.

    Browsers reach it under ``s3_public_endpoint``, so links are signed for that name; our own calls go to
    ``s3_endpoint``. The region is always given: without it the SDK asks the network before it signs. Copies larger than
    ``copy_part_bytes`` go by parts.
    """

    def __init__(self, settings: StorageSettings, copy_part_bytes: int = _COPY_PART_BYTES) -> None:
        self._bucket = settings.s3_bucket
        self._address = f"{settings.s3_endpoint}/{settings.s3_bucket}"
        self._copy_part_bytes = copy_part_bytes
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="s3")
        self._client = _client(settings, settings.s3_endpoint)
        self._signer = _client(settings, settings.s3_public_endpoint)
        self._public = f"{settings.s3_public_endpoint.rstrip('/')}/{settings.s3_bucket}"
        self._keys = part_links.Keys(settings.s3_access_key, settings.s3_secret_key, settings.s3_region)
        self._stranger = urllib3.PoolManager(timeout=_TIMEOUT, retries=_RETRIES)

    async def _call(self, work: Callable[[], T]) -> T:
        """Run ``work`` in our threads; a cancelled caller leaves it to the timeouts."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except S3Error as error:
            if error.code in _ABSENT:
                raise ObjectMissing from error
            raise StorageUnavailable(service="s3", reason=error.code) from error
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise StorageUnavailable(service="s3") from error

    async def ensure_bucket(self) -> None:
        await self._call(self._make_bucket)

    def _make_bucket(self) -> None:
        if self._client.bucket_exists(self._bucket):
            return
        try:
            self._client.make_bucket(self._bucket)
        except S3Error as error:
            # Two starters may race; whoever came second finds it made.
            if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                raise
        with suppress(S3Error):
            self._open_to_all(PUBLISHED_PREFIX)

    async def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def put_bytes(self, key: str, data: bytes, content_type: str) -> None:
        await self._call(lambda: self._client.put_object(self._bucket, key, io.BytesIO(data), len(data), content_type))

    async def put_file(self, key: str, path: Path, content_type: str) -> None:
        await self._call(partial(self._client.fput_object, self._bucket, key, str(path), content_type, part_size=_UPLOAD_PART_BYTES))

    async def get_bytes(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        return await self._call(partial(self._read, key, offset, length))

    def _read(self, key: str, offset: int, length: int | None) -> bytes:
        answer = self._client.get_object(self._bucket, key, offset=offset, length=length or 0)
        try:
            data: bytes = answer.read()
            return data
        finally:
            answer.close()
            answer.release_conn()

    async def get_to_file(self, key: str, path: Path) -> None:
        await self._call(partial(self._client.fget_object, self._bucket, key, str(path)))

    async def stat(self, key: str) -> StoredObject:
        found = await self._call(partial(self._client.stat_object, self._bucket, key))
        return _stored(found)

    async def copy(self, source: str, target: str) -> None:
        await self._call(lambda: self._client.copy_object(self._bucket, target, CopySource(self._bucket, source)))

    async def copy_as(self, source: str, target: str, served: ServedAs) -> None:
        await self._call(partial(self._copy_as, source, target, served))

    def _copy_as(self, source: str, target: str, served: ServedAs) -> None:
        size = self._client.stat_object(self._bucket, source).size or 0
        headers: dict[str, Any] = {
            "Content-Type": served.content_type,
            "Content-Disposition": served.disposition,
            "Cache-Control": served.cache_control,
        }
        if size > self._copy_part_bytes:
            self._copy_by_parts(source, target, size, headers)
            return
        self._client.copy_object(self._bucket, target, CopySource(self._bucket, source), metadata=headers, metadata_directive=REPLACE)

    def _copy_by_parts(self, source: str, target: str, size: int, headers: dict[str, Any]) -> None:
        upload_id = self._client._create_multipart_upload(self._bucket, target, headers)  # noqa: SLF001
        try:
            parts: list[Part] = []
            for number, start in enumerate(range(0, size, self._copy_part_bytes), start=1):
                length = min(self._copy_part_bytes, size - start)
                piece: dict[str, Any] = dict(CopySource(self._bucket, source, offset=start, length=length).gen_copy_headers())
                piece["x-amz-copy-source-range"] = f"bytes={start}-{start + length - 1}"
                etag, _ = self._client._upload_part_copy(self._bucket, target, upload_id, number, piece)  # noqa: SLF001
                parts.append(Part(number, etag))
            self._client._complete_multipart_upload(self._bucket, target, upload_id, parts)  # noqa: SLF001
        except Exception:
            self._client._abort_multipart_upload(self._bucket, target, upload_id)  # noqa: SLF001
            raise

    async def open_to_all(self, prefix: str) -> None:
        await self._call(partial(self._open_to_all, prefix))

    def _open_to_all(self, prefix: str) -> None:
        policy = bucket_policy.allowing(self._policy(), self._bucket, prefix)
        if policy is not None:
            self._client.set_bucket_policy(self._bucket, policy)

    def _policy(self) -> str | None:
        try:
            return str(self._client.get_bucket_policy(self._bucket))
        except S3Error as error:
            if error.code != "NoSuchBucketPolicy":
                raise
            return None

    async def is_open(self, key: str) -> bool:
        return await self._call(partial(self._is_open, key))

    def _is_open(self, key: str) -> bool:
        answer = self._stranger.request("HEAD", f"{self._address}/{quote(key)}")
        return bool(answer.status == HTTPStatus.OK)

    async def delete(self, key: str) -> None:
        await self._call(partial(self._client.remove_object, self._bucket, key))

    async def list_objects(self, prefix: str) -> list[StoredObject]:
        return await self._call(lambda: [_stored(found) for found in self._client.list_objects(self._bucket, prefix, recursive=True)])

    async def list_page(self, prefix: str, after: str = "") -> list[StoredObject]:
        return await self._call(partial(self._one_page, prefix, after))

    def _one_page(self, prefix: str, after: str) -> list[StoredObject]:
        # The SDK asks for a page of 1,000 at a time and only when the one before is used up: this is one request.
        listed = self._client.list_objects(self._bucket, prefix, recursive=True, start_after=after or None)
        return [_stored(found) for found in islice(listed, PAGE_OBJECTS)]

    # The SDK offers uploads in parts only through its private methods. They are used here and nowhere else, the
    # version is pinned, and the contract suite runs every one of them.

    async def start_upload(self, key: str, content_type: str) -> str:
        upload_id: str = await self._call(lambda: self._client._create_multipart_upload(self._bucket, key, {"Content-Type": content_type}))  # noqa: SLF001
        return upload_id

    async def list_parts(self, key: str, upload_id: str) -> list[StoredPart]:
        return await self._call(partial(self._all_parts, key, upload_id))

    def _all_parts(self, key: str, upload_id: str) -> list[StoredPart]:
        listed: list[Part] = []
        marker: str | None = None
        while True:
            page = self._client._list_parts(self._bucket, key, upload_id, part_number_marker=marker)  # noqa: SLF001
            listed += page.parts
            if not page.is_truncated or not page.parts:
                return _last_sent(listed)
            marker = str(page.parts[-1].part_number)

    async def finish_upload(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> None:
        listed = [Part(part.number, part.etag) for part in parts]
        await self._call(lambda: self._client._complete_multipart_upload(self._bucket, key, upload_id, listed))  # noqa: SLF001

    async def abort_upload(self, key: str, upload_id: str) -> None:
        try:
            await self._call(lambda: self._client._abort_multipart_upload(self._bucket, key, upload_id))  # noqa: SLF001
        except ObjectMissing:
            return

    async def list_open_uploads(self, prefix: str) -> list[OpenUpload]:
        return await self._call(partial(self._all_open_uploads, prefix))

    def _all_open_uploads(self, prefix: str) -> list[OpenUpload]:
        found: list[OpenUpload] = []
        marker: str | None = None
        while True:
            # The SDK loses the upload-id marker, so pages advance by key alone; our keys have one upload each.
            page = self._client._list_multipart_uploads(self._bucket, prefix=prefix, key_marker=marker)  # noqa: SLF001
            found += [OpenUpload(upload.object_name or "", upload.upload_id or "", upload.initiated_time) for upload in page.uploads]
            if not page.is_truncated or not page.uploads:
                return found
            marker = page.uploads[-1].object_name

    def sign_part(self, key: str, upload_id: str, number: int, size_bytes: int, ttl_seconds: int = PART_LINK_SECONDS) -> str:
        query, bound = {"partNumber": str(number), "uploadId": upload_id}, {"content-length": str(size_bytes)}
        return part_links.signed("PUT", f"{self._public}/{key}", query, bound, self._keys, (datetime.now(UTC), ttl_seconds))

    def sign_get(self, key: str, *, content_type: str, file_name: str, inline: bool, ttl_seconds: int = MAX_LINK_SECONDS) -> str:
        headers: dict[str, Any] = {
            "response-content-type": content_type,
            "response-content-disposition": content_disposition(file_name, inline=inline),
        }
        expires = timedelta(seconds=min(ttl_seconds, MAX_LINK_SECONDS))
        url: str = self._signer.get_presigned_url("GET", self._bucket, key, expires=expires, response_headers=headers)
        return url


def _client(settings: StorageSettings, endpoint: str) -> Minio:
    address = urlsplit(endpoint)
    return Minio(
        address.netloc,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
        secure=address.scheme == "https",
        region=settings.s3_region,
        http_client=urllib3.PoolManager(maxsize=THREADS, timeout=_TIMEOUT, retries=_RETRIES),
    )


def _last_sent(listed: Sequence[Part]) -> list[StoredPart]:
    """Return each part once: some servers list every try of a part that was sent again, and join the last one."""
    in_time = sorted(listed, key=lambda part: part.last_modified or datetime.min.replace(tzinfo=UTC))
    last = {part.part_number: StoredPart(part.part_number, part.size or 0, part.etag) for part in in_time}
    return [last[number] for number in sorted(last)]


def _stored(found: Any) -> StoredObject:
    etag = (found.etag or "").strip('"')
    return StoredObject(found.object_name, found.size or 0, etag, found.content_type or "", found.last_modified)
