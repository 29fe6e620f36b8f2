"""Servers that the operator gave by address: reached, let in, fit for the work, or else a sentence with what to change."""

import asyncio
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

import asyncpg
import urllib3
from minio import Minio
from minio.error import S3Error

from exemplar.core import bucket_policy
from exemplar.core.settings import StorageSettings
from exemplar.core.storage import PUBLISHED_PREFIX
from exemplar.embedded.errors import CannotStart

OLDEST_POSTGRES = 15
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
CLOCK_SECONDS = 30
"""Links to media live for a minute by the storage's clock; half of that is the most by which ours may differ."""

_PATIENCE_SECONDS = 10
_TIMEOUT = urllib3.Timeout(connect=3, read=15)
_S3_REASONS = {
    "InvalidAccessKeyId": "does not know the key in EXEMPLAR_S3_ACCESS_KEY.",
    "SignatureDoesNotMatch": "refuses the key in EXEMPLAR_S3_SECRET_KEY (or EXEMPLAR_S3_REGION is not its region).",
    "RequestTimeTooSkewed": "has another time than this machine. Set the clock: type `date` on both.",
}


def web_address(name: str, address: str) -> SplitResult:
    """Return the parts of an address that must be ``http(s)://host``, as the variable ``name`` gives it.

    Raises:
        CannotStart: it is something else.
    """
    parts = urlsplit(address)
    try:
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.path.strip("/"):
        raise CannotStart(f"{name} is {address!r}. It must look like http://host:port or https://host.")
    return parts


def make_database(url: str, *, unsafe: bool = False) -> None:
    """Make the database that ``url`` names when the server has none of that name, and see whether it will do.

    Raises:
        CannotStart: the server cannot be reached, refuses, is too old, or may lose what it has confirmed (but for ``unsafe``).
    """
    parts = urlsplit(url)
    try:
        shown = f"{parts.hostname}:{parts.port or 5432}"
    except ValueError:
        shown = ""
    if not shown or parts.scheme not in {"postgresql", "postgres"} or not parts.hostname or not parts.path.strip("/"):
        raise CannotStart(
            "EXEMPLAR_DATABASE_URL must look like postgresql://user:password@host:5432/name. "
            "In a password write @ as %40, / as %2F, : as %3A, # as %23."
        )
    try:
        asyncio.run(_make_database(parts, unsafe))
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        raise CannotStart(f"The PostgreSQL at {shown} (EXEMPLAR_DATABASE_URL) {_database_reason(parts, error)}") from error


def _database_reason(parts: SplitResult, error: Exception) -> str:
    if isinstance(error, asyncpg.InvalidAuthorizationSpecificationError):  # wrong passwords are of this family
        return f"refuses the user {parts.username!r}: {error}. In a password write @ as %40, / as %2F, : as %3A, # as %23."
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        name = parts.path.lstrip("/")
        return (
            f"has no database {name!r}, and the user {parts.username!r} may not make it. As its administrator type:\n\n"
            f"    createdb --host {parts.hostname} --port {parts.port or 5432} --username postgres --owner {parts.username} {name}"
        )
    return _network_reason(error) or f"does not let us in: {error}"


def _network_reason(error: BaseException) -> str:
    if isinstance(error, socket.gaierror):
        return "cannot be found: no machine has that name here."
    if isinstance(error, ConnectionRefusedError):
        return "cannot be reached: nothing listens there. Start the server, or correct host and port."
    if isinstance(error, TimeoutError):
        return "does not answer. Is there a firewall between?"
    return ""


async def _make_database(parts: SplitResult, unsafe: bool) -> None:
    url, name = parts.geturl(), parts.path.lstrip("/")
    try:
        connection = await asyncpg.connect(url, timeout=_PATIENCE_SECONDS)
    except asyncpg.InvalidCatalogNameError:
        other = await asyncpg.connect(parts._replace(path="/postgres").geturl(), timeout=_PATIENCE_SECONDS)
        quoted = '"' + name.replace('"', '""') + '"'
        await other.execute(f"CREATE DATABASE {quoted}")
        await other.close()
        connection = await asyncpg.connect(url, timeout=_PATIENCE_SECONDS)
    try:
        await _see_whether_it_will_do(connection, name, unsafe)
    finally:
        await connection.close()


