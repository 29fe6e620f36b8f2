"""Which object stores the contract suite runs against, and the words at the end of a run that left one out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exemplar.core.settings import StorageSettings
from exemplar.embedded.objects import Objects

BUCKET = "contract-suite"
ADDRESS, ACCESS_KEY, SECRET_KEY = "EXEMPLAR_TEST_S3_ENDPOINT", "EXEMPLAR_TEST_S3_ACCESS_KEY", "EXEMPLAR_TEST_S3_SECRET_KEY"
KINDS = ["memory", "bundled", *(["given"] if os.environ.get(ADDRESS) else [])]


@contextmanager
def bundled(folder: Path, bucket: str = BUCKET) -> Iterator[StorageSettings]:
    """Run the bundled server for a while."""
    server = Objects(folder).start()
    try:
        yield StorageSettings(
            s3_endpoint=server.endpoint,
            s3_public_endpoint=server.endpoint,
            s3_access_key=server.access_key,
            s3_secret_key=server.secret_key,
            s3_bucket=bucket,
        )
    finally:
        server.stop()


def given() -> StorageSettings:
    """Return the server named by the environment: a site's own MinIO, or the one of the compose file."""
    address = os.environ[ADDRESS]
    return StorageSettings(
        s3_endpoint=address,
        s3_public_endpoint=address,
        s3_access_key=os.environ[ACCESS_KEY],
        s3_secret_key=os.environ[SECRET_KEY],
        s3_bucket=BUCKET,
    )


def closing_line() -> str | None:
    """Return the warning for the end of the run, or ``None`` when a server was given and covered."""
    if os.environ.get(ADDRESS):
        return None
    names = f"{ADDRESS}, {ACCESS_KEY} and {SECRET_KEY}"
    return f"MinIO ITSELF WAS NOT COVERED: the storage contract ran on the bundled server only. Set {names} to cover yours."
