"""What ``exemplar storage init`` sets on a bucket, where the server knows how; the examination tells what it really does.

Each wish is sent once and its refusal passed over: servers differ in what they can, and say so in as many ways.
"""

from urllib.parse import urlsplit

import httpx
import urllib3
from minio import Minio
from minio.commonconfig import ENABLED, Filter
from minio.error import MinioException
from minio.helpers import md5sum_hash
from minio.lifecycleconfig import AbortIncompleteMultipartUpload, LifecycleConfig, Rule

from exemplar.core.settings import StorageSettings

ABANDONED_AFTER_DAYS = 8
"""A day after the sweep gives an upload up by itself."""

_REFUSED = (MinioException, urllib3.exceptions.HTTPError)
_PAGES = """<CORSConfiguration><CORSRule><AllowedOrigin>{origin}</AllowedOrigin>\
<AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod><AllowedMethod>PUT</AllowedMethod>\
<AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><ExposeHeader>Content-Range</ExposeHeader>\
<ExposeHeader>Content-Length</ExposeHeader><MaxAgeSeconds>3600</MaxAgeSeconds></CORSRule></CORSConfiguration>"""


def client(settings: StorageSettings) -> Minio:
    """Return the SDK's own client, for what only setting up needs."""
    address = urlsplit(settings.s3_endpoint)
    return Minio(
        address.netloc,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
        secure=address.scheme == "https",
        region=settings.s3_region,
        http_client=urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=10), retries=False),
    )


def set_lifecycle(settings: StorageSettings) -> None:
    """Have the bucket throw away abandoned parts."""
    rule = Rule(
        ENABLED,
        rule_filter=Filter(prefix=""),
        rule_id="abandoned-uploads",
        abort_incomplete_multipart_upload=AbortIncompleteMultipartUpload(days_after_initiation=ABANDONED_AFTER_DAYS),
    )
    try:
        client(settings).set_bucket_lifecycle(settings.s3_bucket, LifecycleConfig([rule]))
    except _REFUSED:
        return


def welcome_pages(settings: StorageSettings, origin: str) -> None:
    """Let pages from ``origin`` read and send, unless the server lets them already: a rule of the site's own stays."""
    asked = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
    try:
        allowed = httpx.options(f"{settings.s3_endpoint}/{settings.s3_bucket}/page", headers=asked, timeout=10).headers
    except httpx.HTTPError:
        return
    if allowed.get("access-control-allow-origin") in (origin, "*"):
        return
    body = _PAGES.format(origin=origin).encode()
    try:
        # The SDK has no method for it.
        client(settings)._execute(  # noqa: SLF001
            "PUT", settings.s3_bucket, body=body, headers={"Content-MD5": md5sum_hash(body) or ""}, query_params={"cors": ""}
        )
    except _REFUSED:
        return
