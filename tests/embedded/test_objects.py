"""The private S3 server: what it keeps over a restart, and whom it refuses."""

import io
import os
import signal
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from minio import Minio

from exemplar.embedded.errors import CannotStart
from exemplar.embedded.objects import Objects


def client(server: Objects) -> Minio:
    host = server.endpoint.removeprefix("http://")
    return Minio(host, access_key=server.access_key, secret_key=server.secret_key, secure=False, region="us-east-1")


def status(url: str, method: str = "GET", **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method, headers=headers), timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_killed_hard_it_keeps_objects_keys_and_signed_links(tmp_path: Path):
    first = Objects(tmp_path / "s3").start()
    client(first).make_bucket("media")
    client(first).put_object("media", "film/a.mp4", io.BytesIO(b"moving"), 6, content_type="video/mp4")
    link = client(first).presigned_get_object("media", "film/a.mp4", expires=timedelta(hours=1))

    os.kill(first.pid, signal.SIGKILL)
    first.stop()
    second = Objects(tmp_path / "s3").start()

    try:
        assert status(link) == 200
        assert client(second).stat_object("media", "film/a.mp4").content_type == "video/mp4"
    finally:
        second.stop()


def test_strangers_get_nothing_and_only_our_pages_may_upload(tmp_path: Path):
    server = Objects(tmp_path / "s3", ("http://localhost:8123", "http://127.0.0.1:8123")).start()
    try:
        client(server).make_bucket("media")
        client(server).put_object("media", "a", io.BytesIO(b"secret"), 6)
        url = client(server).presigned_put_object("media", "b")

        assert status(f"{server.endpoint}/media/a") == 403
        assert status(f"http://127.0.0.1:{server.filer_port}/buckets/media/a") == 401
        assert origin_allowed(url, "http://localhost:8123") == "http://localhost:8123"
        assert origin_allowed(url, "http://127.0.0.1:8123") == "http://127.0.0.1:8123"
        assert origin_allowed(url, "http://evil.example") == ""
    finally:
        server.stop()


def origin_allowed(url: str, origin: str) -> str:
    question = urllib.request.Request(url, method="OPTIONS", headers={"Origin": origin, "Access-Control-Request-Method": "PUT"})
    try:
        with urllib.request.urlopen(question, timeout=10) as answer:
            return answer.headers.get("Access-Control-Allow-Origin", "")
    except urllib.error.HTTPError:
        return ""


def test_a_second_owner_is_refused(tmp_path: Path):
    server = Objects(tmp_path / "s3").start()

    try:
        with pytest.raises(CannotStart, match=f"already in use by process {os.getpid()}"):
            Objects(tmp_path / "s3").start()
    finally:
        server.stop()


def test_keys_are_for_this_user_alone(tmp_path: Path):
    server = Objects(tmp_path / "s3")

    server.prepare()
    server.release()

    assert {name: (tmp_path / "s3" / name).stat().st_mode & 0o077 for name in ("keys.json", "s3.json")} == {
        "keys.json": 0,
        "s3.json": 0,
    }