async def _see_whether_it_will_do(connection: asyncpg.Connection, name: str, unsafe: bool) -> None:
    version = connection.get_server_version()
    if version.major < OLDEST_POSTGRES:
        raise CannotStart(f"EXEMPLAR_DATABASE_URL leads to PostgreSQL {version.major}; {OLDEST_POSTGRES} or newer is needed.")
    if not await connection.fetchval("SELECT has_database_privilege(current_database(), 'CREATE')"):
        user = await connection.fetchval("SELECT current_user")
        raise CannotStart(
            f"The user {user!r} may not make tables and extensions in the database {name!r} (EXEMPLAR_DATABASE_URL). "
            f'As its administrator type in psql:  ALTER DATABASE "{name}" OWNER TO "{user}";'
        )
    off = [setting for setting in DURABLE if await connection.fetchval("SELECT current_setting($1)", setting) == "off"]
    if off and not unsafe:
        raise CannotStart(
            f"The PostgreSQL of EXEMPLAR_DATABASE_URL may lose what it has confirmed: {', '.join(off)} is off. "
            "Turn it on, or set EXEMPLAR_UNSAFE=1 when nothing in it matters."
        )


def make_bucket(storage: StorageSettings) -> None:
    """Make the bucket when it is missing, open what is published to everybody, and see whether the server is one that we can work with.

    Raises:
        CannotStart: the server cannot be reached, refuses, has another time, or is something else.
    """
    endpoint = web_address("EXEMPLAR_S3_ENDPOINT", storage.s3_endpoint)
    web_address("EXEMPLAR_S3_PUBLIC_ENDPOINT", storage.s3_public_endpoint)
    pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=urllib3.Retry(total=4, backoff_factor=0.2))
    client = Minio(
        endpoint.netloc,
        access_key=storage.s3_access_key,
        secret_key=storage.s3_secret_key,
        secure=endpoint.scheme == "https",
        region=storage.s3_region,
        http_client=pool,
    )
    the_server = f"The S3 server at {endpoint.netloc} (EXEMPLAR_S3_ENDPOINT)"
    try:
        _compare_clocks(pool, storage.s3_endpoint, the_server)
        _make_bucket(client, storage.s3_bucket)
        _open_published(client, storage.s3_bucket)
    except CannotStart:
        raise
    except Exception as error:
        raise CannotStart(f"{the_server} {_storage_reason(error, storage)}") from error


def _compare_clocks(pool: urllib3.PoolManager, address: str, the_server: str) -> None:
    stated = pool.request("HEAD", address, redirect=False).headers.get("Date")
    if not stated:
        return
    ahead = time.time() - parsedate_to_datetime(stated).timestamp()
    if abs(ahead) > CLOCK_SECONDS:
        raise CannotStart(
            f"{the_server} has another time: this machine is {abs(ahead):.0f} s {'ahead' if ahead > 0 else 'behind'}, and signed "
            "links live for a minute. Type `date` on both, and set the clock:  sudo timedatectl set-ntp true"
        )


def _make_bucket(client: Minio, bucket: str) -> None:
    try:
        # A listing, for its refusals say why; the question whether a bucket exists is answered without a word.
        next(iter(client.list_objects(bucket, prefix="nothing/")), None)
    except S3Error as error:
        if error.code != "NoSuchBucket":
            raise
        client.make_bucket(bucket)


def _open_published(client: Minio, bucket: str) -> None:
    """Let everybody read what is published. A server that cannot, or will not for these keys, is no reason to stop."""
    try:
        said = client.get_bucket_policy(bucket)
    except S3Error as error:
        if error.code != "NoSuchBucketPolicy":
            return
        said = None
    wanted = bucket_policy.allowing(said, bucket, PUBLISHED_PREFIX)
    if wanted is not None:
        with suppress(S3Error):
            client.set_bucket_policy(bucket, wanted)


def _storage_reason(error: Exception, storage: StorageSettings) -> str:
    if isinstance(error, S3Error) and error.code == "AccessDenied":
        return (
            f"lets these keys neither use nor make the bucket {storage.s3_bucket!r}. Check EXEMPLAR_S3_ACCESS_KEY and "
            "EXEMPLAR_S3_SECRET_KEY; or make the bucket with the server's own tools and give the keys reading, writing and listing."
        )
    if isinstance(error, S3Error):
        return _S3_REASONS.get(error.code or "", f"does not let us in: {error.code}, {error.message}")
    if isinstance(error, ValueError):
        return f"cannot have such a bucket (EXEMPLAR_S3_BUCKET): {error}."
    if isinstance(error, urllib3.exceptions.HTTPError):
        return _connection_reason(error)
    return f"does not speak S3: {error}"[:400]


def _connection_reason(error: urllib3.exceptions.HTTPError) -> str:
    said = " ".join(str(cause) for cause in _causes(error))
    if "Name or service not known" in said or "name resolution" in said:
        return _network_reason(socket.gaierror())
    if "certificate" in said.lower():
        return f"has a certificate that this machine does not trust: {error}"
    return _network_reason(ConnectionRefusedError() if "refused" in said else TimeoutError())


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = getattr(error, "reason", None) if isinstance(getattr(error, "reason", None), BaseException) else None
